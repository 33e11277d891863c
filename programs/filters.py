"""The list page's address as a django-filter FilterSet: one parameter, one field.

The FilterSet narrows a ``SearchQuery`` instead of a QuerySet. A value that
means nothing is left out and told to the visitor; it never fails the page.
"""

import datetime
import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.http import QueryDict
from django.utils import timezone

from programs import choices
from programs.models import Program
from programs.search import EVERY_FACET, HIDE, NOT_FOR_ME, Facet, FilterVocabulary, SearchQuery, code_named

LONGEST_QUERY = 200
LONGEST_VALUE_SHOWN = 40
LARGEST_NUMBER = 1_000_000
MOST_VALUES = 50
LOG_IN = "Log in to see what is open to you. These are all programs."
AS, AS_TEXT = "as", "text"
UNSTATED = (("exclude", "Leave out"), ("include", "Include"))
TRUE_WORDS = frozenset({"1", "on", "yes"})
# Filters by what only a visitor with an account has; to hide flagged programs anybody may ask.
OF_ACCOUNTS = frozenset(facet.parameter for facet in EVERY_FACET if facet.is_private and facet != HIDE)
CONTROL_CHARACTERS = dict.fromkeys(range(32), " ") | {0x7F: " "}


def shorten_value(value: str) -> str:
    """A visitor's value short enough to repeat in a notice."""
    printable = value.translate(CONTROL_CHARACTERS).encode("utf-8", "replace").decode()
    return printable if len(printable) <= LONGEST_VALUE_SHOWN else f"{printable[:LONGEST_VALUE_SHOWN]}…"


class CodesInAddress(forms.Field):
    """Codes of one filter; unknown ones are left out and kept in ``ignored`` for a notice."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, facet: Facet, **options: Any) -> None:
        self.facet = facet
        self.known: Mapping[str, str] = {}
        self.ignored: list[str] = []
        super().__init__(**options | {"required": False})

    def code_of(self, value: str) -> str | None:
        """The code that a value names: itself, its words, slug or synonym, or a number; else None."""
        if self.facet.is_number:
            return number_code(value)
        word = "true" if value.lower() in TRUE_WORDS and "true" in self.known else value
        return code_named(self.facet.parameter, word, self.known)

    def clean(self, value: list[str] | None) -> tuple[str, ...]:
        """The known codes, each once, in the order of the address."""
        parts = [part.strip() for part in (value or [])[:MOST_VALUES] if part.strip()]
        codes = [(part, self.code_of(part)) for part in parts]
        self.ignored = [part for part, code in codes if code is None]
        known = tuple(dict.fromkeys(code for _, code in codes if code is not None))
        return known[-1:] if self.facet.is_single else known


def number_code(value: str) -> str | None:
    """A number of the address in one spelling; None for nonsense."""
    try:
        number = float(value.replace(",", "").lstrip("$"))
    except ValueError:
        return None
    if not math.isfinite(number) or not 0 <= number <= LARGEST_NUMBER:
        return None
    return f"{abs(number):.2f}".rstrip("0").rstrip(".")


class OneOf(forms.Field):
    """One code of a short list; anything else is the default and a notice."""

    widget = forms.HiddenInput

    def __init__(self, *, codes: list[str], default: str, **options: Any) -> None:
        self.codes, self.default = codes, default
        self.ignored: list[str] = []
        super().__init__(**options | {"required": False})

    def clean(self, value: str | None) -> str:
        code = (value or "").strip()
        self.ignored = [code] if code and code not in self.codes else []
        return code if code in self.codes else self.default


class PageNumber(forms.Field):
    """A page number from 1; anything else is page 1."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        self.ignored: list[str] = []
        super().__init__(**options | {"required": False})

    def clean(self, value: str | None) -> int:
        """The list itself caps it at the last page."""
        written = (value or "").strip()
        is_number = written.isascii() and written.isdigit() and len(written) < len(str(LARGEST_NUMBER))
        self.ignored = [] if is_number or not written else [written]
        return max(1, int(written)) if is_number else 1


class SearchWords(forms.CharField):
    """Free text, cut to a length that nobody types."""

    def clean(self, value: str | None) -> str:
        return " ".join((value or "").translate(CONTROL_CHARACTERS).split())[:LONGEST_QUERY].rstrip()


class FacetFilter(django_filters.Filter):
    """One filter of the list."""

    field_class = CodesInAddress

    def filter(self, query: SearchQuery, codes: tuple[str, ...]) -> SearchQuery:
        """The query with this filter's ticked codes."""
        return query.with_codes(self.field_name, codes)


class TextFilter(django_filters.Filter):
    """Free text over names, places, specialties and notes."""

    field_class = SearchWords

    def filter(self, query: SearchQuery, text: str) -> SearchQuery:
        return replace(query, text=text)


