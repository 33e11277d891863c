"""The same applications as a board, a table and an agenda. Pure."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from applicants.agenda.application_list_form import ApplicationSort, ShownApplications
from applicants.agenda.choices import EntryKind
from applicants.agenda.entries import AgendaEntry
from applicants.applications.models import Application
from applicants.applications.next_step import STAGES
from applicants.applications.workflow import ACTIONS, MEANINGS, ApplicationStatus, is_over, next_statuses
from applicants.eligibility.program_answer import ProgramAnswer

SOON_DAYS = 7
# What can wait another day; a deadline or a payment cannot.
CAN_WAIT = (EntryKind.NO_REPLY, EntryKind.IN_TOUCH, EntryKind.FOLLOW_UP)
PLACES = {status.value: place for place, status in enumerate(ApplicationStatus)}

NO_ANSWERS: Mapping[int, ProgramAnswer] = {}


@dataclass(frozen=True)
class LineFacts:
    """What a line says of an application beside its days, in words or blank.

    ``changed``: the facts of its program that changed since the applicant last saw it.
    """

    documents: str = ""
    cost: str = ""
    letter: str = ""
    changed: str = ""


NO_FACTS: Mapping[Any, LineFacts] = {}


@dataclass
class ApplicationLine:
    """One application, and what falls on which day for it, the earliest first."""

    application: Application
    answer: ProgramAnswer | None = None
    facts: LineFacts = LineFacts()
    entries: list[AgendaEntry] = field(default_factory=list)

    @property
    def moves(self) -> list[tuple[ApplicationStatus, str]]:
        """Where it can be moved, each with the words of that move."""
        return [(status, ACTIONS[status]) for status in next_statuses(self.application.status)]

    @property
    def answer_by(self) -> AgendaEntry | None:
        """The day until which their offer has to be answered."""
        return next((entry for entry in self.entries if entry.kind == EntryKind.REPLY_BY), None)

    @property
    def deadline(self) -> AgendaEntry | None:
        """The day until which it has to be sent."""
        return next((entry for entry in self.entries if entry.kind == EntryKind.DEADLINE), None)

    @property
    def due(self) -> AgendaEntry | None:
        """What the place depends on: the answer to an offer, else that it is sent."""
        return self.answer_by or self.deadline

    @property
    def next(self) -> AgendaEntry | None:
        """What is overdue, else what comes next."""
        return next((entry for entry in self.entries if entry.is_overdue or entry.days_left >= 0), None)


def lines(
    applications: Iterable[Application],
    entries: Iterable[AgendaEntry],
    answers: Mapping[int, ProgramAnswer] = NO_ANSWERS,
    facts: Mapping[Any, LineFacts] = NO_FACTS,
) -> list[ApplicationLine]:
    """Build a line for each application. ``answers`` are by program, ``facts`` by application."""
    by_key = {
        one.pk: ApplicationLine(one, answers.get(one.program_id or 0), facts.get(one.pk, LineFacts()))
        for one in applications
    }
    for entry in entries:
        if entry.application and entry.application.pk in by_key:
            by_key[entry.application.pk].entries.append(entry)
    return list(by_key.values())


def filter_by_state(applications: Iterable[Application], show: str) -> list[Application]:
    if show == ShownApplications.ALL:
        return list(applications)
    return [one for one in applications if is_over(one.status) == (show == ShownApplications.ENDED)]


# The board


@dataclass(frozen=True)
class BoardColumn:
    """One status with its applications, the most urgent first."""

    status: ApplicationStatus
    lines: Sequence[ApplicationLine]

    @property
    def meaning(self) -> str:
        return MEANINGS[self.status]


def board(every: Iterable[ApplicationLine]) -> tuple[list[BoardColumn], list[ApplicationStatus]]:
    ordered = sorted(every, key=urgency)
    held: dict[str, list[ApplicationLine]] = {}
    for line in ordered:
        held.setdefault(line.application.status, []).append(line)
    columns = [BoardColumn(status, held[status]) for status in ApplicationStatus if status in held]
    return columns, [status for status in ApplicationStatus if status not in held and not is_over(status)]


def whole_board(every: Iterable[ApplicationLine]) -> list[BoardColumn]:
    """A column for every stage of the way, empty or not, and for each other end that was reached."""
    held = {column.status: column for column in board(every)[0]}
    return [
        held.get(status, BoardColumn(status, []))
        for status in ApplicationStatus
        if status in STAGES or status in held
    ]


def urgency(line: ApplicationLine) -> tuple[datetime.date, int, str]:
    """What sorts by the next day, then the applicant's own rank, then the name."""
    coming = line.next
    return (
        coming.day if coming else datetime.date.max,
        line.application.rank or 1000,
        line.application.name.casefold(),
    )


# The table

