"""One answer from rules, red flags and age."""

import datetime

import pytest

from programs.answers import OLD, Answer, age_warning, answer_of, warnings_among
from programs.choices import SHUT_INTAKES, Intake
from programs.eligibility_rules import Eligibility
from programs.flags import NOT_RECHECKED, Flag, flag_named

TODAY = datetime.date(2026, 11, 30)
FLAGGED = [flag_named("no_letter")]


@pytest.mark.parametrize("eligibility", Eligibility)
@pytest.mark.parametrize("warnings", [[], FLAGGED])
@pytest.mark.parametrize("intake", sorted(SHUT_INTAKES))
def test_a_shut_program_accepts_nobody(eligibility: str, warnings: list[Flag], intake: Intake) -> None:
    assert answer_of(eligibility, intake, warnings) == Answer.NOT_ACCEPTING


@pytest.mark.parametrize("intake", [None, Intake.OPEN, Intake.INVITATION_ONLY])
@pytest.mark.parametrize(
    ("eligibility", "plain", "warned"),
    [
        (Eligibility.OPEN, Answer.QUALIFY, Answer.QUALIFY_WITH_WARNINGS),
        (Eligibility.UNKNOWN, Answer.NEEDS_ANSWERS, Answer.NEEDS_ANSWERS),
        (Eligibility.BLOCKED, Answer.NOT_FOR_ME, Answer.NOT_FOR_ME),
    ],
)
def test_an_answer_by_what_is_known(
    intake: Intake | None, eligibility: str, plain: Answer, warned: Answer
) -> None:
    assert (answer_of(eligibility, intake, []), answer_of(eligibility, intake, FLAGGED)) == (plain, warned)


@pytest.mark.parametrize(
    ("days", "warns"), [(0, False), (364, False), (365, True), (729, True), (2000, True)]
)
def test_a_proof_over_a_year_old_is_a_warning(days: int, warns: bool) -> None:  # noqa: FBT001
    found = age_warning(TODAY - datetime.timedelta(days=days), TODAY)
    assert (found is not None) == warns


def test_a_proof_without_a_date_is_a_warning() -> None:
    found = age_warning(None, TODAY)
    assert found is not None
    assert "a page without a date" in found.reason


def test_age_is_said_once() -> None:
    age = flag_named(NOT_RECHECKED)
    assert warnings_among([age], OLD) == [age]
    assert warnings_among(FLAGGED, OLD) == [*FLAGGED, OLD]
    assert warnings_among(FLAGGED, None) == FLAGGED


def test_a_silenced_flag_does_not_warn() -> None:
    silenced = Flag("no_letter", "No letter", "", "", silenced_because="They do give letters.")
    assert warnings_among([silenced], None) == []
    assert warnings_among([Flag(NOT_RECHECKED, "", "", "", "Asked them.")], OLD) == [OLD]
