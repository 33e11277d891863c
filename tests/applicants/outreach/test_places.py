"""One department and one person under many spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.models import Contact
from applicants.outreach.places import is_same_person, is_same_place


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Mayo Clinic", "Cardiology"), ("mayo  clinic", "CARDIOLOGY"), True),
        (("The Mayo Clinic", "Department of Cardiology"), ("Mayo Clinic", "Cardiology Dept."), True),
        (("St. Mary's", "Surgery"), ("St Mary’s", "Surgery"), True),
        (("Saint Mary's Hospital", "Int. Med."), ("St. Mary’s Hosp.", "Int Medicine"), True),
        (("University of Lagos", "Paediatrics"), ("Univ. Lagos", "Dept. of Pediatrics"), True),
        (("Cancer Centre", "Surgery"), ("Cancer Ctr.", "Surgery"), True),
        (("Hôpital", ""), ("Hopital", "Surgery"), True),
        (("Clinic", "Heart"), ("Clinic", "Surgery"), False),
        (("Clinic", "Heart"), ("Hospital", "Heart"), False),
        (("", "Heart"), ("", "Heart"), False),
        (("the", ""), ("of", ""), False),
        (("مستشفى", ""), ("مستشفى", ""), True),
    ],
)
def test_places(one: tuple[str, str], other: tuple[str, str], *, expected: bool) -> None:
    assert (is_same_place(one, other), is_same_place(other, one)) == (expected, expected)


@given(st.text(), st.text())
def test_a_place_with_a_name_is_itself(organization: str, department: str) -> None:
    place = (f"Hospital {organization}", department)
    assert is_same_place(place, place) is True


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"name": "Dr. Jane Doe"}, {"name": "Doe, Jane A., MD, Ph.D."}, True),
        ({"name": "Prof. Ọláwálé Adébáyọ̀"}, {"name": "olawale adebayo"}, True),
        ({"name": "张伟"}, {"name": "Dr. 张伟"}, True),
        ({"name": "ڈاکٹر عائشہ خان"}, {"name": "ڈاکٹر عائشہ خان"}, True),
        ({"name": "A", "email": "Doe@Example.org"}, {"name": "B", "email": "doe@example.org"}, True),
        ({"name": "A", "email": ""}, {"name": "B", "email": ""}, False),
        ({"name": "Jane Doe"}, {"name": "John Doe"}, False),
        ({"name": "Dr."}, {"name": "Prof."}, False),
        ({"name": "Ann Lee", "organization": "Mayo"}, {"name": "Ann Lee", "organization": "the mayo"}, True),
        ({"name": "Ann Lee", "organization": "Mayo"}, {"name": "Ann Lee", "organization": "Yale"}, False),
        ({"name": "Ann Lee", "organization": "Mayo"}, {"name": "Ann Lee"}, True),
    ],
)
def test_people(one: dict[str, str], other: dict[str, str], *, expected: bool) -> None:
    first, second = Contact(**one), Contact(**other)
    assert (is_same_person(first, second), is_same_person(second, first)) == (expected, expected)
