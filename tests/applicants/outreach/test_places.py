"""One department under many spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.outreach.places import is_same_place


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Mayo Clinic", "Cardiology"), ("mayo  clinic", "CARDIOLOGY"), True),
        (("The Mayo Clinic", "Department of Cardiology"), ("Mayo Clinic", "Cardiology Dept."), True),
        (("St. Mary's", "Surgery"), ("St Mary’s", "Surgery"), True),
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