class PlainFilter(django_filters.Filter):
    """Whether the text is searched for as it is, instead of being read as filters."""

    field_class = OneOf

    def filter(self, query: SearchQuery, reading: str) -> SearchQuery:
        return replace(query, is_plain=reading == AS_TEXT)


class SortFilter(django_filters.Filter):
    """The order of the list."""

    field_class = OneOf

    def filter(self, query: SearchQuery, sort: str) -> SearchQuery:
        return replace(query, sort=choices.ProgramSort(sort))


class UnstatedFilter(django_filters.Filter):
    """Whether programs that do not state a fact pass its filter."""

    field_class = OneOf

    def filter(self, query: SearchQuery, unstated: str) -> SearchQuery:
        """The query with or without the programs that do not say."""
        return replace(query, includes_unstated=unstated == "include")


class PageFilter(django_filters.Filter):
    """The page of the list; it narrows nothing."""

    field_class = PageNumber

    def filter(self, query: SearchQuery, page: int) -> SearchQuery:  # noqa: ARG002 - django-filter passes it
        return query


class ProgramFilter(django_filters.FilterSet):
    """Everything that the address of the list page can say."""

    base_filters: dict[str, django_filters.Filter]

    q = TextFilter(label="Search")
    sort = SortFilter(label="Sort", codes=choices.ProgramSort.values, default=choices.ProgramSort.BEST.value)
    unstated = UnstatedFilter(label="Not stated", codes=[code for code, _ in UNSTATED], default="exclude")
    page = PageFilter(label="Page")

    class Meta:
        model = Program
        fields: list[str] = []

    def __init__(
        self,
        data: QueryDict,
        *,
        vocabulary: FilterVocabulary,
        today: datetime.date | None = None,
        has_fit: bool = False,
    ) -> None:
        """Read the data. ``today``: the day that "graduated 2019" is counted to; None: the current one."""
        self.has_fit, self.vocabulary = has_fit, vocabulary
        self.today = today or timezone.localdate()
        known = vocabulary.known
        # Only what the address carries: to copy thirty unused filters took half of the page's time.
        asked = data.keys() if has_fit else data.keys() - OF_ACCOUNTS
        self.base_filters = {name: each for name, each in type(self).base_filters.items() if name in asked}
        super().__init__(data, queryset=Program.objects.none())
        for name in self.form.fields.keys() & known.keys():
            self.form.fields[name].known = known[name]
        self.form.full_clean()

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """The declared filters and one for each facet (django-filter's own hook)."""
        facets = {
            facet.parameter: FacetFilter(field_name=facet.parameter, label=facet.label, facet=facet)
            for facet in EVERY_FACET
        }
        # "as" is a word of Python, so it cannot be declared above.
        plain = PlainFilter(label="Words", codes=[AS_TEXT], default="")
        return {**super().get_filters(), AS: plain, **facets}

    @cached_property
    def query(self) -> SearchQuery:
        """What the address asks, its text understood."""
        return self.own_query.understood(self.vocabulary, self.today)

    @property
    def own_query(self) -> SearchQuery:
        """What the address says; the order by fit hides what is not for the visitor unless it says."""
        query = SearchQuery()
        for name, value in self.form.cleaned_data.items():
            query = self.filters[name].filter(query, value)
        is_by_fit, hidden = query.sort == choices.ProgramSort.FIT, query.ticked.get(HIDE.parameter, ())
        if self.has_fit:
            is_default = is_by_fit and HIDE.parameter not in self.data
            return query.with_codes(HIDE.parameter, (NOT_FOR_ME,)) if is_default else query
        query = query.with_codes(HIDE.parameter, tuple(code for code in hidden if code != NOT_FOR_ME))
        return replace(query, sort=choices.ProgramSort.BEST) if is_by_fit else query

    @property
    def page_number(self) -> int:
        """The page asked for, from 1."""
        return self.form.cleaned_data.get("page", 1)

    @property
    def notices(self) -> list[str]:
        """One sentence for each parameter with values that mean nothing."""
        fields = self.form.fields.values()
        ignored = [(field.label, value) for field in fields for value in getattr(field, "ignored", [])]
        notices = [
            f"We left out “{shorten_value(value)}”: {label} has no such choice." for label, value in ignored
        ]
        return [*notices, LOG_IN] if self.needs_account else notices

    @property
    def needs_account(self) -> bool:
        """Whether the address asks for what is known of visitors with an account alone."""
        asks = any(self.data.get(parameter) for parameter in OF_ACCOUNTS)
        asks |= NOT_FOR_ME in self.data.getlist(HIDE.parameter)
        return (asks or self.data.get("sort") == choices.ProgramSort.FIT) and not self.has_fit
