"""The index takes in changes as if it had been built anew."""

import datetime
from array import array
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from programs.choices import ProgramSort
from programs.search import FACETS, SearchQuery, bitmaps
from programs.search.bitmaps import bitmap, bitmap_of, in_order, slots_of
from programs.search.catalog import IndexedCatalog
from programs.search.counting import OptionCounter
from programs.search.index import DocumentRow, Index
from programs.search.matches import Matches
from tests.programs.search.records import TODAY, entry_row, parents_of_specialties

PARENTS = parents_of_specialties()


def rows_of(records: list[dict[str, Any]], numbers: list[int]) -> list[DocumentRow]:
    return [entry_row(number, records[number], PARENTS) for number in dict.fromkeys(numbers)]


def found(index: Index, query: SearchQuery) -> list[int]:
    return IndexedCatalog(index).all_ids(query, {})


def answers(index: Index) -> list[Any]:
    """Return what an index answers to a few queries, whatever its slots are."""
    queries = [
        SearchQuery(),
        SearchQuery(text="surgery houston"),
        SearchQuery(ticked={"specialty": ("Internal Medicine",)}, sort=ProgramSort.CHEAPEST),
        SearchQuery(ticked={"price_max": ("2000",)}, sort=ProgramSort.DEADLINE),
        SearchQuery(
            ticked={"requirement_not": ("usmle_step1",)}, includes_unstated=True, sort=ProgramSort.NAME
        ),
    ]
    counter = OptionCounter(index, CODES)
    return [(found(index, query), counter.counts(Matches(index, query, {}))) for query in queries]


CODES = {
    facet.parameter: [code for code, _ in facet.options or [("TX", ""), ("Houston", "")]] for facet in FACETS
}


@settings(max_examples=25, deadline=None)
@given(
    built=st.lists(st.integers(0, 310), max_size=60),
    put=st.lists(st.integers(0, 310), max_size=30),
    removed=st.lists(st.integers(0, 310), max_size=10),
)
@example(built=[], put=[112, 121], removed=[121])  # a word that only the removed program has
def test_taking_in_changes_equals_building_anew(
    records: list[dict[str, Any]], built: list[int], put: list[int], removed: list[int]
) -> None:
    index = Index(rows_of(records, built), version=1, today=TODAY)
    for row in rows_of(records, put):
        index.put(row)
    for number in removed:
        index.remove(number)
    left = [number for number in [*built, *put] if number not in removed]
    assert answers(index) == answers(Index(rows_of(records, left), version=1, today=TODAY))


def test_a_changed_program_leaves_its_old_options(records: list[dict[str, Any]]) -> None:
    index = Index(rows_of(records, [0, 1]), version=1, today=TODAY)
    old = records[0]["type"]
    index.put(entry_row(0, records[0] | {"type": "sub_internship"}, PARENTS))
    assert found(index, SearchQuery(ticked={"type": ("sub_internship",)})) == [0]
    assert 0 not in found(index, SearchQuery(ticked={"type": (old,)}))


def test_a_program_is_found_by_its_id_wherever_its_slot_is(records: list[dict[str, Any]]) -> None:
    rows = [entry_row(number, records[0], PARENTS) for number in (7, 3, 5)]
    index = Index(rows, version=1, today=TODAY)
    assert [index.slots.get(number) for number in (3, 5, 7, 0, 4, 8)] == [1, 2, 0, None, None, None]
    index.put(rows[0])
    index.put(entry_row(4, records[1], PARENTS))
    assert [index.slots.get(number) for number in (3, 4, 5, 7)] == [1, 4, 2, 3]
    index.remove(5)
    assert index.slots.get(5) is None
    assert Index([], version=1, today=TODAY).slots == {}


def test_freshness_depends_on_the_day_of_the_index(records: list[dict[str, Any]]) -> None:
    rows = [entry_row(0, records[0], PARENTS)._replace(fresh_on=datetime.date(2026, 1, 1))]
    fresh = SearchQuery(ticked={"freshness": ("fresh",)})
    assert found(Index(rows, version=1, today=datetime.date(2026, 12, 31)), fresh) == [0]
    assert found(Index(rows, version=1, today=datetime.date(2027, 1, 1)), fresh) == []


slots = st.lists(st.integers(0, 2000), unique=True)


@given(members=slots)
def test_a_bitmap_gives_back_its_slots(members: list[int]) -> None:
    assert list(slots_of(bitmap_of(members, 2001))) == sorted(members)


@given(members=slots, order=st.permutations(list(range(60))))
def test_slots_come_in_the_order_asked(members: list[int], order: list[int]) -> None:
    bitmap = bitmap_of(members, 2001)
    assert list(in_order(bitmap, order)) == [slot for slot in order if slot in members]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(members=st.lists(st.integers(0, 9000), unique=True))
def test_both_ways_to_a_bitmap_are_one(members: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bitmaps, "MANY", -1)
    assert bitmap(array("I", members), 9001) == bitmap_of(members, 9001)
