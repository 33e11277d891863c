"""What a curator sees first: what there is to do, each with the link that begins it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from programs import freshness
from programs.choices import Publication
from programs.curation.review.page import review_reasons
from programs.curation.review.program_use import count_people_now_and_then
from programs.curation.statistics import figures
from programs.models import CatalogImport, FactCheck, HostProposal, Program, Report, ReviewItem, SourcePage
from programs.querysets import UNSTATED
from programs.report_choices import ReportKind

LAST_IMPORTS = 3
RAREST_FACTS = 3


@dataclass(frozen=True)
class StartPage:
    """What a curator sees first: how the catalog stands and what to do next.

    ``counts``: programs published, due, undated, stale and in_trouble. ``first`` None: nothing is due.

    ``links_checked_at`` None: the link check has read no page yet.
    """

    counts: Mapping[str, int]
    first: ReviewItem | None
    why: Sequence[str]
    confirmed_today: int
    problems: int
    suggestions: int
    corrections: int
    drafts: int
    archived: int
    imports: Sequence[CatalogImport]
    links_checked_at: Any
    rarest: Sequence[figures.FactRow]


def start_page(user: Any) -> StartPage:
    """Count what there is to do; the queries are as many with one program as with all."""
    count_people_now_and_then()
    now, today = timezone.now(), timezone.localdate()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    first = ReviewItem.objects.next_for(user, now, today)
    reports, hidden = Report.objects.open().count_per_kind(), Program.objects.hidden_counts()
    return StartPage(
        counts=ReviewItem.objects.overview(today, freshness.first_fresh_day(today)),
        first=first,
        why=review_reasons(first) if first else [],
        confirmed_today=FactCheck.objects.count_since(user, midnight),
        problems=reports.get(ReportKind.PROBLEM, 0),
        suggestions=reports.get(ReportKind.SUGGESTION, 0),
        corrections=HostProposal.objects.waiting().count(),
        drafts=hidden.get(Publication.DRAFT, 0),
        archived=hidden.get(Publication.ARCHIVED, 0),
        imports=list(CatalogImport.objects.for_list()[:LAST_IMPORTS]),
        links_checked_at=SourcePage.objects.last_checked_at(),
        rarest=figures.rarest_facts(UNSTATED, RAREST_FACTS),
    )
