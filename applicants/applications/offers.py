"""An offer: how long there is to answer, which stays it runs into, what else to answer. Pure."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from applicants.applications.workflow import COMMITTED, SENT
from programs.formatting import counted, day_words

# First and last day.
DateRange = tuple[datetime.date, datetime.date]


def days_of(stay: Any) -> DateRange | None:
    """The first and last day known of a stay; a single day when one end is unknown, None when both."""
    first, last = stay.starts_on or stay.ends_on, stay.ends_on or stay.starts_on
    return (first, last) if first and last else None


def common_range(known: DateRange, others: DateRange) -> DateRange:
    """The first and last day that two stays share; last before first: they share none."""
    return max(known[0], others[0]), min(known[1], others[1])


def shared_days(one: Any, other: Any) -> int | None:
    """On how many days two stays would be at once; None when the dates of either are not known."""
    known, others = days_of(one), days_of(other)
    if known is None or others is None:
        return None
    first, last = common_range(known, others)
    return max(0, (last - first).days + 1)


def overlapping_applications(stay: Any, others: Iterable[Any]) -> list[Any]:
    return [other for other in others if other.status in COMMITTED and shared_days(stay, other)]


def without_dates(others: Iterable[Any]) -> list[Any]:
    return [other for other in others if other.status in COMMITTED and days_of(other) is None]


@dataclass(frozen=True)
class Pending:
    """Another application that waits for a word, and whether it can still be done beside this one."""

    application: Any
    shared_days: int | None

    @property
    def words(self) -> str:
        """What its dates mean for this application."""
        if self.shared_days is None:
            return "Its dates are not known. If you cannot do both, withdraw it."
        if self.shared_days:
            days = counted(self.shared_days, "day")
            return f"It shares {days} with this stay. If you take this one, withdraw it."
        return "Its dates are different. Keep it if you want both."


def pending_applications(stay: Any, others: Iterable[Any]) -> list[Pending]:
    """The other applications that wait for a word: same dates first, then unknown ones."""
    found = [Pending(other, shared_days(stay, other)) for other in others if other.status in SENT]
    return sorted(found, key=lambda one: {None: 1, 0: 2}.get(one.shared_days, 0))


def overlap_words(stay: Any, other: Any) -> str:
    days = counted(shared_days(stay, other) or 0, "day")
    return f"It overlaps with “{other.name}” ({other.get_status_display().lower()}) on {days}."


def pending_words(found: list[Pending]) -> str:
    """Which other hosts still wait for a word; those with dates that fit are left out."""
    names = [f"“{one.application.name}”" for one in found if one.shared_days != 0]
    return f"Still pending, so consider withdrawing: {', '.join(names)}." if names else ""


def reply_words(reply_by: datetime.date | None, today: datetime.date) -> str:
    if reply_by is None:
        return "No last day to answer is noted. Ask them, and note it here."
    left = (reply_by - today).days
    if left < 0:
        return f"The last day to answer was {day_words(reply_by)}. If you still want the place, write today."
    if left == 0:
        return f"Answer today: {day_words(reply_by)} is the last day."
    return f"{counted(left, 'day')} left: answer by {day_words(reply_by)}."
