"""Who is found among one's contacts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.applications.choices import ContactRole
from applicants.contacts.models import Contact
from applicants.contacts.search import find_contacts
from programs.models import Specialty

CARDIOLOGY = Specialty(pk=7, name="Cardiology")
JOSE = Contact(
    name="Dr. José Ñíguez",
    title="MD",
    role=ContactRole.COORDINATOR,
    specialty=CARDIOLOGY,
    organization="Saint Mary’s",
    department="Heart Center",
    city="Houston",
    state="TX",
    email="jose@example.org",
    phone="+1 555 0100",
    note="Met at the congress",
    next_note="Thank him",
)
AMINA = Contact(name="أمينة", role=ContactRole.ALUMNUS)
EVERYBODY = [JOSE, AMINA]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", EVERYBODY),
        ("  ", EVERYBODY),
        ("jose", [JOSE]),
        ("JOSÉ niguez", [JOSE]),
        ("niguez houston", [JOSE]),
        ("niguez dallas", []),
        ("texas", [JOSE]),
        ("coordinator", [JOSE]),
        ("cardio", [JOSE]),
        ("heart", [JOSE]),
        ("jose@example.org", [JOSE]),
        ("0100", [JOSE]),
        ("congress", [JOSE]),
        ("thank", [JOSE]),
        ("أمينة", [AMINA]),
        ("alumnus", [AMINA]),
    ],
)
def test_every_word_has_to_be_somewhere(words: str, found: list[Contact]) -> None:
    assert find_contacts(EVERYBODY, words) == found


def test_role_and_specialty_narrow() -> None:
    assert find_contacts(EVERYBODY, role=ContactRole.ALUMNUS) == [AMINA]
    assert find_contacts(EVERYBODY, specialty=7) == [JOSE]
    assert find_contacts(EVERYBODY, "jose", ContactRole.COORDINATOR, 7) == [JOSE]
    assert find_contacts(EVERYBODY, "jose", ContactRole.ALUMNUS) == []


@given(st.text(min_size=1, max_size=40))
def test_whoever_has_a_name_is_found_by_it(name: str) -> None:
    contact = Contact(name=name)
    assert find_contacts([contact], name) == [contact]
