"""What a program is to an applicant, one by one and by sets."""

import pytest

from applicants.eligibility.program_answer import answer_here, answers_in_catalog
from applicants.profile.models import Applicant, Exam
from programs.answers import Answer
from programs.models import SearchDocument
from tests.factories import make_program

pytestmark = pytest.mark.django_db
STEP1 = [{"code": "usmle_step1", "level": "required"}]


@pytest.mark.parametrize(
    ("facts", "answer", "words", "short"),
    [
        ({}, Answer.QUALIFY, "You qualify", "You qualify"),
        (
            {"letter": "not_offered"},
            Answer.QUALIFY_WITH_WARNINGS,
            "You qualify · 1 warning",
            "You qualify · 1 warning",
        ),
        ({"access": ["faculty_sponsor"]}, Answer.NEEDS_ANSWERS, "Needs 1 answer", "Needs your answers"),
        ({"requirements": STEP1}, Answer.NOT_FOR_ME, "Not eligible: needs Step 1", "Not eligible"),
        ({"intake": "paused"}, Answer.NOT_ACCEPTING, "Not accepting: paused", "Not accepting"),
    ],
)
def test_the_answer_of_one_program(
    facts: dict[str, object], answer: Answer, words: str, short: str, ada: Applicant
) -> None:
    Exam.objects.create(applicant=ada, kind="usmle_step1", status="not_taken")
    program = make_program(**facts)
    here, listed = answer_here(ada, program), answers_in_catalog(ada, [program.pk])[program.pk]
    assert (here.answer, here.words) == (answer, words)
    assert (listed.answer, listed.words) == (answer, short)
    assert [flag.rule for flag in here.warnings] == [flag.rule for flag in listed.warnings]


def test_what_only_the_host_can_tell_is_asked_of_the_host(ada: Applicant) -> None:
    program = make_program(intake="invitation_only")
    assert answer_here(ada, program).words == "Ask the host first"


def test_a_program_that_is_not_published_has_no_answer_in_the_catalog(ada: Applicant) -> None:
    program = make_program()
    SearchDocument.objects.all().delete()
    assert answers_in_catalog(ada, [program.pk, None]) == {}
