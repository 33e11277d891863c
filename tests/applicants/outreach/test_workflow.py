"""The steps of writing to somebody, and when the next one is due."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.outreach.choices import OutreachStatus
from applicants.outreach.workflow import (
    ACTIONS,
    DUE_WORDS,
    ENDS,
    MEANINGS,
    MOVES,
    WAITING,
    can_move,
    due_on,
    due_words,
    next_steps,
)

DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))
LATE = st.integers(0, 400).map(lambda number: datetime.timedelta(days=number))


def later(day: datetime.date, number: int) -> datetime.date:
    return day + datetime.timedelta(days=number)


def test_every_step_has_its_words() -> None:
    assert set(MOVES) == set(MEANINGS) == set(OutreachStatus)
    assert {step for steps in MOVES.values() for step in steps} == set(ACTIONS)
    assert set(DUE_WORDS) == set(WAITING)


@pytest.mark.parametrize("step", OutreachStatus)
def test_nobody_answers_what_was_never_sent(step: OutreachStatus) -> None:
    assert can_move(step, OutreachStatus.REPLIED, is_sent=False) is False


def test_steps_lead_forward_and_never_past_two_follow_ups() -> None:
    assert next_steps(OutreachStatus.DRAFTED, is_sent=False) == [OutreachStatus.SENT, OutreachStatus.STOPPED]
    assert next_steps(OutreachStatus.SENT, is_sent=True) == [
        OutreachStatus.FOLLOWED_UP_ONCE,
        OutreachStatus.STOPPED,
        OutreachStatus.REPLIED,
    ]
    assert next_steps(OutreachStatus.FOLLOWED_UP_TWICE, is_sent=True) == [
        OutreachStatus.STOPPED,
        OutreachStatus.REPLIED,
    ]
    assert next_steps(OutreachStatus.STOPPED, is_sent=False) == []
    assert next_steps(OutreachStatus.REPLIED, is_sent=True) == [OutreachStatus.REPLIED]


@given(sent_on=DAYS, late=LATE, later_still=LATE)
def test_follow_ups_are_due_after_7_and_14_days_and_never_within_a_week(
    sent_on: datetime.date, late: datetime.timedelta, later_still: datetime.timedelta
) -> None:
    first = due_on(OutreachStatus.SENT, sent_on, sent_on)
    assert first == later(sent_on, 7)
    followed = first + late
    second = due_on(OutreachStatus.FOLLOWED_UP_ONCE, sent_on, followed)
    assert second >= later(sent_on, 14)
    assert (second - followed).days >= 7
    assert (second == later(sent_on, 14)) == (late.days == 0)
    again = second + later_still
    assert due_on(OutreachStatus.FOLLOWED_UP_TWICE, sent_on, again) == later(again, 7)


@given(sent_on=DAYS, early=st.integers(0, 7))
def test_a_first_follow_up_in_time_leaves_the_second_at_14_days(sent_on: datetime.date, early: int) -> None:
    assert due_on(OutreachStatus.FOLLOWED_UP_ONCE, sent_on, later(sent_on, early)) == later(sent_on, 14)


@given(day=st.none() | DAYS)
def test_nothing_is_due_for_drafts_and_what_has_ended(day: datetime.date | None) -> None:
    assert [due_on(step, day, day) for step in (OutreachStatus.DRAFTED, *ENDS)] == [None, None, None]


def test_what_is_due_in_words() -> None:
    assert [due_words(step, "Dr. Doe") for step in WAITING] == [
        "Follow up with Dr. Doe",
        "Follow up a last time with Dr. Doe",
        "Stop writing to Dr. Doe: two follow-ups are enough",
    ]
