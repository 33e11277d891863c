"""The filters beside the advisors' list of programs."""

import datetime
from collections.abc import Iterator
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from programs import freshness
from programs.choices import Intake, YesNo
from programs.facts import FACTS_BY_NAME
from programs.querysets import UNSTATED, HostQuerySet, ProgramQuerySet
from programs.us_states import STATES_BY_REGION, USState

Lookups = list[tuple[str, str]]
NOT_STATED = ("-", "Not stated")
FACTS_OF_SEVERAL_COLUMNS = {
    "weeks": "Length",
    "price": "Four-week price",
    "visas": "Visas",
    "requirements": "Requirements",
    "source_date": "Date of a source",
}


def first_fresh_day() -> datetime.date:
    """The oldest day that still counts as fresh today."""
    return freshness.first_fresh_day(timezone.localdate())


class ProgramListFilter(admin.SimpleListFilter):
    """A filter of the list of programs."""

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return self.narrowed(cast("ProgramQuerySet", queryset), self.value() or "")

    def narrowed(self, programs: ProgramQuerySet, value: str) -> ProgramQuerySet:
        """The programs that a value of the filter leaves; all for one that it does not know."""
        raise NotImplementedError


class FreshnessFilter(ProgramListFilter):
    """Whether the oldest fact that decides is fresh enough."""

    title = "freshness"
    parameter_name = "freshness"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        return [("fresh", "Fresh"), ("stale", "Older than 12 months"), ("undated", "No date at all")]

    def narrowed(self, programs: ProgramQuerySet, value: str) -> ProgramQuerySet:
        match value:
            case "fresh":
                return programs.fresh_since(first_fresh_day())
            case "stale":
                return programs.not_fresh_since(first_fresh_day())
            case "undated":
                return programs.without_any_date()
        return programs


class StateFilter(admin.SimpleListFilter):
    """The state of the host, for lists of programs and of hosts; states stand under their regions."""

    title = "state"
    parameter_name = "state"
    template = "admin/programs/state_filter.html"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        return [NOT_STATED, *(state for _, states in STATES_BY_REGION for state in states)]

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:  # type: ignore[override]
        """Yield each choice with its region; a blank one for all states and for not stated."""
        regions = ["", "", *(region for region, states in STATES_BY_REGION for _ in states)]
        for choice, region in zip(super().choices(changelist), regions, strict=True):
            yield {**choice, "region": region}

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        value = self.value() or ""
        if value != NOT_STATED[0] and value not in USState:
            return queryset
        rows = cast("ProgramQuerySet | HostQuerySet", queryset)
        return rows.in_state("" if value == NOT_STATED[0] else value)


class LinkFilter(ProgramListFilter):
    """What the link check found at the sources."""

    title = "links of sources"
    parameter_name = "links"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        return [("trouble", "A source moved, disappeared or changed")]

    def narrowed(self, programs: ProgramQuerySet, value: str) -> ProgramQuerySet:
        return programs.with_links_in_trouble() if value == "trouble" else programs


class IntakeFilter(ProgramListFilter):
    """Whether the program is open."""

    title = "intake"
    parameter_name = "intake"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        return [*Intake.choices, NOT_STATED]

    def narrowed(self, programs: ProgramQuerySet, value: str) -> ProgramQuerySet:
        if value == NOT_STATED[0]:
            return programs.missing("intake")
        return programs.with_intake(value) if value in Intake else programs


class MissingFactFilter(ProgramListFilter):
    """A fact that nobody has found yet."""

    title = "missing fact"
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        """The facts worth finding, in the words of the program's page."""
        return [(name, FACTS_OF_SEVERAL_COLUMNS.get(name) or FACTS_BY_NAME[name].label) for name in UNSTATED]

    def narrowed(self, programs: ProgramQuerySet, value: str) -> ProgramQuerySet:
        return programs.missing(value) if value in UNSTATED else programs


class EditedFilter(ProgramListFilter):
    """Whether a person has edited the program, so that imports leave it alone."""

    title = "a person's edits"
    parameter_name = "edited"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        return YesNo.choices

    def narrowed(self, programs: ProgramQuerySet, value: str) -> ProgramQuerySet:
        is_known = value in YesNo
        return programs.edited_by_a_person(edited=value == YesNo.YES) if is_known else programs
