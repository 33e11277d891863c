"""One month of the agenda as weeks from Monday to Sunday. Pure."""

import calendar
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from applicants.agenda.application_list_form import FIRST_YEAR, LAST_YEAR
from applicants.agenda.choices import EntryKind
from applicants.agenda.entries import AgendaEntry

# As many as fit into the square of a day; the agenda has the rest.
MOST_ON_A_DAY = 12
WEEKDAYS = tuple(zip(calendar.day_name, calendar.day_abbr, strict=True))


@dataclass(frozen=True)
class Day:
    """One day: what falls on it, and the rotations that are under way on it."""

    day: datetime.date
    entries: Sequence[AgendaEntry]
    stays: Sequence[AgendaEntry]
    is_today: bool
    is_in_month: bool
    hidden_count: int = 0


@dataclass(frozen=True)
class CalendarMonth:
    """A month with its neighbors' first days; None at the ends of what the calendar shows.

    ``next``: the first thing after the month.
    """

    first: datetime.date
    weeks: Sequence[Sequence[Day]]
    before: datetime.date | None
    after: datetime.date | None
    next: AgendaEntry | None = None

    @property
    def label(self) -> str:
        return f"{calendar.month_name[self.first.month]} {self.first.year}"

    @property
    def is_empty(self) -> bool:
        return not any(day.is_in_month and (day.entries or day.stays) for week in self.weeks for day in week)


def month_of(entries: Iterable[AgendaEntry], first: datetime.date, today: datetime.date) -> CalendarMonth:
    """The month that starts on ``first`` with what falls into its weeks."""
    listed = list(entries)
    by_day: dict[datetime.date, list[AgendaEntry]] = {}
    for entry in listed:
        by_day.setdefault(entry.day, []).append(entry)
    stays = [entry for entry in listed if entry.kind == EntryKind.STARTS and entry.until]

    def day_of(day: datetime.date) -> Day:
        under_way = [stay for stay in stays if stay.until and stay.day < day < stay.until]
        found = by_day.get(day, [])
        shown, hidden = found[:MOST_ON_A_DAY], max(0, len(found) - MOST_ON_A_DAY)
        return Day(day, shown, under_way, day == today, day.month == first.month, hidden)

    dates = calendar.Calendar().monthdatescalendar(first.year, first.month)
    weeks = [[day_of(day) for day in week] for week in dates]
    month = first.year, first.month
    coming = [entry for entry in listed if (entry.day.year, entry.day.month) > month]
    return CalendarMonth(
        first, weeks, *neighbors(first), min(coming, key=lambda entry: entry.day, default=None)
    )


def neighbors(first: datetime.date) -> tuple[datetime.date | None, datetime.date | None]:
    before = (first - datetime.timedelta(days=1)).replace(day=1)
    after = (first + datetime.timedelta(days=31)).replace(day=1)
    return (
        before if before.year >= FIRST_YEAR else None,
        after if after.year <= LAST_YEAR else None,
    )
