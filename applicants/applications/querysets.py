"""Questions about applications that read as sentences."""

import uuid
from typing import Any, Self

from django.apps import apps  # models import this module, so it gets them by name
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from applicants.applications.workflow import COMMITTED, ENDS, FUNNEL, ApplicationStatus
from programs.choices import Publication


class ApplicationQuerySet(QuerySet):
    """Questions about applications; they start at ``request.applicant.applications``."""

    def running(self) -> Self:
        return self.exclude(status__in=ENDS)

    def rotations(self) -> Self:
        """Those whose place is accepted: to come, running and completed, the earliest first."""
        found = self.filter(status__in=(*COMMITTED, ApplicationStatus.COMPLETED))
        return found.order_by("starts_on", "name", "pk")

    def of_programs(self, program_ids: list[int]) -> Self:
        return self.filter(program__in=program_ids)

    def people_per_program(self) -> dict[int, int]:
        rows = self.filter(program__isnull=False).order_by().values_list("program")
        return dict(rows.annotate(people=Count("applicant", distinct=True)))

    def for_agenda(self) -> Self:
        """Applications with all that has a day, in three queries: dates, windows, payments, documents.

        Long texts stay in the database: a list shows none of them. Where the program in the catalog says
        something else than the applicant has seen, ``record_seen`` and ``record_now`` are both; else NULL.
        """
        is_changed = Q(program__publication=Publication.PUBLISHED) & ~Q(program__record=F("record"))
        days = self._moves().order_by("-happened_on").values("happened_on")[:1]
        return (
            self.defer("record", "note", "requirements_note", "costs_note", "deadlines_note")
            .annotate(
                program_windows=F("program__record__windows"),
                program_lead_weeks=F("program__record__lead_time_weeks"),
                kept_windows=F("record__windows"),
                program_price=F("program__four_week_price_min_usd"),
                record_seen=Case(When(is_changed, then=F("record"))),
                record_now=Case(When(is_changed, then=F("program__record"))),
                last_move_on=Subquery(days),
            )
            .prefetch_related("payments", "checklist")
        )

    def with_stages_reached(self) -> Self:
        """Say which stages of the funnel an application's history has, each as ``reached_`` and its code."""
        reached = {f"reached_{stage}": Exists(self._moves().filter(to_status=stage)) for stage in FUNNEL}
        return self.annotate(**reached)

    def _moves(self) -> QuerySet:
        """The moves of the application around this query."""
        moves = apps.get_model("applicants", "ApplicationMove")._default_manager
        return moves.filter(application=OuterRef("pk"))

    def to_program(self, program: Any) -> Any:
        """The application to a program, None when there is none among these."""
        return self.filter(program=program).first()

    def untouched(self) -> Self:
        """What was shortlisted and never touched again; every edit raises the version."""
        return self.filter(status=ApplicationStatus.SHORTLISTED, version=1)

    def with_id(self, pk: uuid.UUID | None) -> Any:
        """The application with an id, None when there is none among these."""
        return self.filter(pk=pk).first()

    def for_document_table(self) -> Self:
        """Load applications with what they ask for, the nearest rotation first; one query beside its own."""
        return (
            self.defer("record", "note", "requirements_note", "costs_note", "deadlines_note")
            .prefetch_related("checklist")
            .order_by(F("starts_on").asc(nulls_last=True), "created_at", "id")
        )

    def except_for(self, application: Any) -> Self:
        """All but one, those with the nearest dates first."""
        return self.exclude(pk=application.pk).order_by(
            F("starts_on").asc(nulls_last=True), "created_at", "id"
        )

    def for_its_page(self) -> Self:
        """Load an application with everything that its page shows; five queries beside its own."""
        return self.select_related("program").prefetch_related(
            "moves", "alternatives", "payments", "checklist", "sent_files", "contacts"
        )

    def for_its_pack(self) -> Self:
        """Load an application with its documents and what was sent; two queries beside its own."""
        return self.prefetch_related("checklist", "sent_files")

    def values_of_checklist_lines(self) -> QuerySet[Any, tuple[Any, ...]]:
        """Name, first and last day, and code and ``valid_days`` of each line of the checklists."""
        names = ("name", "starts_on", "ends_on", "checklist__code", "checklist__valid_days")
        return self.order_by("starts_on", "created_at", "id", "checklist__id").values_list(*names)

    def in_brief(self) -> Self:
        """Load what names an application, to choose from: no long texts, in the order they were made."""
        return self.only("applicant", "name", "host_name", "status").order_by("created_at", "id")

    def for_exporting(self) -> Self:
        """Load applications with their history, in the order they were made."""
        return self.prefetch_related("moves").order_by("created_at", "id")

    def for_choosing(self) -> Self:
        """Applications by name, without their long texts, for a field that chooses one."""
        return self.only("id", "name", "status", "applicant").order_by("name", "id")

    def named_with(self, words: str) -> Self:
        """Applications whose name, host or city contains each of some words."""
        found = self
        for word in words.split():
            where = Q(name__icontains=word) | Q(host_name__icontains=word) | Q(city__icontains=word)
            found = found.filter(where)
        return found
