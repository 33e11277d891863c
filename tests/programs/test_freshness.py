"""How old a program's proof is."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.choices import Freshness
from programs.freshness import freshness, is_long_unchecked, last_day_of_mark

TODAY = datetime.date(2026, 11, 23)
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))
ONE_DAY = datetime.timedelta(days=1)


def marks(fresh_on: datetime.date | None, today: datetime.date) -> tuple[Freshness | None, bool]:
    return freshness(fresh_on, today), is_long_unchecked(fresh_on, today)


@pytest.mark.parametrize(
    ("fresh_on", "mark"),
    [
        (None, None),
        ("2026-11-23", Freshness.FRESH),
        ("2025-11-24", Freshness.FRESH),
        ("2025-11-23", Freshness.STALE),
        ("2015-01-01", Freshness.STALE),
        ("2027-01-01", Freshness.FRESH),
    ],
)
def test_freshness_lasts_twelve_months(fresh_on: str | None, mark: Freshness | None) -> None:
    day = None if fresh_on is None else datetime.date.fromisoformat(fresh_on)
    assert freshness(day, TODAY) == mark


@pytest.mark.parametrize(
    ("fresh_on", "is_long"),
    [(None, False), ("2026-11-23", False), ("2024-11-23", False), ("2024-11-22", True), ("2003-01-01", True)],
)
def test_long_unchecked_is_over_two_years(fresh_on: str | None, *, is_long: bool) -> None:
    day = None if fresh_on is None else datetime.date.fromisoformat(fresh_on)
    assert is_long_unchecked(day, TODAY) is is_long


@given(st.none() | DAYS, DAYS)
def test_the_marks_stay_until_their_last_day_and_change_after_it(
    fresh_on: datetime.date | None, today: datetime.date
) -> None:
    last = last_day_of_mark(fresh_on, today)
    if last is None:
        assert marks(fresh_on, datetime.date(2199, 1, 1)) == marks(fresh_on, today)
        return
    assert last >= today
    assert marks(fresh_on, last) == marks(fresh_on, today)
    assert marks(fresh_on, last + ONE_DAY) != marks(fresh_on, today)
