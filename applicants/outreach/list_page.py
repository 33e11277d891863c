"""What the first page of outreach shows: what is due, drafts, who is waited for, and who answers."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator

from applicants.outreach.choices import Step
from applicants.outreach.forms import DeskForm, Show
from applicants.outreach.models import Approach, OutreachSettings
from applicants.outreach.rates import Rate, rate_of, rates_by
from applicants.outreach.workflow import ENDS, due_words
from programs.formatting import counted, day_words

ON_A_PAGE = 40
LABELS = {"due": "Due now", "drafts": "Drafts", "waiting": "Waiting"}
ORDER = list(LABELS)


@dataclass(frozen=True)
class Row:
    """One approach on the list; ``due`` says what is to be done, ``is_due`` whether its day has come."""

    approach: Approach
    due: str
    is_due: bool

    @property
    def code(self) -> str:
        """Return the code of the group where it stands while it is open."""
        if self.approach.status == Step.DRAFTED:
            return "drafts"
        return "due" if self.is_due else "waiting"


@dataclass(frozen=True)
class Group:
    """Some approaches under one heading; ``count``: all of them, on whatever page."""

    code: str
    label: str
    rows: Sequence[Row]
    count: int


def row_of(approach: Approach, today: datetime.date) -> Row:
    """Return an approach as the list shows it."""
    if approach.due_on is None:
        return Row(approach, "", is_due=False)
    words = due_words(approach.status, approach.contact.name)
    is_due = approach.due_on <= today
    return Row(approach, words if is_due else f"{words} on {day_words(approach.due_on)}", is_due)


@dataclass
class OutreachDesk:
    """All approaches of an applicant, as the address asks for them."""

    approaches: Sequence[Approach]
    settings: OutreachSettings
    asked: Mapping[str, str]
    today: datetime.date

    @cached_property
    def form(self) -> DeskForm:
        """Return what the address asks for."""
        return DeskForm(self.asked)

    @property
    def is_ended(self) -> bool:
        """Return whether those that came to an end are asked for."""
        return self.form.chosen["show"] == Show.ENDED

    @property
    def sent_today(self) -> int:
        """Return how many first letters were sent today."""
        return sum(approach.sent_on == self.today for approach in self.approaches)

    @property
    def today_words(self) -> str:
        """Return the count of the day: 7 of 10 today."""
        return self.settings.count_words(self.sent_today)

    @property
    def is_full(self) -> bool:
        """Return whether the day's limit is reached."""
        return self.sent_today >= self.settings.daily_limit

    @cached_property
    def page(self) -> Page:
        """Return the page that is asked for: the open ones in groups, or what ended, the last one first."""
        chosen = [one for one in self.approaches if (one.status in ENDS) == self.is_ended]
        rows = [row_of(one, self.today) for one in chosen]
        if not self.is_ended:
            rows.sort(key=lambda row: ORDER.index(row.code))
        return Paginator(rows, ON_A_PAGE).get_page(self.form.chosen["page"])

    @property
    def groups(self) -> list[Group]:
        """Return the open ones of the page: what is due, drafts, and those waited for."""
        counts = Counter(row.code for row in self.page.paginator.object_list)
        shown = [(code, [row for row in self.page if row.code == code]) for code in ORDER]
        return [Group(code, LABELS[code], rows, counts[code]) for code, rows in shown if rows]

    @property
    def shows(self) -> list[tuple[str, str, int, bool]]:
        """Return the choices of lists: code, label, how many, and whether it is the one shown."""
        ended = sum(one.status in ENDS for one in self.approaches)
        counts = {Show.OPEN: len(self.approaches) - ended, Show.ENDED: ended}
        return [
            (one.value, str(one.label), count, (one == Show.ENDED) == self.is_ended)
            for one, count in counts.items()
        ]

    @property
    def rate(self) -> Rate | None:
        """Return the rate of all letters; None before the first."""
        found = rate_of("All letters", self.approaches)
        return found if found.sent else None

    @property
    def rates(self) -> list[tuple[str, list[Rate]]]:
        """Return the rates by text and by specialty."""
        texts = [one.template.name if one.template else "Without a text" for one in self.approaches]
        people = [one.contact.specialty for one in self.approaches]
        fields = [specialty.name if specialty else "Specialty not said" for specialty in people]
        return [
            ("By text", rates_by(texts, self.approaches)),
            ("By specialty", rates_by(fields, self.approaches)),
        ]

    @property
    def count_words(self) -> str:
        """Return how many people were begun with, in words."""
        return counted(len(self.approaches), "person", "people")
