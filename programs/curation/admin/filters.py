"""The filters beside the advisors' list of programs."""

import datetime

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from programs import freshness
from programs.choices import Intake, USState, YesNo
from programs.facts import FACTS_BY_NAME
from programs.querysets import UNSTATED, ProgramQuerySet

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
    """Return the oldest day that still counts as fresh today."""
    return timezone.localdate() - freshness.FRESH_FOR + datetime.timedelta(days=1)


class FreshnessFilter(admin.SimpleListFilter):
    """Whether the newest dated proof is fresh enough."""

    title = "freshness"
    parameter_name = "freshness"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:  # noqa: ARG002
        """Return fresh, stale and undated."""
        return [("fresh", "Fresh"), ("stale", "Older than 12 months"), ("undated", "No date at all")]

    def queryset(self, request: HttpRequest, queryset: ProgramQuerySet) -> models.QuerySet:  # noqa: ARG002
        """Narrow the list."""
        match self.value():
            case "fresh":
                return queryset.fresh_since(first_fresh_day())
            case "stale":
                return queryset.not_fresh_since(first_fresh_day())
            case "undated":
                return queryset.without_any_date()
        return queryset


class StateFilter(admin.SimpleListFilter):
    """The state of the host."""

    title = "state of the host"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:  # noqa: ARG002
        """Return all states by name, then not stated."""
        return [*sorted(USState.choices, key=lambda pair: pair[1]), NOT_STATED]

    def queryset(self, request: HttpRequest, queryset: ProgramQuerySet) -> models.QuerySet:  # noqa: ARG002
        """Narrow the list."""
        if self.value() == NOT_STATED[0]:
            return queryset.at_hosts_in("")
        return queryset.at_hosts_in(self.value()) if self.value() in USState else queryset


class IntakeFilter(admin.SimpleListFilter):
    """Whether the program is open."""

    title = "intake"
    parameter_name = "intake"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:  # noqa: ARG002
        """Return all intakes, then not stated."""
        return [*Intake.choices, NOT_STATED]

    def queryset(self, request: HttpRequest, queryset: ProgramQuerySet) -> models.QuerySet:  # noqa: ARG002
        """Narrow the list."""
        if self.value() == NOT_STATED[0]:
            return queryset.missing("intake")
        return queryset.with_intake(self.value()) if self.value() in Intake else queryset


class MissingFactFilter(admin.SimpleListFilter):
    """A fact that nobody has found yet."""

    title = "missing fact"
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:  # noqa: ARG002
        """Return the facts worth finding, in the words of the program's page."""
        return [(name, FACTS_OF_SEVERAL_COLUMNS.get(name) or FACTS_BY_NAME[name].label) for name in UNSTATED]

    def queryset(self, request: HttpRequest, queryset: ProgramQuerySet) -> models.QuerySet:  # noqa: ARG002
        """Narrow the list."""
        return queryset.missing(self.value()) if self.value() in UNSTATED else queryset


class EditedFilter(admin.SimpleListFilter):
    """Whether a person has edited the program, so that imports leave it alone."""

    title = "a person's edits"
    parameter_name = "edited"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:  # noqa: ARG002
        """Return yes and no."""
        return YesNo.choices

    def queryset(self, request: HttpRequest, queryset: ProgramQuerySet) -> models.QuerySet:  # noqa: ARG002
        """Narrow the list."""
        is_known = self.value() in YesNo
        return queryset.edited_by_a_person(edited=self.value() == YesNo.YES) if is_known else queryset
