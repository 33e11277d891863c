"""Which days a move can have, and whose today it is."""

import datetime
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.applications.timeline import FIRST_YEAR, fault_of_day, neighbors, silent_until

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31))
TODAY = datetime.date(2026, 3, 10)


def day(number: int) -> datetime.date:
    return datetime.date(2026, 3, number)


@dataclass
class Move:
    happened_on: datetime.date


@given(day=DAYS, today=DAYS, before=st.none() | DAYS, after=st.none() | DAYS)
def test_a_day_is_right_exactly_when_it_lies_between_and_is_not_in_the_future(
    day: datetime.date, today: datetime.date, before: datetime.date | None, after: datetime.date | None
) -> None:
    fits = day <= today and day.year >= FIRST_YEAR and (before is None or day >= before)
    fits = fits and (after is None or day <= after)
    assert (fault_of_day(day, today=today, not_before=before, not_after=after) is None) is fits


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (day(11), "This day is in the future. Write down what has happened."),
        (day(4), "The move before it happened on March 5, 2026. Choose that day or a later one."),
        (day(9), "The move after it happened on March 8, 2026. Choose that day or an earlier one."),
        (datetime.date(1999, 12, 31), "This day is too long ago: the year must be 2000 or later."),
        (day(5), None),
        (day(8), None),
    ],
)
def test_a_fault_says_what_to_do(on: datetime.date, words: str | None) -> None:
    assert fault_of_day(on, today=TODAY, not_before=day(5), not_after=day(8)) == words


def test_neighbors_are_none_at_the_ends() -> None:
    first, second, third = moves = [Move(day(1)), Move(day(2)), Move(day(3))]
    assert [neighbors(moves, move) for move in moves] == [(None, second), (first, third), (second, None)]
    assert neighbors([first], first) == (None, None)


@given(day=st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)), days=st.integers(1, 365))
def test_waiting_lasts_the_days_it_lasts(day: datetime.date, days: int) -> None:
    assert (silent_until(day, days) - day).days == days
