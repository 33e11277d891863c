"""The advisors' list of programs: its columns, its filters, its search."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from programs import facts, formatting, freshness
from programs.choices import Publication
from programs.curation.admin.filters import (
    EditedFilter,
    FreshnessFilter,
    IntakeFilter,
    LinkFilter,
    MissingFactFilter,
    StateFilter,
)
from programs.curation.admin.pagination import DeferredJoinChangeList, DeferredJoinPaginator
from programs.models import Program, ReviewItem
from programs.pages import cards
from programs.pricing import FourWeekPrice
from programs.querysets import ProgramQuerySet


def applicant_count(program: Program) -> int:
    """How many applicants have saved a program, as the review queue last counted them."""
    try:
        return program.review_item.people
    except ReviewItem.DoesNotExist:  # visitors do not see it
        return 0


class ProgramList(admin.ModelAdmin):
    """A row says what a curator decides by: what is missing, how old it is, how many wait for it."""

    list_display = (
        "name",
        "links",
        "missing",
        "last_checked",
        "kind",
        "host_place",
        "people",
        "four_week_price",
    )
    list_filter = (
        FreshnessFilter,
        "publication",
        MissingFactFilter,
        LinkFilter,
        IntakeFilter,
        "type",
        EditedFilter,
        StateFilter,
    )
    list_select_related = ("host", "review_item")
    list_per_page = 50
    paginator = DeferredJoinPaginator
    search_fields = ("name",)
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    sortable_by = ("name", "last_checked")

    def get_changelist(self, request: HttpRequest, **_kwargs: Any) -> type[DeferredJoinChangeList]:
        return DeferredJoinChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[ProgramQuerySet, bool]:
        """Find the programs that contain every word, each once."""
        return cast("ProgramQuerySet", queryset).named_with_all(search_term), False

    @admin.display(description="host")
    def host_place(self, program: Program) -> str:
        return ", ".join(part for part in (program.host.name, program.host.state) if part)

    @admin.display(description="program")
    def kind(self, program: Program) -> str:
        """Type and intake, and whether visitors see it unless they do."""
        is_hidden = program.publication != Publication.PUBLISHED
        hidden = program.get_publication_display() if is_hidden else ""
        return ", ".join(filter(None, (program.get_type_display(), program.get_intake_display(), hidden)))

    @admin.display(description="not stated")
    def missing(self, program: Program) -> str:
        """Which of the facts that decide nobody has found yet."""
        return ", ".join(facts.missing_deciding_labels(program.record)) or "Nothing that decides"

    @admin.display(description="last checked", ordering="fresh_on")
    def last_checked(self, program: Program) -> str:
        """The day of the last check by an advisor, and how fresh that leaves the proof."""
        day = cards.last_check(program)
        return f"{formatting.day_words(day) if day else 'Never'}. {self.proof(program)}"

    @admin.display(description="freshness")
    def proof(self, program: Program) -> str:
        """Whether the proof is fresh enough, and its date."""
        found = freshness.freshness(program.fresh_on, timezone.localdate())
        if program.fresh_on is None or found is None:
            return "No date"
        return f"{found.name.capitalize()}: {formatting.day_words(program.fresh_on)}"

    @admin.display(description="four weeks")
    def four_week_price(self, program: Program) -> str:
        price = FourWeekPrice(program.four_week_price_min_usd, program.four_week_price_max_usd)
        return formatting.four_week_price_words(price) or formatting.NOT_STATED

    @admin.display(description="applicants")
    def people(self, program: Program) -> str:
        """On how many shortlists it is: a count, and nobody's name."""
        count = applicant_count(program)
        return f"on {formatting.counted(count, 'shortlist')}" if count else "none"

    @admin.display(description="open")
    def links(self, program: Program) -> str:
        """Links to its first source, its public page and its place in the review queue."""
        sources = (program.record or {}).get("sources") or [{"url": ""}]
        context = {"program": program, "source": sources[0]["url"]}
        return render_to_string("admin/programs/program/_links.html", context)
