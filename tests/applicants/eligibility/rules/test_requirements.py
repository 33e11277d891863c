"""How a person stands to single requirements."""

import datetime
from typing import Any

import pytest

from applicants.eligibility.applicant_facts import ApplicantFacts, ExamState
from applicants.eligibility.rules.requirements import MET, UNKNOWN, UNMET, age_on, outcome
from applicants.profile.choices import ExamStatus
from programs.choices import Audience
from programs.eligibility_rules import Ask
from tests.applicants.eligibility.sample_applicants import TODAY

SPRING = datetime.date(2027, 3, 5)


def stands(ask: Ask | str, **facts: Any) -> tuple[str, str]:
    """Return result and words."""
    found = outcome(ask if isinstance(ask, Ask) else Ask(ask), ApplicantFacts(**facts), TODAY)
    return found.result, found.words


def result(ask: Ask | str, **facts: Any) -> str:
    return stands(ask, **facts)[0]


def step(status: str, **facts: Any) -> dict[str, Any]:
    return {"exams": {"usmle_step1": ExamState(status, **facts)}}


def test_an_exam_that_was_not_spoken_of_is_unknown() -> None:
    found = outcome(Ask("usmle_step1"), ApplicantFacts(), TODAY)
    assert (found.result, found.question) == (UNKNOWN, "usmle_step1")


def test_every_status_of_an_exam_is_decided() -> None:
    found = {status.value: stands("usmle_step1", **step(status)) for status in ExamStatus}
    assert found == {
        "not_taken": (UNMET, "Not taken"),
        "scheduled": (UNMET, "Scheduled"),
        "waiting": (UNMET, "Taken, waiting for the result"),
        "passed": (MET, "Passed"),
        "failed": (UNMET, "Not passed yet"),
    }


def test_a_scheduled_exam_names_its_day() -> None:
    assert stands("usmle_step1", **step("scheduled", taken_on=SPRING)) == (
        UNMET,
        "Scheduled for March 5, 2027",
    )


@pytest.mark.parametrize(("score", "expected"), [(None, UNKNOWN), (219.0, UNMET), (220.0, MET), (250.0, MET)])
def test_a_minimum_score(score: float | None, expected: str) -> None:
    assert result(Ask("usmle_step1", 220), **step("passed", score=score)) == expected


@pytest.mark.parametrize(("is_yes", "expected"), [(None, UNKNOWN), (True, MET), (False, UNMET)])
def test_any_other_document_is_what_the_person_answers(is_yes: bool | None, expected: str) -> None:  # noqa: FBT001
    answers = {} if is_yes is None else {"tb_test": is_yes}
    assert result(Ask("tb_test", 2), answers=answers) == expected


@pytest.mark.parametrize(
    ("exams", "expected"),
    [
        ({}, UNKNOWN),
        ({"usmle_step1": "passed"}, MET),
        ({"usmle_step2_ck": "failed"}, MET),
        ({"usmle_step1": "not_taken"}, UNKNOWN),
        ({"usmle_step1": "waiting", "usmle_step2_ck": "not_taken"}, UNMET),
        ({"toefl": "passed"}, UNKNOWN),
    ],
)
def test_a_transcript_needs_a_result(exams: dict[str, str], expected: str) -> None:
    states = {kind: ExamState(status) for kind, status in exams.items()}
    assert result("usmle_transcript", exams=states) == expected


@pytest.mark.parametrize(
    ("most", "status", "attempts", "expected"),
    [
        (1, "passed", 1, MET),
        (1, "passed", 2, UNMET),
        (1, "passed", None, UNKNOWN),
        (1, "failed", None, UNMET),
        (2, "failed", None, UNKNOWN),
        (2, "failed", 1, MET),
        (2, "failed", 2, UNMET),
        (1, "not_taken", None, MET),
        (None, "passed", 1, MET),
        (None, "passed", 3, UNKNOWN),
        (None, "failed", 9, UNKNOWN),
    ],
)
def test_a_limit_on_attempts(most: int | None, status: str, attempts: int | None, expected: str) -> None:
    ask = Ask("usmle_attempt_limit", maximum=most)
    assert result(ask, **step(status, attempts=attempts)) == expected


@pytest.mark.parametrize(
    ("status", "expected"), [("", UNKNOWN), ("none", UNMET), ("in_progress", UNMET), ("certified", MET)]
)
def test_the_ecfmg_certificate(status: str, expected: str) -> None:
    assert result("ecfmg_certificate", ecfmg_status=status) == expected


@pytest.mark.parametrize(
    ("taught", "test", "expected"),
    [
        (None, None, UNKNOWN),
        (True, None, MET),
        (False, None, UNKNOWN),
        (False, "not_taken", UNMET),
        (False, "passed", MET),
        (None, "passed", MET),
        (None, "failed", UNKNOWN),
    ],
)
def test_english_by_school_or_by_test(taught: bool | None, test: str | None, expected: str) -> None:  # noqa: FBT001
    answers = {} if taught is None else {"taught_in_english": taught}
    exams = {"oet": ExamState(test)} if test else {}
    assert result("english_fluency", answers=answers, exams=exams) == expected


def test_what_follows_from_the_stage_at_every_stage() -> None:
    codes = ("medical_diploma", "enrollment_verification", "core_clerkships_completed")
    found = {stage: [result(code, stage=stage) for code in codes] for stage in ("", *Audience.values)}
    assert found == {
        "": [UNKNOWN, UNKNOWN, UNKNOWN],
        "preclinical_student": [UNMET, MET, UNMET],
        "clinical_student": [UNMET, MET, UNKNOWN],
        "final_year_student": [UNMET, MET, UNKNOWN],
        "graduate": [MET, UNMET, MET],
        "resident_abroad": [MET, UNKNOWN, MET],
        "practicing_physician": [MET, UNMET, MET],
    }


@pytest.mark.parametrize(
    ("born_on", "expected"),
    [
        (None, UNKNOWN),
        (datetime.date(1990, 11, 23), MET),
        (datetime.date(1990, 11, 24), MET),
        (datetime.date(1985, 11, 23), UNMET),
        (datetime.date(1985, 11, 24), MET),
        (datetime.date(1997, 1, 1), UNMET),
    ],
)
def test_age_from_30_to_40(born_on: datetime.date | None, expected: str) -> None:
    assert result(Ask("age_limit", 30, 40), born_on=born_on) == expected


def test_an_age_limit_without_a_number_only_the_host_can_tell() -> None:
    found = outcome(Ask("age_limit"), ApplicantFacts(born_on=TODAY), TODAY)
    assert (found.result, found.question) == (UNKNOWN, "")


def test_whoever_is_born_on_a_leap_day_is_a_year_older_on_march_first() -> None:
    born = datetime.date(2000, 2, 29)
    days = [datetime.date(2001, 2, 28), datetime.date(2001, 3, 1)]
    assert [age_on(born, day) for day in days] == [0, 1]
