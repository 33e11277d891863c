"""The same applications as a board, a table and an agenda. Pure."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from applicants.agenda.application_list_form import Show, Sort
from applicants.agenda.choices import EntryKind
from applicants.agenda.entries import Entry
from applicants.applications.models import Application
from applicants.applications.workflow import MEANINGS, Status, is_over

SOON_DAYS = 7
# What can wait another day; a deadline or a payment cannot.
CAN_WAIT = (EntryKind.NO_REPLY, EntryKind.IN_TOUCH, EntryKind.FOLLOW_UP)
PLACES = {status.value: place for place, status in enumerate(Status)}


@dataclass
class Line:
    """One application, and what falls on which day for it, the earliest first."""

    application: Application
    entries: list[Entry] = field(default_factory=list)

    @property
    def deadline(self) -> Entry | None:
        """The day until which it has to be sent."""
        return next((entry for entry in self.entries if entry.kind == EntryKind.DEADLINE), None)

    @property
    def next(self) -> Entry | None:
        """What is overdue, else what comes next."""
        return next((entry for entry in self.entries if entry.is_overdue or entry.days_left >= 0), None)


def lines(applications: Iterable[Application], entries: Iterable[Entry]) -> list[Line]:
    """Return each application with its entries."""
    by_key = {application.pk: Line(application) for application in applications}
    for entry in entries:
        if entry.application and entry.application.pk in by_key:
            by_key[entry.application.pk].entries.append(entry)
    return list(by_key.values())


def shown(applications: Iterable[Application], show: str) -> list[Application]:
    """Return the applications that run, those that have ended, or all."""
    if show == Show.ALL:
        return list(applications)
    return [one for one in applications if is_over(one.status) == (show == Show.ENDED)]


# The board


@dataclass(frozen=True)
class Column:
    """One status with its applications, the most urgent first."""

    status: Status
    lines: Sequence[Line]

    @property
    def meaning(self) -> str:
        return MEANINGS[self.status]


def board(every: Iterable[Line]) -> tuple[list[Column], list[Status]]:
    """Return the columns that hold something, and the statuses of running applications that hold nothing."""
    ordered = sorted(every, key=urgency)
    held: dict[str, list[Line]] = {}
    for line in ordered:
        held.setdefault(line.application.status, []).append(line)
    columns = [Column(status, held[status]) for status in Status if status in held]
    return columns, [status for status in Status if status not in held and not is_over(status)]


def urgency(line: Line) -> tuple[datetime.date, int, str]:
    """Return what sorts by the next day, then the applicant's own rank, then the name."""
    coming = line.next
    return (
        coming.day if coming else datetime.date.max,
        line.application.rank or 1000,
        line.application.name.casefold(),
    )


# The table

KEYS: dict[str, Callable[[Line], Any]] = {
    Sort.NAME: lambda line: line.application.name.casefold(),
    Sort.STATUS: lambda line: PLACES[line.application.status],
    Sort.DEADLINE: lambda line: line.deadline and line.deadline.day,
    Sort.START: lambda line: line.application.starts_on,
    Sort.RATING: lambda line: line.application.rating,
    Sort.RANK: lambda line: line.application.rank,
    Sort.UPDATED: lambda line: line.application.updated_at,
}


def table(every: Iterable[Line], sort: str) -> list[Line]:
    """Return the lines sorted by a key of ``Sort``, a minus in front turning it round; unknown ones last."""
    key, by_name = KEYS[sort.removeprefix("-")], KEYS[Sort.NAME]
    ordered = sorted(every, key=by_name)
    known = sorted((line for line in ordered if key(line) is not None), key=key, reverse=sort.startswith("-"))
    return [*known, *(line for line in ordered if key(line) is None)]


@dataclass(frozen=True)
class Heading:
    """One column's heading: the link that sorts by it, and how it is sorted now."""

    label: str
    sort: str
    direction: str


def headings(sort: str) -> list[Heading]:
    """Return the table's headings. The link of the one in use turns it round."""
    key, is_turned = sort.removeprefix("-"), sort.startswith("-")
    direction = "descending" if is_turned else "ascending"
    return [
        Heading(one.label, f"-{one}", direction)
        if one == key and not is_turned
        else Heading(one.label, one.value, direction if one == key else "")
        for one in Sort
    ]


# The agenda


@dataclass(frozen=True)
class Group:
    """What falls into one stretch of days, and how much more does that is not shown."""

    code: str
    label: str
    entries: Sequence[Entry]
    hidden_count: int = 0

    @property
    def count(self) -> int:
        """How much there is, shown or not."""
        return len(self.entries) + self.hidden_count

    def first(self, most: int) -> "Group":
        """Return the group with its first entries alone."""
        return replace(self, entries=self.entries[:most], hidden_count=max(0, self.count - most))


def groups(entries: Iterable[Entry]) -> list[Group]:
    """Return what is overdue and what comes, nearest first. What merely happened in the past is left out.

    Among the overdue what can wait comes last: a host's silence, people to be in touch with or to remind.
    """
    found: dict[str, list[Entry]] = {"overdue": [], "today": [], "soon": [], "later": []}
    for entry in entries:
        if code := stretch(entry):
            found[code].append(entry)
    found["overdue"].sort(key=lambda entry: entry.kind in CAN_WAIT)
    labels = {"overdue": "Overdue", "today": "Today", "soon": f"Next {SOON_DAYS} days", "later": "Later"}
    return [Group(code, label, found[code]) for code, label in labels.items()]


def stretch(entry: Entry) -> str:
    """Return the code of the stretch of days; blank for what is past and waits for nobody."""
    if entry.days_left < 0:
        return "overdue" if entry.is_overdue else ""
    if entry.days_left == 0:
        return "today"
    return "soon" if entry.days_left <= SOON_DAYS else "later"


def without_day(every: Iterable[Line]) -> list[Line]:
    """Return running applications for which nothing is overdue and nothing comes."""
    return [line for line in every if line.next is None and not is_over(line.application.status)]
