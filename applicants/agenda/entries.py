"""One thing on one day of the agenda. Pure."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from applicants.agenda.choices import BUTTONS, PLACES, EntryKind
from applicants.applications.models import Application
from applicants.plans.steps import APPLY
from programs.formatting import days_words


@dataclass(frozen=True)
class AgendaEntry:
    """One thing on one day. The title names the application too; ``words`` do not.

    ``uid`` stays the same while the thing is the same, whatever its day. ``days_left`` is negative for
    days that are past. ``until`` is the last day of something that lasts. ``page`` is the path of where to
    act, when that is not the application's page.
    """

    uid: str
    day: datetime.date
    kind: EntryKind
    words: str
    days_left: int
    application: Application | None = None
    note: str = ""
    until: datetime.date | None = None
    is_task: bool = False
    is_confirmed: bool = True
    page: str = ""

    @property
    def is_overdue(self) -> bool:
        return self.is_task and self.days_left < 0

    @property
    def title(self) -> str:
        """The words, and of which application."""
        return f"{self.words}: {self.application.name}" if self.application else self.words

    @property
    def where(self) -> str:
        """The path of the page where one acts on it; blank when there is none of its own."""
        return self.page or (self.application.get_absolute_url() if self.application else "")

    @property
    def button(self) -> str:
        """The words of the button that leads to where one does it; blank for what merely happens."""
        return BUTTONS.get(self.kind, "") if self.is_task else ""

    @property
    def button_where(self) -> str:
        """The path of the place where one does it."""
        return self.page or f"{self.where}#{PLACES.get(self.kind, 'moves-h')}"

    @property
    def day_words(self) -> str:
        """The day in short, with its year when that is not this year."""
        is_this_year = (self.day - datetime.timedelta(days=self.days_left)).year == self.day.year
        return (
            f"{self.day:%b} {self.day.day}"
            if is_this_year
            else f"{self.day:%b} {self.day.day}, {self.day.year}"
        )

    @property
    def when(self) -> str:
        """How far the day is: today, in 5 days, 3 days ago."""
        return days_words(self.days_left)


def equal_steps_once(entries: Iterable[AgendaEntry]) -> list[AgendaEntry]:
    """The entries in their order; of equal steps of one trip the first, which names the later ones.

    To apply is a deadline of each program, so it is never put together.
    """
    found: dict[tuple[str, ...], list[AgendaEntry]] = {}
    for entry in entries:
        is_step = entry.kind == EntryKind.PLAN and entry.application and not entry.words.startswith(APPLY)
        key = (entry.page, entry.words, entry.note) if is_step else (entry.uid,)
        found.setdefault(key, []).append(entry)
    return [with_later_ones(first, later) for first, *later in found.values()]


def with_later_ones(first: AgendaEntry, later: list[AgendaEntry]) -> AgendaEntry:
    named = "; ".join(f"{one.application.name}, {one.day_words}" for one in later if one.application)
    return replace(first, note=f"{first.note} Also for {named}.".strip()) if named else first
