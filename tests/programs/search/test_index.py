"""The index takes in changes as if it had been built anew."""

import datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from programs.choices import ProgramSort
from programs.search.bitmaps import SlicedNumbers, bitmap_of, in_order, slots_of, window_of
from programs.search.facets import FACETS
from programs.search.index import DocumentRow, Index
from programs.search.selection import Question, Selection
from tests.programs.search.conftest import TODAY, entry_row, parents_of_specialties

PARENTS = parents_of_specialties()


def rows_of(records: list[dict[str, Any]], numbers: list[int]) -> list[DocumentRow]:
    return [entry_row(number, records[number], PARENTS) for number in dict.fromkeys(numbers)]


def counts(selection: Selection, parameter: str) -> list[int]:
    index, codes = selection.index, CODES[parameter]
    return selection.counts(parameter, index.windows(parameter, codes), index.tails(parameter, codes))


def answers(index: Index) -> list[Any]:
    """Return what an index answers to a few questions, whatever its slots are."""
    questions = [
        Question(),
        Question(text="surgery houston"),
        Question(ticked={"specialty": ("Internal Medicine",)}, sort=ProgramSort.CHEAPEST),
        Question(ticked={"price_max": ("2000",)}, sort=ProgramSort.DEADLINE),
        Question(ticked={"requirement_not": ("usmle_step1",)}, includes_unstated=True, sort=ProgramSort.NAME),
    ]
    selections = [Selection(index, question) for question in questions]
    return [(s.all_ids(), [counts(s, f.parameter) for f in FACETS]) for s in selections]


CODES = {
    facet.parameter: [code for code, _ in facet.options or [("TX", ""), ("Houston", "")]] for facet in FACETS
}


@settings(max_examples=25, deadline=None)
@given(
    built=st.lists(st.integers(0, 310), max_size=60),
    put=st.lists(st.integers(0, 310), max_size=30),
    removed=st.lists(st.integers(0, 310), max_size=10),
)
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
    assert Selection(index, Question(ticked={"type": ("sub_internship",)})).all_ids() == [0]
    assert 0 not in Selection(index, Question(ticked={"type": (old,)})).all_ids()


def test_a_program_is_found_by_its_id_wherever_its_slot_is(records: list[dict[str, Any]]) -> None:
    rows = [entry_row(number, records[0], PARENTS) for number in (7, 3, 5)]
    index = Index(rows, version=1, today=TODAY)
    assert [index.slot_of(number) for number in (3, 5, 7, 0, 4, 8)] == [1, 2, 0, None, None, None]
    index.put(rows[0])
    index.put(entry_row(4, records[1], PARENTS))
    assert [index.slot_of(number) for number in (3, 4, 5, 7)] == [1, 4, 2, 3]
    index.remove(5)
    assert index.slot_of(5) is None
    assert Index([], version=1, today=TODAY).slot_of(1) is None


def test_freshness_depends_on_the_day_of_the_index(records: list[dict[str, Any]]) -> None:
    rows = [entry_row(0, records[0], PARENTS)._replace(fresh_on=datetime.date(2026, 1, 1))]
    fresh = Question(ticked={"freshness": ("fresh",)})
    assert Selection(Index(rows, version=1, today=datetime.date(2026, 12, 31)), fresh).total == 1
    assert Selection(Index(rows, version=1, today=datetime.date(2027, 1, 1)), fresh).total == 0


slots = st.lists(st.integers(0, 2000), unique=True)


@given(members=slots)
def test_a_bitmap_gives_back_its_slots(members: list[int]) -> None:
    assert list(slots_of(bitmap_of(members, 2001))) == sorted(members)


@given(members=slots, order=st.permutations(list(range(60))))
def test_slots_come_in_the_order_asked(members: list[int], order: list[int]) -> None:
    bitmap = bitmap_of(members, 2001)
    assert list(in_order(bitmap, order)) == [slot for slot in order if slot in members]


@given(members=st.lists(st.integers(0, 9000), unique=True), scope=st.lists(st.integers(0, 9000), unique=True))
def test_a_window_counts_what_the_bitmap_counts(members: list[int], scope: list[int]) -> None:
    bitmap, scoped = bitmap_of(members, 9001), bitmap_of(scope, 9001)
    assert window_of(bitmap).count_with(window_of(scoped)) == len(set(members) & set(scope))


@given(numbers=st.dictionaries(st.integers(0, 300), st.integers(0, 10_000)), limit=st.integers(-5, 20_000))
def test_sliced_numbers_compare_as_numbers_do(numbers: dict[int, int], limit: int) -> None:
    early = dict(list(numbers.items())[::2])
    sliced = SlicedNumbers(early.items(), 301)
    for slot in numbers.keys() - early.keys():
        sliced.add(slot, numbers[slot])
    assert set(slots_of(sliced.at_most(limit))) == {slot for slot, n in numbers.items() if n <= limit}
    assert set(slots_of(sliced.at_least(limit))) == {slot for slot, n in numbers.items() if n >= limit}
