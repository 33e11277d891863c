"""What documents and immunizations answer, so that nobody is asked for it again."""

import datetime

import pytest
from django.test import Client

from applicants.eligibility.applicant_facts import facts_of_applicant
from applicants.models import Answer, Applicant
from tests.factories import make_document, make_program
from tests.page_text import as_shown

DAY = datetime.date(2026, 10, 1)

pytestmark = pytest.mark.django_db


def test_a_document_on_file_is_a_yes(ada: Applicant) -> None:
    make_document(ada, "cv")
    person = facts_of_applicant(ada)
    assert (dict(person.answers), person.on_file) == ({"cv": True}, frozenset({"cv"}))


@pytest.mark.parametrize(
    ("what", "answers"),
    [("igra", {"tb_test": True}), ("influenza_vaccine", {"flu_vaccine": True}), ("other_vaccine", {})],
)
def test_an_entry_of_the_immunization_record_is_a_yes(
    what: str, answers: dict[str, bool], ada: Applicant
) -> None:
    ada.immunizations.create(what=what, on=DAY)
    assert dict(facts_of_applicant(ada).answers) == answers


def test_what_one_says_comes_before_what_is_on_file(ada: Applicant) -> None:
    make_document(ada, "cv")
    Answer.objects.create(applicant=ada, code="cv", is_yes=False)
    person = facts_of_applicant(ada)
    assert (dict(person.answers), person.on_file) == ({"cv": False}, frozenset())


def test_nobody_else_s_documents_count(ada: Applicant, obi: Applicant) -> None:
    make_document(obi, "cv")
    assert dict(facts_of_applicant(ada).answers) == {}


def test_the_profile_does_not_ask_for_what_is_on_file(ada: Applicant, ada_client: Client) -> None:
    make_program(slug="one", requirements=[{"code": "cv", "level": "required"}])
    assert 'name="answer-cv"' in ada_client.get("/profile/").text
    make_document(ada, "cv")
    page = ada_client.get("/profile/")
    assert 'name="answer-cv"' not in page.text
    assert 'Yes, from your <a href="/documents/">documents</a>' in as_shown(page)
    program = ada_client.get("/programs/one/").text
    assert 'data-answer="qualify"' in program
