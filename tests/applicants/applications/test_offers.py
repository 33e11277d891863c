"""Offers: the clock, the overlaps, who else waits."""

import datetime
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.applications.offers import (
    days_of,
    overlapping_applications,
    pending_applications,
    pending_words,
    reply_words,
    shared_days,
    without_dates,
)
from applicants.applications.workflow import COMMITTED, ApplicationStatus

START = datetime.date(2026, 1, 1)


@dataclass(frozen=True)
class Stay:
    """What the rules read of an application."""

    starts_on: datetime.date | None
    ends_on: datetime.date | None
    status: str = "accepted"
    name: str = "Other"


DAYS = st.dates(START, START + datetime.timedelta(days=60))


@st.composite
def stays(draw: st.DrawFn) -> Stay:
    """Draw a stay; either end may be unknown."""
    first, last = sorted([draw(DAYS), draw(DAYS)])
    return Stay(*draw(st.sampled_from([(first, last), (first, None), (None, last), (None, None)])))


def days(stay: Stay) -> set[datetime.date]:
    """Return every day known of a stay, one by one."""
    known = days_of(stay)
    if known is None:
        return set()
    return {known[0] + datetime.timedelta(days=number) for number in range((known[1] - known[0]).days + 1)}


@given(one=stays(), other=stays())
def test_shared_days_are_the_days_of_both(one: Stay, other: Stay) -> None:
    expected = len(days(one) & days(other)) if days(one) and days(other) else None
    assert shared_days(one, other) == expected
    assert shared_days(other, one) == expected


@given(one=stays(), others=st.lists(stays()), status=st.sampled_from(ApplicationStatus))
def test_only_accepted_and_running_stays_overlap(
    one: Stay, others: list[Stay], status: ApplicationStatus
) -> None:
    others = [Stay(other.starts_on, other.ends_on, status) for other in others]
    expected = [other for other in others if status in COMMITTED and days(one) & days(other)]
    assert overlapping_applications(one, others) == expected
    assert without_dates(others) == [o for o in others if status in COMMITTED and not days(o)]


@pytest.mark.parametrize("status", ApplicationStatus)
def test_those_wait_for_a_word_to_whom_something_was_sent(status: ApplicationStatus) -> None:
    found = pending_applications(Stay(None, None), [Stay(None, None, status)])
    assert bool(found) is (status in ("submitted", "interview", "offered"))


def test_those_on_the_same_dates_come_first_and_those_on_others_are_not_named() -> None:
    june = Stay(datetime.date(2026, 6, 1), datetime.date(2026, 6, 28))
    july = Stay(datetime.date(2026, 7, 1), datetime.date(2026, 7, 28), "submitted", "July")
    unknown = Stay(None, None, "interview", "Unknown")
    same = Stay(datetime.date(2026, 6, 27), datetime.date(2026, 7, 20), "offered", "Same")
    found = pending_applications(june, [july, unknown, same])
    assert [(one.application.name, one.words) for one in found] == [
        ("Same", "It shares 2 days with this stay. If you take this one, withdraw it."),
        ("Unknown", "Its dates are not known. If you cannot do both, withdraw it."),
        ("July", "Its dates are different. Keep it if you want both."),
    ]
    assert pending_words(found) == "Still pending, so consider withdrawing: “Same”, “Unknown”."
    assert pending_words(pending_applications(june, [july])) == ""


@given(today=DAYS, left=st.integers(-400, 400))
def test_the_clock_counts_whole_days(today: datetime.date, left: int) -> None:
    words = reply_words(today + datetime.timedelta(days=left), today)
    assert words.startswith(f"{left} day") is (left > 0)
    assert words.startswith("Answer today") is (left == 0)
    assert words.startswith("The last day to answer was") is (left < 0)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (2, "2 days left: answer by January 3, 2026."),
        (1, "1 day left: answer by January 2, 2026."),
        (0, "Answer today: January 1, 2026 is the last day."),
        (-1, "The last day to answer was December 31, 2025. If you still want the place, write today."),
    ],
)
def test_the_clock_in_words(left: int, words: str) -> None:
    assert reply_words(START + datetime.timedelta(days=left), START) == words
    assert reply_words(None, START).startswith("No last day to answer is noted.")
