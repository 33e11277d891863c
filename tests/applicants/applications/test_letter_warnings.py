"""A program without letters says so when it is saved, on its application and on its card (C2)."""

import pytest
from django.test import Client

from applicants.applications.creation import shortlist
from applicants.applications.letter_warnings import NO_LETTER, NOT_STATED, letter_notes, letter_warning
from applicants.models import Applicant
from programs.choices import LetterPolicy
from programs.models import Program
from tests.factories import make_application, make_program

NOTE = "data-letter-note"


@pytest.mark.parametrize("policy", ["", *LetterPolicy.values])
def test_only_a_refusal_warns_and_only_silence_asks(policy: str) -> None:
    record = {"letter": policy or None, "name": "A"}
    assert letter_warning(record) == (NO_LETTER if policy == "not_offered" else "")
    assert letter_notes(record) == {"": [NOT_STATED], "not_offered": [NO_LETTER]}.get(policy, [])


def test_what_was_added_by_hand_states_nothing() -> None:
    assert letter_notes({}) == []


def test_what_differs_by_audience_is_told() -> None:
    line = {"audience": "graduate", "fact": "letter", "value": "a certificate only"}
    other = {"audience": "graduate", "fact": "fees", "value": "more"}
    found = letter_notes({"letter": "offered", "differences": [line, other]})
    assert [words.endswith(": a certificate only") for words in found] == [True]


@pytest.mark.django_db
def test_it_is_said_when_saved_on_the_application_and_on_the_card(ada: Applicant, ada_client: Client) -> None:
    program = make_program(letter="not_offered")
    answer = ada_client.post("/applications/shortlist/", {"program": program.slug}, follow=True)
    assert "No letter: The source says that no letter of recommendation is given." in answer.content.decode()
    application = ada.applications.get()
    assert NO_LETTER in ada_client.get(application.get_absolute_url()).content.decode()
    assert NO_LETTER in ada_client.get("/programs/").content.decode()
    assert NOTE not in Client().get("/programs/").content.decode()


@pytest.mark.django_db
def test_a_program_with_letters_warns_nowhere(ada: Applicant, ada_client: Client) -> None:
    program = make_program(letter="on_merit")
    application, _ = shortlist(ada, Program.objects.for_reading().get(pk=program.pk))
    for page in (application.get_absolute_url(), "/programs/"):
        assert NOTE not in ada_client.get(page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("shortlisted", False),
        ("accepted", True),
        ("rotating", True),
        ("completed", True),
        ("withdrawn", False),
    ],
)
def test_a_stay_leads_to_planning_a_letter(
    ada: Applicant, ada_client: Client, status: str, *, expected: bool
) -> None:
    application = make_application(ada, status=status)
    page = ada_client.get(application.get_absolute_url()).content.decode()
    assert (f"/letters/new/?application={application.pk}" in page) is expected
