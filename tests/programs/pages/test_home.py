"""The catalog at a glance: counts over open programs, and three short lists with their reasons."""

import datetime
from typing import Any

import pytest
import time_machine
from django.http import QueryDict
from pytest_django.fixtures import DjangoAssertNumQueries

from applicants.models import User
from programs.choices import HIDDEN_INTAKES, ProgramType
from programs.curation.publishing.changes import archive_program, mark_checked
from programs.filters import ProgramFilter
from programs.models import Program, Specialty
from programs.pages.home import MOST_SHOWN, SummaryCount, catalog_overview
from programs.search import Catalog, SearchQuery
from programs.search.catalog import IndexedCatalog, current_catalog
from programs.search.index import Index
from tests.factories import import_records, make_program, make_record

pytestmark = pytest.mark.django_db  # the words of the filters are read from it

Record = dict[str, Any]
NOON = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)


def query_of(address: str, catalog: Catalog) -> SearchQuery:
    vocabulary = catalog.words.vocabulary
    return ProgramFilter(QueryDict(address), vocabulary=vocabulary, today=catalog.today, has_fit=False).query


# Counts


def test_counts_are_those_of_the_open_doors(catalog: Catalog, records: list[Record]) -> None:
    glance = catalog_overview(catalog)
    open_programs = [record for record in records if record["intake"] not in HIDDEN_INTAKES]
    assert (glance.total, glance.closed_count) == (len(open_programs), len(records) - len(open_programs))
    assert glance.type_counts == {
        t.value: sum(record["type"] == t for record in open_programs) for t in ProgramType
    }


def test_the_map_counts_each_state_of_a_program(catalog: Catalog, records: list[Record]) -> None:
    open_programs = [record for record in records if record["intake"] not in HIDDEN_INTAKES]
    states = [{r["host"]["state"], *r["states"]} - {None} for r in open_programs]
    counts = {link.tile.code: link.tile.count for link in catalog_overview(catalog).map.links}
    assert counts == {code: sum(code in named for named in states) for code in counts}
    assert catalog_overview(catalog).map.state_count == len(set().union(*states))


def test_a_first_search_finds_what_its_count_says(catalog: Catalog) -> None:
    shown = {s.words: s for s in catalog_overview(catalog).first_searches}
    without_step_1 = shown["Graduate without Step 1"]
    assert without_step_1.query == "audience=graduate&requirement_not=usmle_step1"
    assert shown["Final year, no VSLO or affiliation"].query == (
        "audience=final_year_student&not_access=partner_school&not_access=vslo_school"
    )
    found = {
        words: len(catalog.all_ids(query_of(search.query, catalog), {})) for words, search in shown.items()
    }
    assert found == {words: search.count for words, search in shown.items()}
    assert 0 < found["Graduate without Step 1"] < found["I have graduated"]


def test_an_empty_catalog_has_nothing_to_show() -> None:
    glance = catalog_overview(IndexedCatalog(Index([], version=1, today=NOON.date())))
    assert (glance.total, glance.closed_count, glance.map.state_count) == (0, 0, 0)
    assert set(glance.type_counts.values()) == {0}


# Short lists


@pytest.fixture
def vocabulary_and_day(db: None) -> Any:
    """Start with a specialty, on a day in June."""
    Specialty.objects.create(name="Urology", slug="urology")
    with time_machine.travel(NOON, tick=False):
        yield


def source(page_date: str | None) -> list[Record]:
    return [{"url": "https://example.org/visit", "kind": "primary", "page_date": page_date}]


def whys(lines: list[SummaryCount]) -> list[tuple[str, str]]:
    return [(line.slug, line.why) for line in lines]


@pytest.mark.usefixtures("vocabulary_and_day")
def test_open_now_says_as_of_when() -> None:
    make_program(slug="dated", intake="open", intake_as_of="2026-05", sources=source("2026-05"))
    make_program(slug="undated", intake="open", sources=source(None))
    make_program(slug="paused", intake="paused")
    make_program(slug="silent")
    assert whys(catalog_overview(current_catalog()).open_now) == [
        ("dated", "Open as of May 2026"),
        ("undated", "Open, date not stated"),
    ]


@pytest.mark.usefixtures("vocabulary_and_day")
def test_deadlines_to_come_the_soonest_first() -> None:
    closings = {
        "yearly": ["--05-31"],
        "soon": ["2026-07-01", "2026-06-02"],
        "today": ["2026-06-01"],
        "past": ["2026-05-31"],
        "none": [],
    }
    for slug, days in closings.items():
        make_program(slug=slug, windows=[{"closes": day} for day in days])
    make_program(slug="shut", intake="discontinued", windows=[{"closes": "2026-06-03"}])
    assert whys(catalog_overview(current_catalog()).deadlines) == [
        ("today", "Closes June 1, 2026"),
        ("soon", "Closes June 2, 2026"),
        ("yearly", "Closes May 31, 2027"),
    ]


@pytest.mark.usefixtures("vocabulary_and_day")
def test_the_freshest_proof_says_whether_it_is_a_source_or_a_check(curator: User) -> None:
    make_program(slug="dated", sources=source("2026-05"))
    mark_checked(make_program(slug="checked", sources=source(None)), curator)
    make_program(slug="stale", sources=source("2025-05"))
    make_program(slug="undated", sources=source(None))
    assert whys(catalog_overview(current_catalog()).fresh) == [
        ("checked", "Checked June 1, 2026"),
        ("dated", "Source dated May 2026"),
    ]


@pytest.mark.usefixtures("vocabulary_and_day")
def test_short_lists_are_short_and_cost_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    import_records(*[make_record(intake="open", windows=[{"closes": "--07-01"}]) for _ in range(9)])
    glance = catalog_overview(current_catalog())
    with django_assert_num_queries(0):
        lists = [glance.open_now, glance.deadlines, glance.fresh]
    assert [len(lines) for lines in lists] == [MOST_SHOWN] * 3
    with django_assert_num_queries(2):
        catalog_overview(current_catalog())


@pytest.mark.usefixtures("vocabulary_and_day")
def test_a_program_that_left_is_on_no_list() -> None:
    stays, leaves = make_program(slug="stays", intake="open"), make_program(slug="leaves", intake="open")
    archive_program(leaves, by=None)
    catalog = current_catalog()
    assert [line.slug for line in catalog_overview(catalog).open_now] == ["stays"]
    Program.objects.filter(pk=stays.pk).update(publication="draft")
    late = catalog_overview(catalog)
    assert (late.open_now, late.fresh) == ([], [])
