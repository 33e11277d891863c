"""What the first page of outreach shows: what is due, drafts, who is waited for, and who answers."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from applicants.outreach.choices import OutreachStatus
from applicants.outreach.forms import OutreachListForm, ShownOutreach
from applicants.outreach.models import Outreach, OutreachSettings
from applicants.outreach.rates import Rate, rate_of, rates_by
from applicants.outreach.workflow import ENDS, due_words
from programs.formatting import counted, day_words
from programs.pages.page_links import PageLinks, page_links

ON_A_PAGE = 40
LABELS = {"due": "Due now", "drafts": "Drafts", "waiting": "Waiting"}
ORDER = list(LABELS)


@dataclass(frozen=True)
class OutreachRow:
    """One outreach on the list; ``due`` says what is to be done, ``is_due`` whether its day has come."""

    outreach: Outreach
    due: str
    is_due: bool

    @property
    def code(self) -> str:
        """The code of the group where it stands while it is open."""
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


def row_of(outreach: Outreach, today: datetime.date) -> OutreachRow:
    if outreach.due_on is None:
        return OutreachRow(outreach, "", is_due=False)
    words = due_words(outreach.status, outreach.contact.name)
    is_due = outreach.due_on <= today
    return OutreachRow(outreach, words if is_due else f"{words} on {day_words(outreach.due_on)}", is_due)


@dataclass(frozen=True)
class DailyCount:
    """How many first messages were sent today. ``is_full``: the day's limit is reached."""

    sent: int
    limit: int
    words: str
    is_full: bool


@dataclass(frozen=True)
class OutreachListPage:
    """Everybody an applicant writes to, as the address asks for them.

    ``is_ended``: those that came to an end are asked for, in ``page``; else the open ones are, in ``groups``.
    ``shows``: the choices of lists: code, label, how many, and whether it is the one shown. ``rate``: of all
    messages, None before the first; ``rates``: by text and by specialty.
    """

    form: OutreachListForm
    is_empty: bool
    daily: DailyCount
    shows: Sequence[tuple[str, str, int, bool]]
    is_ended: bool
    page: Page
    page_links: PageLinks
    groups: Sequence[OutreachGroup]
    rate: Rate | None
    rates: Sequence[tuple[str, list[Rate]]]
    count_words: str


def outreach_list_page(
    everybody: Sequence[Outreach],
    settings: OutreachSettings,
    asked: Mapping[str, str],
    today: datetime.date,
) -> OutreachListPage:
    """The page that was asked for, or the last when there are fewer."""
    form = OutreachListForm(asked)
    show = form.chosen["show"]
    is_ended = show == ShownOutreach.ENDED
    rows = [row_of(one, today) for one in everybody if (one.status in ENDS) == is_ended]
    if not is_ended:
        rows.sort(key=lambda row: ORDER.index(row.code))
    page = Paginator(rows, ON_A_PAGE).get_page(form.chosen["page"])
    rate = rate_of("All messages", everybody)
    return OutreachListPage(
        form=form,
        is_empty=not everybody,
        daily=daily_count(everybody, settings, today),
        shows=shows(everybody, is_ended=is_ended),
        is_ended=is_ended,
        page=page,
        page_links=page_links(page, f"show={show}&page={{}}".format),
        groups=groups(page),
        rate=rate if rate.sent else None,
        rates=rates(everybody),
        count_words=counted(len(everybody), "person", "people"),
    )


def daily_count(
    everybody: Sequence[Outreach], settings: OutreachSettings, today: datetime.date
) -> DailyCount:
    sent = sum(outreach.sent_on == today for outreach in everybody)
    return DailyCount(sent, settings.daily_limit, settings.count_words(sent), sent >= settings.daily_limit)


def groups(page: Page) -> list[OutreachGroup]:
    """The rows of the page by group; what ended is in none."""
    counts = Counter(row.code for row in page.paginator.object_list)
    shown = [(code, [row for row in page if row.code == code]) for code in ORDER]
    return [OutreachGroup(code, LABELS[code], rows, counts[code]) for code, rows in shown if rows]


def shows(everybody: Sequence[Outreach], *, is_ended: bool) -> list[tuple[str, str, int, bool]]:
    ended = sum(one.status in ENDS for one in everybody)
    counts = {ShownOutreach.OPEN: len(everybody) - ended, ShownOutreach.ENDED: ended}
    return [
        (one.value, str(one.label), count, (one == ShownOutreach.ENDED) == is_ended)
        for one, count in counts.items()
    ]


def rates(everybody: Sequence[Outreach]) -> list[tuple[str, list[Rate]]]:
    texts = [one.template.name if one.template else "Without a text" for one in everybody]
    people = [one.contact.specialty for one in everybody]
    fields = [specialty.name if specialty else "Specialty not said" for specialty in people]
    return [("By text", rates_by(texts, everybody)), ("By specialty", rates_by(fields, everybody))]
