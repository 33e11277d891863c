"""The catalog at a glance, for the home page and the guides: counts, what is open, what is fresh."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from programs import formatting
from programs.choices import (
    Access,
    Audience,
    Freshness,
    Intake,
    LetterPolicy,
    ProgramSort,
    ProgramType,
    ResidencySeekers,
)
from programs.models import Program
from programs.pages import cards
from programs.pages.query_strings import query_string
from programs.pages.state_map import StateMap, state_map
from programs.search import Catalog, SearchQuery

MOST_SHOWN = 5
MOST_SPECIALTIES = 14
ANY_SPECIALTY = "*"
NO_AFFILIATION = (Access.PARTNER_SCHOOL, Access.VSLO_SCHOOL)
FIRST_SEARCHES: tuple[tuple[str, Mapping[str, tuple[str, ...]]], ...] = (
    ("I have graduated", {"audience": (Audience.GRADUATE,)}),
    ("Graduate without Step 1", {"audience": (Audience.GRADUATE,), "requirement_not": ("usmle_step1",)}),
    ("I am in my final year", {"audience": (Audience.FINAL_YEAR_STUDENT,)}),
    (
        "Final year, no VSLO or affiliation",
        {"audience": (Audience.FINAL_YEAR_STUDENT,), "not_access": NO_AFFILIATION},
    ),
    ("No fee", {"free": ("true",)}),
    ("Letter possible", {"letter": (LetterPolicy.OFFERED, LetterPolicy.ON_MERIT)}),
    ("Residency applicants welcome", {"seekers": (ResidencySeekers.WELCOME,)}),
)


@dataclass(frozen=True)
class SummaryCount:
    """A program on a short list: why it is there, in words."""

    slug: str
    name: str
    host: str
    why: str


@dataclass(frozen=True)
class NamedCount:
    """A specialty and how many open programs it finds."""

    name: str
    count: int


@dataclass(frozen=True)
class FirstSearch:
    """A search that many people start with: its words, its query string, how many programs it finds."""

    words: str
    query: str
    count: int


@dataclass(frozen=True)
class CatalogOverview:
    """Counts over the open programs of the catalog, and three short lists of them.

    ``specialties``: those that most open programs are for, by
    name. ``open_now``: their source says so; ``fresh``: their proof is the freshest.
    """

    total: int
    closed_count: int
    type_counts: dict[str, int]
    first_searches: Sequence[FirstSearch]
    specialties: Sequence[NamedCount]
    any_specialty_count: int
    map: StateMap
    open_now: Sequence[SummaryCount]
    deadlines: Sequence[SummaryCount]
    fresh: Sequence[SummaryCount]


def catalog_overview(catalog: Catalog) -> CatalogOverview:
    """Read the programs of all short lists in one query."""
    open_ids, deadline_ids, fresh_ids = (
        open_now_ids(catalog),
        next_deadline_ids(catalog),
        freshest_ids(catalog),
    )
    programs = Program.objects.published().in_bulk({*open_ids, *deadline_ids, *fresh_ids})
    by_state = {code: open_count(catalog, "state", code) for code in catalog.codes("state")}

    def lines(ids: list[int], why: Callable[[Program], str]) -> list[SummaryCount]:
        shown = [programs[pk] for pk in ids if pk in programs]
        return [SummaryCount(p.slug, p.record["name"], p.record["host"]["name"], why(p)) for p in shown]

    return CatalogOverview(
        total=len(catalog.listed),
        closed_count=len(catalog.everything - catalog.listed),
        type_counts=type_counts(catalog),
        first_searches=first_searches(catalog),
        specialties=specialties(catalog),
        any_specialty_count=open_count(catalog, "specialty", ANY_SPECIALTY),
        map=state_map(SearchQuery(), by_state),
        open_now=lines(open_ids, open_words),
        deadlines=lines(deadline_ids, lambda program: closing_words(program, catalog)),
        fresh=lines(
            fresh_ids, lambda program: cards.proof_words(program.fresh_on, program.checked_on, catalog.today)
        ),
    )


def open_count(catalog: Catalog, parameter: str, code: str) -> int:
    return len(catalog.listed & catalog.option(parameter, code))


def type_counts(catalog: Catalog) -> dict[str, int]:
    return {kind.value: open_count(catalog, "type", kind.value) for kind in ProgramType}


def first_searches(catalog: Catalog) -> list[FirstSearch]:
    """The searches that the home page offers, with the counts that the list then shows."""
    searches = [(words, SearchQuery(ticked=ticked)) for words, ticked in FIRST_SEARCHES]
    return [FirstSearch(words, query_string(query), catalog.count(query, {})) for words, query in searches]


def specialties(catalog: Catalog) -> list[NamedCount]:
    names = [code for code in catalog.codes("specialty") if code != ANY_SPECIALTY]
    counts = [NamedCount(name, open_count(catalog, "specialty", name)) for name in names]
    named = sorted((line for line in counts if line.count), key=lambda line: (-line.count, line.name))
    return sorted(named[:MOST_SPECIALTIES], key=lambda line: line.name)


def open_now_ids(catalog: Catalog) -> list[int]:
    open_now = catalog.listed & catalog.option("intake", Intake.OPEN)
    return catalog.first_ids(open_now, ProgramSort.FRESHEST, MOST_SHOWN)


def next_deadline_ids(catalog: Catalog) -> list[int]:
    soonest = catalog.first_ids(catalog.listed, ProgramSort.DEADLINE, MOST_SHOWN)
    return [pk for pk in soonest if catalog.closing_day(pk)]


def freshest_ids(catalog: Catalog) -> list[int]:
    fresh = catalog.listed & catalog.option("freshness", Freshness.FRESH)
    return catalog.first_ids(fresh, ProgramSort.FRESHEST, MOST_SHOWN)


def open_words(program: Program) -> str:
    written = formatting.partial_date_words(program.record["intake_as_of"])
    return f"Open as of {written}" if written else "Open, date not stated"


def closing_words(program: Program, catalog: Catalog) -> str:
    day = catalog.closing_day(program.pk)
    return f"Closes {formatting.day_words(day)}" if day else ""
