"""Days of an application's history: which are allowed, and what they come to. Pure."""

import datetime
from collections.abc import Sequence
from typing import Any

from applicants.profile.fields import FIRST_YEAR
from programs.formatting import day_words


def fault_of_day(
    day: datetime.date,
    *,
    today: datetime.date,
    not_before: datetime.date | None = None,
    not_after: datetime.date | None = None,
) -> str | None:
    """Why something cannot have happened on a day, in words; None when it can."""
    if day > today:
        return "This day is in the future. Write down what has happened."
    if day.year < FIRST_YEAR:
        return f"This day is too long ago: the year must be {FIRST_YEAR} or later."
    if not_before is not None and day < not_before:
        return f"The move before it happened on {day_words(not_before)}. Choose that day or a later one."
    if not_after is not None and day > not_after:
        return f"The move after it happened on {day_words(not_after)}. Choose that day or an earlier one."
    return None


def fault_before_stay(day: datetime.date, starts_on: datetime.date | None) -> str | None:
    """Why a stay cannot have begun or ended on a day, in words; None when it can, or has no dates."""
    if starts_on is None or day >= starts_on:
        return None
    return (
        f"The first day of the stay is {day_words(starts_on)}. Choose that day or a later one, "
        "or correct the dates of the stay first."
    )


def neighbors(moves: Sequence[Any], move: Any) -> tuple[Any | None, Any | None]:
    """The moves just before and just after one, None at either end."""
    place = moves.index(move)
    before = moves[place - 1] if place else None
    after = moves[place + 1] if place + 1 < len(moves) else None
    return before, after


def silent_until(sent_on: datetime.date, days: int) -> datetime.date:
    return sent_on + datetime.timedelta(days=days)
