"""A peer: plain django-filter, one COUNT … GROUP BY for each filter's options, cards by the ORM."""

from typing import Any

import django_filters
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse

from programs import choices
from programs.models import Program, Specialty
from programs.us_states import USState

PAGE_SIZE = 20
# A parameter and the column behind it.
COLUMNS = {
    "type": "type",
    "contact": "patient_contact",
    "specialty": "specialties__name",
    "state": "host__state",
    "city": "host__city",
    "free": "is_free",
    "letter": "letter",
    "letterhead": "letterhead",
    "certificate": "has_certificate",
    "seekers": "residency_seekers",
    "intake": "intake",
    "setting": "setting",
    "host_kind": "host_kind",
    "delivery": "delivery",
    "funding": "funding_kind",
    "housing": "housing",
}


class PlainFilter(django_filters.FilterSet):
    """The portal's filters as django-filter's own documentation would write them."""

    q = django_filters.CharFilter(method="with_words")
    type = django_filters.MultipleChoiceFilter(choices=choices.ProgramType.choices)
    contact = django_filters.MultipleChoiceFilter(
        field_name="patient_contact", choices=choices.PatientContact.choices
    )
    specialty = django_filters.ModelMultipleChoiceFilter(
        field_name="specialties__name", to_field_name="name", queryset=Specialty.objects.all()
    )
    state = django_filters.MultipleChoiceFilter(field_name="host__state", choices=USState.choices)
    price_max = django_filters.NumberFilter(field_name="four_week_price_min_usd", lookup_expr="lte")
    weeks = django_filters.NumberFilter(field_name="weeks_min", lookup_expr="lte")

    class Meta:
        model = Program
        fields: list[str] = []

    def with_words(self, programs: QuerySet, _: str, words: str) -> QuerySet:
        """Return programs that hold the words."""
        return programs.filter(
            Q(name__icontains=words) | Q(summary__icontains=words) | Q(host__name__icontains=words)
        )

    def without(self, parameter: str) -> QuerySet:
        """Return what all filters but one let pass."""
        found = self.queryset
        for name, value in self.form.cleaned_data.items():
            if name != parameter:
                found = self.filters[name].filter(found, value)
        return found

    def counts(self) -> dict[str, list[tuple[Any, int]]]:
        """Return each filter's options with their counts, one query for each filter."""
        return {
            parameter: list(
                self.without(parameter)
                .order_by()
                .values_list(column)
                .annotate(count=Count("pk", distinct=True))
            )
            for parameter, column in COLUMNS.items()
        }


def program_list(request: HttpRequest) -> TemplateResponse:
    """Show one page of programs and all counts."""
    programs = Program.objects.published().select_related("host").prefetch_related("specialties")
    filters = PlainFilter(request.GET, queryset=programs)
    page = Paginator(filters.qs.distinct(), PAGE_SIZE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request,
        "benchmarks/peer_filter.html",
        {"page": page, "programs": list(page), "facets": filters.counts()},
    )
