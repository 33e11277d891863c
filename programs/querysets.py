"""The catalog's vocabulary: questions that read as sentences."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Self

from django.apps import apps  # models import this module, so it gets them by name
from django.db.models import Case, Count, Q, QuerySet, TextField, When
from django.db.models.functions import Cast, Lower

from programs.choices import HIDDEN_INTAKES, Publication, TermKind
from programs.records import Record, complete_record
from programs.us_states import USState

# What "not stated" looks like, fact by fact.
UNSTATED = {
    "intake": Q(intake=""),
    "audiences": Q(audiences=[]),
    "access": Q(access=[]),
    "patient_contact": Q(patient_contact=""),
    "weeks": Q(weeks_min__isnull=True, weeks_max__isnull=True),
    "price": Q(four_week_price_min_usd__isnull=True, four_week_price_max_usd__isnull=True),
    "letter": Q(letter=""),
    "visas": Q(visas=[], visas_refused=[]),
    "application_route": Q(application_route=""),
    "requirements": ~Q(requirements__pk__gt=0),
    "source_date": ~Q(sources__page_date__gt=""),
}


class HostQuerySet(QuerySet):
    """Questions about hosts."""

    def named_with(self, word: str) -> Self:
        """Hosts whose name or city contains a word."""
        return self.filter(Q(name__icontains=word) | Q(city__icontains=word))

    def of_programs(self, programs: QuerySet) -> Self:
        return self.filter(programs__in=programs).distinct()

    def names(self) -> list[tuple[int, str]]:
        """Ids and names in the order of names, places beside them."""
        rows = self.order_by("name", "city", "pk").values_list("pk", "name", "city", "state")
        return [(pk, ", ".join(part for part in parts if part)) for pk, *parts in rows]

    def with_program_counts(self) -> Self:
        """Add ``program_count``: published programs, closed programs included."""
        published = Q(programs__publication=Publication.PUBLISHED)
        return self.annotate(program_count=Count("programs", filter=published))

    def in_state(self, state: str) -> Self:
        """Hosts in a state. Blank: hosts whose state is not stated."""
        return self.filter(state=state)

    def in_catalog(self) -> Self:
        return self.with_program_counts().filter(program_count__gt=0).order_by("name", "city", "pk")

    def by_name(self) -> Self:
        """Order by name, capital or not."""
        return self.order_by(Lower("name"), "city", "pk")


class ProgramQuerySet(QuerySet):
    """Questions about programs."""

    def published(self) -> Self:
        """What visitors may see."""
        return self.filter(publication=Publication.PUBLISHED)

    def where_closed(self, *, closed: bool) -> Self:
        """The closed programs (discontinued, not offered), or all the others."""
        matches = Q(intake__in=HIDDEN_INTAKES)
        return self.filter(matches if closed else ~matches)

    def with_slugs(self, slugs: Iterable[str]) -> Self:
        return self.filter(slug__in=list(slugs))

    def keys_by_slug(self, slugs: Iterable[str]) -> dict[str, int]:
        return dict(self.with_slugs(slugs).values_list("slug", "pk"))

    def formerly_at(self, slug: str) -> Self:
        """The program that had a slug before, or that has replaced the one that has it."""
        return self.filter(former_slugs__slug=slug)

    def without_merged(self) -> Self:
        """Leave out the duplicates that another program took over from."""
        merges = apps.get_model("programs", "ProgramMerge")
        return self.exclude(pk__in=merges.objects.standing().values("removed"))

    def found_by(self, text: str) -> Self:
        """The program of an address, or those whose name or host has all the words of a text."""
        slug = text.strip().strip("/").rpartition("/")[2]
        with_slug = self.with_slugs([slug])
        return with_slug if with_slug.exists() else self.named_with_all(text)

    def with_names(self, names: Iterable[str]) -> Self:
        return self.filter(name__in=list(names)).select_related("host")

    def fresh_since(self, day: datetime.date) -> Self:
        """Programs whose oldest deciding fact was proven on this day or later."""
        return self.filter(fresh_on__gte=day)

    def not_fresh_since(self, day: datetime.date) -> Self:
        """Programs whose oldest deciding fact was last proven before this day."""
        return self.filter(fresh_on__lt=day)

    def without_any_date(self) -> Self:
        return self.filter(fresh_on__isnull=True)

    def hidden_counts(self) -> dict[str, int]:
        """How many programs visitors do not see, by what keeps them from it."""
        hidden = self.filter(publication__in=[Publication.DRAFT, Publication.ARCHIVED]).order_by()
        return dict(hidden.values_list("publication").annotate(Count("pk")))

    def missing(self, fact: str) -> Self:
        """Find programs that do not state a fact; raise KeyError unless it is one of ``UNSTATED``."""
        return self.filter(UNSTATED[fact])

    def named_with(self, word: str) -> Self:
        """Programs whose name, host or city contains a word, or whose slug it is."""
        hosts: HostQuerySet = HostQuerySet(apps.get_model("programs", "Host")).named_with(word)
        # By key, so that SQLite reads the names in their index and not the wide rows.
        named = type(self)(self.model).filter(name__icontains=word).order_by().values("pk")
        return self.filter(Q(pk__in=named) | Q(slug=word) | Q(host__in=hosts.order_by().values("pk")))

    def named_with_all(self, words: str) -> Self:
        """Programs whose name or host contains each of some words."""
        programs = self
        for word in words.split():
            programs = programs.named_with(word)
        return programs

    def possibly_of_host(self, pieces: Iterable[str], city: str, state: str, site: str) -> Self:
        """Programs whose host's name, city or site may be meant by what is spelled otherwise.

        ``pieces`` are letters of the host's name. Blanks are not asked for.
        """
        condition = Q(pk__in=[])
        for piece in pieces:
            condition |= Q(host__name__icontains=piece)
        if city:
            condition |= Q(host__city__iexact=city, host__state=state)
        if site:
            condition |= Q(website__icontains=site) | Q(sources__url__icontains=site)
        return self.filter(condition)

    def with_access(self, access: str) -> Self:
        """Programs that name one way of access. SQLite cannot ask JSON what it contains."""
        return self.alias(access_text=Cast("access", TextField())).filter(access_text__contains=f'"{access}"')

    def with_intake(self, intake: str) -> Self:
        return self.filter(intake=intake)

    def edited_by_a_person(self, *, edited: bool) -> Self:
        """Programs that a person has edited since the last import, or all the others."""
        return self.filter(curated_at__isnull=not edited)

    def in_state(self, state: str) -> Self:
        """Programs whose host is in a state; a blank one: whose host states none."""
        return self.filter(host__state=state)

    def with_links_in_trouble(self) -> Self:
        """Published programs with a source that the link check found moved, gone or changed."""
        return self.filter(review_item__links__gt=0)

    def of_specialties(self, specialties: Iterable[object]) -> Self:
        return self.filter(specialties__in=list(specialties)).distinct()

    def without_records(self) -> Self:
        """Leave the records unread, for lists that show columns alone."""
        return self.defer("record")

    def with_host(self) -> Self:
        return self.select_related("host")

    def for_reading(self) -> Self:
        """Load what a page shows beside the record; two queries in all."""
        return self.select_related("host").prefetch_related("silences")

    def in_order_of(self, slugs: list[str]) -> list:
        """The programs of these slugs as a list in the same order, those not found left out."""
        programs = self.with_slugs(slugs).in_bulk(field_name="slug")
        return [programs[slug] for slug in slugs if slug in programs]

    def by_state(self) -> Self:
        """Order by the host's state, those without one last, then by the host's name."""
        states = sorted(USState, key=lambda state: str(state.label))
        ranks = [When(host__state=state, then=rank) for rank, state in enumerate(states)]
        return self.order_by(Case(*ranks, default=len(ranks)), "host__name", "slug")

    def in_list_order(self) -> Self:
        """Order as a short list shows them: open programs first, then by name."""
        is_closed = Case(When(intake__in=HIDDEN_INTAKES, then=1), default=0)
        return self.order_by(is_closed, "name", "slug")

    def records(self) -> dict[int, dict]:
        return dict(self.values_list("pk", "record"))

    def with_ids(self, program_ids: Iterable[int]) -> Self:
        return self.filter(pk__in=list(program_ids))

    def ids(self) -> list[int]:
        return list(self.values_list("pk", flat=True))

    def iterate_records(self) -> Iterator[Record]:
        """Yield the records, a few at a time, so that memory does not grow with the list."""
        records = self.defer(None).order_by("slug").values_list("record", flat=True)
        return (complete_record(record) for record in records.iterator(200))

    def for_editing(self) -> Self:
        """Load everything that the exchange format needs in a constant number of queries."""
        return self.select_related("host", "provider", "checked_by").prefetch_related(
            "specialties",
            "fees",
            "requirements__requirement",
            "windows",
            "sources",
            "limits",
            "differences",
            "blocks",
            "packages",
            "silences",
        )


class TermQuerySet(QuerySet):
    """Questions about explained words."""

    def program_types(self) -> Self:
        return self.filter(kind=TermKind.PROGRAM_TYPE)

    def glossary(self) -> Self:
        return self.filter(kind=TermKind.GLOSSARY).order_by(Lower("word"))


class StateRuleQuerySet(QuerySet):
    """Questions about state law."""

    def in_state(self, state: str) -> Self:
        """The rules of one state; none for a blank one."""
        return self.filter(state=state) if state else self.none()
