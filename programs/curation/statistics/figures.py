"""What the curators' reports page says: facts over time, messages handled, searches without a result."""

import datetime
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import Count

from programs import facts
from programs.choices import LinkOutcome
from programs.feedback.searches import ENOUGH_PEOPLE
from programs.models import FactSnapshot, FruitlessSearch, HostProposal, Report, SourcePage

MONTHS = 12
MONTH_AGO = datetime.timedelta(days=30)
MOST_POINTS = 60
MOST_SEARCHES = 50


@dataclass(frozen=True)
class FactRow:
    """One fact on the last day that was counted. ``share``, ``share_before``: percent; None: not counted."""

    name: str
    label: str
    stated: int
    share: int
    share_before: int | None
    median_days: int | None


@dataclass(frozen=True)
class FactDay:
    """One fact on one day."""

    day: datetime.date
    share: int
    median_days: int | None


@dataclass(frozen=True)
class MessageMonth:
    """How many messages came in a month, and how many were answered in it."""

    label: str
    opened: int
    handled: int


@dataclass(frozen=True)
class Messages:
    """How many messages came in a time, and how they were answered.

    ``median_days``: from a message to its answer; None while none is answered.
    """

    open: int
    proposals_waiting: int
    median_days: float | None
    months: Sequence[MessageMonth]


def stated_percent(row: FactSnapshot) -> int:
    return round(100 * row.stated / row.programs) if row.programs else 0


def snapshots_on(day: datetime.date | None) -> dict[str, FactSnapshot]:
    """A day's rows by fact; {} for None."""
    return {row.fact: row for row in FactSnapshot.objects.filter(day=day)} if day else {}


def latest_day(until: datetime.date | None = None) -> datetime.date | None:
    """The last day that was counted, or the last until a day; None when there is none."""
    found = FactSnapshot.objects.filter(**({"day__lte": until} if until else {})).order_by("-day")
    return found.values_list("day", flat=True).first()


def build_fact_row(row: FactSnapshot, before: FactSnapshot | None) -> FactRow:
    share_before = stated_percent(before) if before else None
    return FactRow(
        row.fact, facts.fact_label(row.fact), row.stated, stated_percent(row), share_before, row.median_days
    )


def rarest_facts(names: Container[str], count: int) -> list[FactRow]:
    """The facts of these names that the fewest programs state; [] before the first count."""
    rows = [build_fact_row(row, None) for name, row in snapshots_on(latest_day()).items() if name in names]
    return sorted(rows, key=lambda row: (row.share, row.label))[:count]


def fact_rows() -> tuple[datetime.date | None, int, list[FactRow]]:
    """The day that was counted last, how many programs there were, and each fact, rarest first."""
    today = latest_day()
    rows = snapshots_on(today)
    before = snapshots_on(latest_day(today - MONTH_AGO)) if today else {}
    found = [build_fact_row(row, before.get(name)) for name, row in rows.items()]
    programs = max((row.programs for row in rows.values()), default=0)
    return today, programs, sorted(found, key=lambda row: (row.share, row.label))


def fact_days(fact: str) -> list[FactDay]:
    """A fact over time, thinned out to as many days as a chart can show; the last one is kept."""
    rows = list(FactSnapshot.objects.filter(fact=fact).order_by("day"))
    step = -(-len(rows) // MOST_POINTS) or 1
    return [FactDay(row.day, stated_percent(row), row.median_days) for row in rows[::-1][::step][::-1]]


def months_before(today: datetime.date) -> list[datetime.date]:
    """The first days of the last twelve months, this one last."""
    number = today.year * 12 + today.month - 1
    return [datetime.date(n // 12, n % 12 + 1, 1) for n in range(number - MONTHS + 1, number + 1)]


def count_messages(today: datetime.date) -> Messages:
    """How many reports and suggestions came and were answered, month by month."""
    months = months_before(today)
    pairs = Report.objects.filter(created_at__date__gte=months[0]).values_list("created_at", "resolved_at")
    times = list(pairs)
    opened = Counter((created.year, created.month) for created, _ in times)
    handled = Counter((resolved.year, resolved.month) for _, resolved in times if resolved)
    waits = [(resolved - created).total_seconds() / 86400 for created, resolved in times if resolved]
    return Messages(
        open=Report.objects.open().count(),
        proposals_waiting=HostProposal.objects.waiting().count(),
        median_days=round(median(waits), 1) if waits else None,
        months=[
            MessageMonth(f"{day:%b %Y}", opened[day.year, day.month], handled[day.year, day.month])
            for day in months
        ],
    )


def top_fruitless_searches() -> list[tuple[str, int]]:
    """What enough people have searched for in vain, with how often; the most frequent first."""
    return list(
        FruitlessSearch.objects.by_at_least(ENOUGH_PEOPLE).values_list("text", "times")[:MOST_SEARCHES]
    )


def count_links() -> list[tuple[str, int]]:
    """How many pages of sources the link check found in which state, states without any left out."""
    rows = SourcePage.objects.exclude(outcome="").values_list("outcome").annotate(Count("pk"))
    counts = dict(rows.order_by("outcome"))
    return [(str(state.label), counts[state]) for state in LinkOutcome if state in counts]
