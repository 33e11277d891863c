"""How old a program's proof is; the limits are our own (docs/sources.md#age-of-the-proof)."""

import datetime

from programs.choices import Freshness

FRESH_FOR = datetime.timedelta(days=365)
LONG_UNCHECKED = datetime.timedelta(days=730)


def freshness(fresh_on: datetime.date | None, today: datetime.date) -> Freshness | None:
    """Fresh for 12 months, stale after that; None without any date."""
    if fresh_on is None:
        return None
    return Freshness.FRESH if fresh_on > today - FRESH_FOR else Freshness.STALE


def first_fresh_day(today: datetime.date) -> datetime.date:
    """The oldest day that still counts as fresh."""
    return today - FRESH_FOR + datetime.timedelta(days=1)


def is_long_unchecked(fresh_on: datetime.date | None, today: datetime.date) -> bool:
    """Whether the proof is over two years old."""
    return fresh_on is not None and fresh_on < today - LONG_UNCHECKED


def last_day_of_mark(fresh_on: datetime.date | None, today: datetime.date) -> datetime.date | None:
    """The last day on which what pages say of the proof's age stays as it is today; None: for ever."""
    if fresh_on is None or is_long_unchecked(fresh_on, today):
        return None
    if freshness(fresh_on, today) == Freshness.FRESH:
        return fresh_on + FRESH_FOR - datetime.timedelta(days=1)
    return fresh_on + LONG_UNCHECKED
