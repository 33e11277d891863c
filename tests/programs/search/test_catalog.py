"""The index of this process in step with the database: it takes in changes, or is built anew."""

import datetime

import pytest
import time_machine
from pytest_django.fixtures import DjangoAssertNumQueries

from programs.choices import ChangeAction, Freshness, Publication
from programs.curation.publishing.changes import apply_change, archive_program, publish_program
from programs.curation.publishing.reindexing import refresh_catalog
from programs.models import CatalogVersion, Program, Specialty
from programs.search import SearchQuery, catalog
from programs.search.catalog import IndexedCatalog, current_index
from programs.search.index import Index
from tests.factories import import_records, make_program, make_record

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def little_vocabulary(db: None) -> None:
    Specialty.objects.create(name="Urology", slug="urology")


@pytest.fixture
def program(little_vocabulary: None) -> Program:
    return make_program(slug="first", letter="offered")


def found(index: Index, **ticked: str) -> list[int]:
    """Return the ids that one option each of some filters finds."""
    query = SearchQuery({name: (code,) for name, code in ticked.items()})
    return IndexedCatalog(index).all_ids(query, {})


def edit(program: Program, **facts: object) -> None:
    """Change columns of a program and publish that, as the admin does."""
    Program.objects.filter(pk=program.pk).update(**facts)
    apply_change(program.pk, ChangeAction.EDITED)


def test_without_a_version_the_catalog_is_empty() -> None:
    index = current_index()
    assert (index.version, index.alive, found(index)) == (0, 0, [])


def test_nothing_changed_costs_one_query(
    program: Program, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    index = current_index()
    with django_assert_num_queries(1):
        assert current_index() is index


def test_the_first_request_costs_two_queries(
    program: Program, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert found(current_index()) == [program.pk]


@pytest.mark.parametrize("count", [1, 12])
def test_taking_in_changes_costs_three_queries(
    count: int, program: Program, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    index = current_index()
    import_records(*[make_record() for _ in range(count)])
    with django_assert_num_queries(3):
        assert current_index() is index
    assert len(found(index)) == count + 1


def test_changed_programs_are_asked_for_in_no_order(
    program: Program, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    index = current_index()
    edit(program, letter="not_offered")
    with django_assert_num_queries(3) as queries:
        assert found(current_index(), letter="not_offered") == [program.pk]
    assert index.version == CatalogVersion.objects.get().number
    assert not [query for query in queries.captured_queries[1:] if "ORDER BY" in query["sql"]]


def test_an_edit_shows_at_the_next_request(program: Program) -> None:
    index = current_index()
    assert found(index, letter="offered") == [program.pk]
    edit(program, letter="not_offered")
    assert current_index() is index
    assert (found(index, letter="offered"), found(index, letter="not_offered")) == ([], [program.pk])
    assert index.version == CatalogVersion.objects.get().number


def test_what_was_not_settled_does_not_show(program: Program) -> None:
    current_index()
    Program.objects.filter(pk=program.pk).update(letter="not_offered")
    assert found(current_index(), letter="offered") == [program.pk]


def test_a_new_program_joins_and_an_archived_one_leaves(program: Program) -> None:
    index = current_index()
    second = make_program(slug="second")
    assert set(found(current_index())) == {program.pk, second.pk}
    archive_program(program, by=None)
    assert (current_index() is index, found(index)) == (True, [second.pk])
    publish_program(Program.objects.get(pk=program.pk), by=None)
    assert set(found(current_index())) == {program.pk, second.pk}


def test_a_draft_never_joins() -> None:
    program = make_program(slug="draft")
    edit(program, publication=Publication.DRAFT)
    assert found(current_index()) == []
    edit(program, letter="offered")
    assert found(current_index()) == []


def test_one_program_edited_often_is_there_once(program: Program) -> None:
    current_index()
    for letter in ("offered", "on_merit", "not_offered", "offered"):
        edit(program, letter=letter)
        assert found(current_index()) == [program.pk]
        assert found(current_index(), letter=letter) == [program.pk]


def test_several_edits_are_taken_in_at_once(program: Program) -> None:
    index = current_index()
    second = make_program(slug="second", letter="offered")
    edit(program, letter="not_offered")
    edit(second, letter="not_offered")
    assert current_index() is index
    assert set(found(index, letter="not_offered")) == {program.pk, second.pk}


def test_after_a_bulk_change_the_index_is_built_anew(program: Program) -> None:
    index = current_index()
    Program.objects.filter(pk=program.pk).update(letter="not_offered")
    refresh_catalog()
    rebuilt = current_index()
    assert (rebuilt is index, found(rebuilt, letter="not_offered")) == (False, [program.pk])
    assert current_index() is rebuilt


def test_an_edit_after_a_bulk_change_is_taken_in_again(program: Program) -> None:
    refresh_catalog()
    rebuilt = current_index()
    edit(program, letter="not_offered")
    assert current_index() is rebuilt
    assert found(rebuilt, letter="not_offered") == [program.pk]


def cities(index: Index) -> list[str]:
    return [option.code for option in index.words.vocabulary.options["city"]]


def test_a_new_city_is_offered_at_the_next_request(program: Program) -> None:
    index = current_index()
    assert cities(index) == ["Houston"]
    make_program(host={"name": "Mercy", "kind": "clinic", "city": "Austin", "state": "TX"})
    assert cities(current_index()) == ["Austin", "Houston"]


def test_words_are_looked_up_anew_only_when_one_has_changed(program: Program) -> None:
    make_program(letter="not_offered")
    words = current_index().words.vocabulary
    edit(program, letter="not_offered")
    assert current_index().words.vocabulary is words
    Specialty.objects.update(name="Urological surgery")
    assert current_index().words.vocabulary is words
    CatalogVersion.advance(words=True)
    renamed = current_index().words.vocabulary.options["specialty"]
    assert [option.code for option in renamed] == ["Urological surgery"]


def test_a_deleted_program_leaves_with_a_rebuild(program: Program) -> None:
    second = make_program(slug="second")
    current_index()
    CatalogVersion.advance(rebuild=True)
    program.delete()
    assert found(current_index()) == [second.pk]


def test_a_new_day_builds_the_index_anew() -> None:
    with time_machine.travel(NOON, tick=False):
        program = make_program(
            sources=[{"url": "https://example.org/", "kind": "primary", "page_date": "2025-06-02"}],
            windows=[{"closes": "2026-06-01"}],
        )
        today = current_index()
        assert found(today, freshness=Freshness.FRESH) == [program.pk]
        assert current_index() is today
    with time_machine.travel(NOON + datetime.timedelta(days=1), tick=False):
        tomorrow = current_index()
        assert (tomorrow.today, tomorrow.version) == (datetime.date(2026, 6, 2), today.version)
        assert found(tomorrow, freshness=Freshness.STALE) == [program.pk]
        assert current_index() is tomorrow


def test_a_database_that_went_back_in_time_builds_the_index_anew(program: Program) -> None:
    second = make_program(slug="second")
    index = current_index()
    second.delete()
    CatalogVersion.objects.update(number=program.changed_in)
    restored = current_index()
    assert (restored is index, found(restored)) == (False, [program.pk])


def test_a_forgotten_index_is_built_anew(program: Program) -> None:
    index = current_index()
    catalog.forget()
    assert (current_index() is index, found(current_index())) == (False, [program.pk])
