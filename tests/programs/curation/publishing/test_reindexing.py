"""Deriving everything anew: when it is needed, and that it gives what publishing gave."""

import datetime
import hashlib
import json
from typing import Any

import pytest
import time_machine
from pytest_django.fixtures import DjangoAssertNumQueries

from programs.choices import Publication
from programs.curation.importing.record_import import import_lines
from programs.curation.publishing import reindexing
from programs.curation.publishing.changes import apply_change
from programs.curation.publishing.reindexing import (
    DERIVED_VERSION,
    is_outdated,
    mark_derived,
    refresh_catalog,
)
from programs.models import Card, CatalogVersion, Change, Program, SearchDocument, Specialty
from programs.pages import cards
from programs.records import comparable
from tests.factories import import_records, make_program, make_record

NOON = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
TODAY = NOON.date()
DAY = datetime.timedelta(days=1)
TUITION = {"kind": "tuition", "amount_min": 500, "amount_max": 600, "basis": "week"}
DATED = {"url": "https://example.org/visit", "kind": "primary", "page_date": "2025-06-02"}


@pytest.fixture
def day(db: None) -> Any:
    """Start with a specialty and its parent, on a day in June."""
    surgery = Specialty.objects.create(name="General Surgery", slug="general-surgery")
    Specialty.objects.create(name="Urology", slug="urology", parent=surgery)
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def program(day: Any) -> Program:
    return make_program(slug="first", fees=[TUITION], sources=[DATED], specialties=["Urology"])


def derived() -> list[Any]:
    """Return everything that is derived, table by table."""
    columns = Program.objects.order_by("pk").values_list(*reindexing.DERIVED)
    entries, listed = (
        SearchDocument.objects.order_by("pk").values_list(),
        Card.objects.order_by("pk").values_list(),
    )
    return [list(columns), list(entries), list(listed)]


def test_refreshing_gives_what_settling_gave(program: Program) -> None:
    make_program(slug="second")
    before = derived()
    assert refresh_catalog() == 2
    assert derived() == before


def test_lost_and_wrong_rows_are_made_anew(program: Program) -> None:
    before = derived()
    Card.objects.all().delete()
    SearchDocument.objects.update(terms="type=research", price=1)
    Program.objects.update(record={}, four_week_price_min_usd=None, fresh_on=None)
    refresh_catalog()
    assert derived() == before


def test_what_is_not_published_is_derived_but_not_listed(program: Program) -> None:
    Program.objects.update(publication=Publication.DRAFT, name="Renamed")
    assert refresh_catalog() == 1
    assert (SearchDocument.objects.count(), Card.objects.count()) == (0, 0)
    assert Program.objects.get().record["name"] == "Renamed"


def test_refreshing_is_no_change_by_anybody(program: Program) -> None:
    seen = Program.objects.values_list("changed_in", "curated_at").get()
    refresh_catalog()
    assert Change.objects.count() == 1
    assert Program.objects.values_list("changed_in", "curated_at").get() == seen


def test_every_index_is_built_anew_afterwards(program: Program) -> None:
    before = CatalogVersion.objects.get()
    refresh_catalog()
    after = CatalogVersion.objects.get()
    assert (after.number, after.rebuild_after) == (before.number + 1, before.number + 1)
    assert before.rebuild_after < before.number


def test_a_failure_half_way_changes_nothing(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    before, version = derived(), CatalogVersion.objects.get().number

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(cards, "card_of", broken)
    with pytest.raises(RuntimeError):
        refresh_catalog()
    assert (derived(), CatalogVersion.objects.get().number) == (before, version)


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize("count", [1, 6])
def test_a_chunk_costs_as_many_queries_with_one_program_as_with_many(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    import_records(*[make_record(fees=[TUITION], specialties=["Urology"]) for _ in range(count)])
    ids = list(Program.objects.values_list("pk", flat=True))
    with django_assert_num_queries(17):
        reindexing.refresh_chunk(ids, {}, TODAY)


@pytest.mark.usefixtures("day")
def test_progress_is_said_chunk_by_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    import_records(*[make_record() for _ in range(5)])
    monkeypatch.setattr(reindexing, "CHUNK", 2)
    said: list[str] = []
    assert refresh_catalog(said.append) == 5
    assert said == ["2 of 5 programs", "4 of 5 programs", "5 of 5 programs"]


# When it is needed


def test_nothing_is_outdated_after_a_refresh(program: Program) -> None:
    refresh_catalog()
    assert is_outdated(TODAY) is False


def test_a_card_that_has_run_out_makes_it_outdated(program: Program) -> None:
    refresh_catalog()
    assert program.card.good_until == TODAY
    assert is_outdated(TODAY + DAY) is True


def test_an_archived_programs_card_does_not(program: Program) -> None:
    refresh_catalog()
    Program.objects.update(publication=Publication.ARCHIVED)
    apply_change(program.pk, "archived")
    assert is_outdated(TODAY + DAY) is False


def test_a_refresh_for_the_day_is_enough_for_the_day(program: Program, day: Any) -> None:
    mark_derived()
    day.move_to(NOON + DAY)
    assert is_outdated(TODAY + DAY) is True
    refresh_catalog()
    assert is_outdated(TODAY + DAY) is False
    assert "Not checked since June 2025" in Card.objects.get().html


@pytest.mark.django_db
def test_before_the_first_program_nothing_is_outdated() -> None:
    assert is_outdated(TODAY) is False


def test_another_version_of_the_rules_makes_it_outdated(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark_derived()
    assert is_outdated(TODAY) is False
    monkeypatch.setattr(reindexing, "DERIVED_VERSION", DERIVED_VERSION + 1)
    assert is_outdated(TODAY) is True


def test_the_version_is_raised_with_every_change_of_what_is_derived(
    program_lines: list[bytes], door_lines: list[bytes], vocabularies: None
) -> None:
    """When this fails, raise DERIVED_VERSION and put the new digest beside the new number.

    A fact that no record states yet changes nothing: a stored record without its key reads as "not stated".
    """
    with time_machine.travel(NOON, tick=False):
        import_lines([*program_lines[::8], *door_lines[::8]])
    assert Program.objects.count() == 66
    written = json.dumps(
        [
            (
                comparable(p.record),
                p.four_week_price_min_usd,
                p.four_week_price_max_usd,
                p.fresh_on,
                entry_of(p),
                card_of(p),
            )
            for p in Program.objects.order_by("slug").select_related("search_document", "card")
        ],
        sort_keys=True,
        default=str,
    )
    digest = "f790acac0903efe326b14642e1b9069738d903bc71b10b466cd104ac01d90150"
    assert (DERIVED_VERSION, hashlib.sha256(written.encode()).hexdigest()) == (12, digest)


def entry_of(program: Program) -> list[Any]:
    """Return a program's index row without the ids that a database gives."""
    return [
        getattr(program.search_document, field.name)
        for field in SearchDocument._meta.concrete_fields
        if field.name not in ("id", "program")
    ]


def card_of(program: Program) -> tuple[str, Any]:
    """Return a program's card; it holds no id."""
    return program.card.html, program.card.good_until
