"""What is for today on a rotation."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.applications.models import Application
from applicants.guides.choices import RotationPhase
from applicants.guides.models import RotationTip
from applicants.rotations.page import phase_of, prompt_for, stay_words, tip_groups

MONDAY = datetime.date(2027, 3, 1)
FOUR_WEEKS = Application(starts_on=MONDAY, ends_on=MONDAY + datetime.timedelta(days=27))
PROMPTS = [
    RotationTip(code=f"day-{number:02}", day=number, kind="weekend" if number in (7, 14) else "prompt")
    for number in range(1, 21)
]


def day(number: int) -> datetime.date:
    return MONDAY + datetime.timedelta(days=number - 1)


@pytest.mark.parametrize(
    ("application", "today", "words"),
    [
        (Application(), day(1), "No dates yet"),
        (FOUR_WEEKS, day(0), "Begins on March 1, 2027, in 1 day"),
        (FOUR_WEEKS, day(1), "Day 1 of 28, until March 28, 2027"),
        (FOUR_WEEKS, day(28), "Day 28 of 28, until March 28, 2027"),
        (FOUR_WEEKS, day(29), "March 1, 2027 to March 28, 2027: over"),
        (Application(starts_on=MONDAY), day(9), "Since March 1, 2027"),
    ],
)
def test_where_one_is(application: Application, today: datetime.date, words: str) -> None:
    assert stay_words(application, today) == words


@pytest.mark.parametrize(
    ("number", "phase"),
    [
        (0, RotationPhase.BEFORE),
        (1, RotationPhase.FIRST_DAY),
        (2, RotationPhase.WEEK_1),
        (7, RotationPhase.WEEK_1),
        (8, RotationPhase.DAILY),
        (14, RotationPhase.MID),
        (16, RotationPhase.DAILY),
        (22, RotationPhase.LAST_WEEK),
        (40, RotationPhase.LAST_WEEK),
    ],
)
def test_which_part_today_lies_in(number: int, phase: str) -> None:
    assert phase_of(FOUR_WEEKS, day(number)) == phase


@pytest.mark.parametrize(
    ("number", "code"),
    [(0, None), (1, "day-01"), (6, "day-07"), (13, "day-14"), (26, "day-20"), (27, "day-14"), (29, None)],
)
def test_the_question_of_the_day(number: int, code: str | None) -> None:
    found = prompt_for(FOUR_WEEKS, PROMPTS, day(number))
    assert (found.code if found else None) == code


@given(
    st.dates(datetime.date(2024, 1, 1), datetime.date(2030, 1, 1)), st.integers(1, 400), st.integers(-5, 405)
)
def test_every_day_of_a_stay_has_a_question_and_no_other(first: datetime.date, days: int, ahead: int) -> None:
    last = first + datetime.timedelta(days=days - 1)
    today = first + datetime.timedelta(days=ahead)
    found = prompt_for(Application(starts_on=first, ends_on=last), PROMPTS, today)
    assert (found is not None) == (first <= today <= last)
    if found:
        assert (found.kind == "weekend") == (today.weekday() >= 5)


def test_the_lists_stand_in_order_and_say_what_is_done() -> None:
    tips = [
        RotationTip(code="hipaa", phase="any", kind="hipaa", title="Privacy"),
        RotationTip(code="dress", phase="first_day", kind="checklist", title="Dress"),
        RotationTip(code="goals", phase="first_day", kind="prompt", title="Goals"),
        RotationTip(code="names", phase="week_1", kind="goal", title="Names"),
        *PROMPTS,
    ]
    found = tip_groups(FOUR_WEEKS, tips, {"dress"}, day(1))
    assert [(group.title, group.count, group.is_now, len(group.lines)) for group in found] == [
        ("First day", "1 of 1 done", True, 2),
        ("First week", "0 of 1 done", False, 1),
        ("Patients’ privacy", "", False, 1),
    ]
