"""Counts of all options: by rows or by columns, kept from version to version, right after each change."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.search import counting
from programs.search.counting import Columns, keep
from programs.search.index import Index
from programs.search.selection import Question, Selection
from tests.programs.search.conftest import TODAY, entry_row, parents_of_specialties
from tests.programs.search.test_selection import questions

PARENTS = parents_of_specialties()
CODES = {
    "type": ("observership", "research"),
    "state": ("TX", "NY"),
    "letter": ("offered",),
    "intake": ("open",),
}


def index_of(records: list[dict[str, Any]]) -> Index:
    rows = [entry_row(number, record, PARENTS) for number, record in enumerate(records)]
    return Index(rows, version=1, today=TODAY)


def one_by_one(selection: Selection) -> dict[str, list[int]]:
    """Return the same counts, each from its own bitmap."""
    index = selection.index
    return {
        parameter: [
            *(selection.count(parameter, code) for code in codes),
            (selection.scope(parameter) & index.unstated(parameter)).bit_count(),
        ]
        for parameter, codes in CODES.items()
    }


def change(index: Index, number: int, record: dict[str, Any]) -> None:
    """Take in a changed program, as the catalogue does, without a new word."""
    index.put(entry_row(number, record, PARENTS))
    index.settle(index.version + 1, len(index.terms), new_words=False)


@pytest.mark.parametrize("row", [0, 1 << 40], ids=["by rows", "by columns"])
@settings(max_examples=30, deadline=None)
@given(question=questions())
def test_rows_and_columns_count_alike(row: int, question: Question, index: Index) -> None:
    before, counting.ROW = counting.ROW, row
    try:
        index.for_version = {}
        selection = Selection(index, question)
        assert Columns(index, CODES).counts(selection) == one_by_one(selection)
    finally:
        counting.ROW = before


def test_what_the_base_holds_is_counted_once(
    records: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    index = index_of(records[:30])
    columns = Columns(index, CODES)
    first = columns.counts(Selection(index, Question()))
    monkeypatch.setattr(Columns, "in_base", None)
    change(index, 3, records[3])
    assert columns.counts(Selection(index, Question())) == first


def test_a_changed_program_is_counted_as_it_is_now(records: list[dict[str, Any]]) -> None:
    index = index_of(records[:30])
    columns = Columns(index, CODES)
    for number in (3, 3, 17):
        change(index, number, records[number] | {"type": "research", "letter": "offered"})
        selection = Selection(index, Question())
        assert columns.counts(selection) == one_by_one(selection)


def test_a_word_that_was_a_typo_before_finds_other_programs(records: list[dict[str, Any]]) -> None:
    index = index_of(records[:30])
    columns, question = Columns(index, CODES), Question(text="observarship")
    corrected = Selection(index, question)
    assert corrected.text is not None
    assert corrected.text.corrections
    assert columns.counts(corrected) == one_by_one(corrected)
    change(index, 5, records[5] | {"name": "Observarship"})
    exact = Selection(index, question)
    assert (exact.total, exact.text.corrections) == (1, [])  # type: ignore[union-attr]
    assert columns.counts(exact) == one_by_one(exact)


def test_kept_counts_have_an_end(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_KEPT", 5)
    columns = Columns(index, CODES)
    lengths = []
    for code in index.codes("city")[:20]:
        columns.counts(Selection(index, Question({"city": (code,)})))
        lengths.append(max(len(index.for_version), len(columns.kept)))
    assert max(lengths) == 6


@given(st.integers())
def test_what_is_kept_is_returned(number: int) -> None:
    kept: dict[str, list[int]] = {}
    assert keep(kept, "key", [number]) == kept["key"] == [number]
