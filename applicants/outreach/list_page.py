"""What the first page of outreach shows: what is due, drafts, who is waited for, and who answers."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator

from applicants.outreach.choices import OutreachStatus
from applicants.outreach.forms import OutreachListForm, ShownOutreach
from applicants.outreach.models import OutreachContact, OutreachSettings
from applicants.outreach.rates import Rate, rate_of, rates_by
from applicants.outreach.workflow import ENDS, due_words
from programs.formatting import counted, day_words

ON_A_PAGE = 40
LABELS = {"due": "Due now", "drafts": "Drafts", "waiting": "Waiting"}
ORDER = list(LABELS)


@dataclass(frozen=True)
class OutreachRow:
    """One outreach on the list; ``due`` says what is to be done, ``is_due`` whether its day has come."""

    outreach: OutreachContact
    due: str
    is_due: bool

    @property
    def code(self) -> str:
        """Return the code of the group where it stands while it is open."""
        if self.outreach.status == OutreachStatus.DRAFTED:
            return "drafts"
        return "due" if self.is_due else "waiting"


@dataclass(frozen=True)
class OutreachGroup:
    """Some people written to under one heading; ``count``: all of them, on whatever page."""

    code: str
    label: str
    rows: Sequence[OutreachRow]
    count: int


def row_of(outreach: OutreachContact, today: datetime.date) -> OutreachRow:
    """Return an outreach as the list shows it."""
    if outreach.due_on is None:
        return OutreachRow(outreach, "", is_due=False)
    words = due_words(outreach.status, outreach.contact.name)
    is_due = outreach.due_on <= today
    return OutreachRow(outreach, words if is_due else f"{words} on {day_words(outreach.due_on)}", is_due)


@dataclass
class OutreachListPage:
    """Everybody an applicant writes to, as the address asks for them."""

    outreach_contacts: Sequence[OutreachContact]
    settings: OutreachSettings
    asked: Mapping[str, str]
    today: datetime.date

    @cached_property
    def form(self) -> OutreachListForm:
        """Return what the address asks for."""
        return OutreachListForm(self.asked)

    @property
    def is_ended(self) -> bool:
        """Return whether those that came to an end are asked for."""
        return self.form.chosen["show"] == ShownOutreach.ENDED

    @property
    def sent_today(self) -> int:
        """Return how many first letters were sent today."""
        return sum(outreach.sent_on == self.today for outreach in self.outreach_contacts)

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
        chosen = [one for one in self.outreach_contacts if (one.status in ENDS) == self.is_ended]
        rows = [row_of(one, self.today) for one in chosen]
        if not self.is_ended:
            rows.sort(key=lambda row: ORDER.index(row.code))
        return Paginator(rows, ON_A_PAGE).get_page(self.form.chosen["page"])

    @property
    def groups(self) -> list[OutreachGroup]:
        """Return the open ones of the page: what is due, drafts, and those waited for."""
        counts = Counter(row.code for row in self.page.paginator.object_list)
        shown = [(code, [row for row in self.page if row.code == code]) for code in ORDER]
        return [OutreachGroup(code, LABELS[code], rows, counts[code]) for code, rows in shown if rows]

    @property
    def shows(self) -> list[tuple[str, str, int, bool]]:
        """Return the choices of lists: code, label, how many, and whether it is the one shown."""
        ended = sum(one.status in ENDS for one in self.outreach_contacts)
        counts = {ShownOutreach.OPEN: len(self.outreach_contacts) - ended, ShownOutreach.ENDED: ended}
        return [
            (one.value, str(one.label), count, (one == ShownOutreach.ENDED) == self.is_ended)
            for one, count in counts.items()
        ]

    @property
    def rate(self) -> Rate | None:
        """Return the rate of all letters; None before the first."""
        found = rate_of("All letters", self.outreach_contacts)
        return found if found.sent else None

    @property
    def rates(self) -> list[tuple[str, list[Rate]]]:
        """Return the rates by text and by specialty."""
        texts = [one.template.name if one.template else "Without a text" for one in self.outreach_contacts]
        people = [one.contact.specialty for one in self.outreach_contacts]
        fields = [specialty.name if specialty else "Specialty not said" for specialty in people]
        return [
            ("By text", rates_by(texts, self.outreach_contacts)),
            ("By specialty", rates_by(fields, self.outreach_contacts)),
        ]

    @property
    def count_words(self) -> str:
        """Return how many people were begun with, in words."""
        return counted(len(self.outreach_contacts), "person", "people")