KEYS: dict[str, Callable[[ApplicationLine], Any]] = {
    ApplicationSort.NAME: lambda line: line.application.name.casefold(),
    ApplicationSort.STATUS: lambda line: PLACES[line.application.status],
    ApplicationSort.DEADLINE: lambda line: line.due and line.due.day,
    ApplicationSort.START: lambda line: line.application.starts_on,
    ApplicationSort.RATING: lambda line: line.application.rating,
    ApplicationSort.RANK: lambda line: line.application.rank,
    ApplicationSort.UPDATED: lambda line: line.application.updated_at,
}


def table(every: Iterable[ApplicationLine], sort: str) -> list[ApplicationLine]:
    """The lines by a key of ``ApplicationSort``; a minus reverses it; unknown values come last."""
    key, by_name = KEYS[sort.removeprefix("-")], KEYS[ApplicationSort.NAME]
    ordered = sorted(every, key=by_name)
    known = sorted((line for line in ordered if key(line) is not None), key=key, reverse=sort.startswith("-"))
    return [*known, *(line for line in ordered if key(line) is None)]


# Columns that the table leaves out when no application has anything in them.
OPTIONAL_COLUMNS: dict[str, Callable[[ApplicationLine], Any]] = {
    "cost": lambda line: line.facts.cost,
    "documents": lambda line: line.facts.documents,
    "letter": lambda line: line.facts.letter,
    ApplicationSort.RATING.value: KEYS[ApplicationSort.RATING],
    ApplicationSort.RANK.value: KEYS[ApplicationSort.RANK],
}


def empty_columns(every: Sequence[ApplicationLine]) -> set[str]:
    return {name for name, value in OPTIONAL_COLUMNS.items() if not any(map(value, every))}


@dataclass(frozen=True)
class Heading:
    """One column's heading: the link that sorts by it, and how it is sorted now."""

    label: str
    sort: str
    direction: str

    @property
    def column(self) -> str:
        """The code of ``ApplicationSort``, whichever way the link sorts."""
        return self.sort.removeprefix("-")

    @property
    def is_ascending(self) -> bool:
        return self.direction == "ascending"


def headings(sort: str) -> list[Heading]:
    """The table's headings. The link of the one in use turns it round."""
    key, is_turned = sort.removeprefix("-"), sort.startswith("-")
    direction = "descending" if is_turned else "ascending"
    return [
        Heading(one.label, f"-{one}", direction)
        if one == key and not is_turned
        else Heading(one.label, one.value, direction if one == key else "")
        for one in ApplicationSort
    ]


# The agenda


@dataclass(frozen=True)
class Offer:
    """An offer that waits for an answer, and the last day for it, if they set one."""

    line: ApplicationLine
    reply_by: AgendaEntry | None


def offers_to_answer(every: Iterable[ApplicationLine]) -> list[Offer]:
    """The offers that wait for an answer, the most urgent first, those without a last day last."""
    waiting = [line for line in every if line.application.status == ApplicationStatus.OFFERED]
    found = [Offer(line, line.answer_by) for line in waiting]
    return sorted(found, key=lambda offer: (offer.reply_by is None, offer.reply_by and offer.reply_by.day))


def is_offer(entry: AgendaEntry) -> bool:
    """Whether it stands among the offers to answer and in no stretch of days."""
    return entry.application is not None and entry.kind == EntryKind.REPLY_BY


@dataclass(frozen=True)
class AgendaGroup:
    """What falls into one stretch of days, and how much more does that is not shown."""

    code: str
    label: str
    entries: Sequence[AgendaEntry]
    hidden_count: int = 0

    @property
    def count(self) -> int:
        """How much there is, shown or not."""
        return len(self.entries) + self.hidden_count

    def first(self, most: int) -> "AgendaGroup":
        return replace(self, entries=self.entries[:most], hidden_count=max(0, self.count - most))


def groups(entries: Iterable[AgendaEntry]) -> list[AgendaGroup]:
    """What is overdue and what comes, nearest first. What merely happened in the past is left out.

    Among the overdue what can wait comes last: a host's silence, people to be in touch with or to remind.
    """
    found: dict[str, list[AgendaEntry]] = {"overdue": [], "today": [], "soon": [], "later": []}
    for entry in entries:
        if code := stretch(entry):
            found[code].append(entry)
    found["overdue"].sort(key=lambda entry: entry.kind in CAN_WAIT)
    labels = {"overdue": "Overdue", "today": "Today", "soon": f"Next {SOON_DAYS} days", "later": "Later"}
    return [AgendaGroup(code, label, found[code]) for code, label in labels.items()]


def stretch(entry: AgendaEntry) -> str:
    """The code of the stretch of days; blank for what is past and waits for nobody."""
    if entry.days_left < 0:
        return "overdue" if entry.is_overdue else ""
    if entry.days_left == 0:
        return "today"
    return "soon" if entry.days_left <= SOON_DAYS else "later"


def without_day(every: Iterable[ApplicationLine]) -> list[ApplicationLine]:
    """Running applications for which nothing is overdue and nothing comes; offers stand on their own."""
    return [
        line
        for line in every
        if line.next is None
        and line.application.status != ApplicationStatus.OFFERED
        and not is_over(line.application.status)
    ]
