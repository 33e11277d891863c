"""Counts of all options: by rows or by columns, kept from version to version, right after each change."""

from typing import Any

import pytest
from hypothesis import given, settings

from programs.search import SearchQuery, counting
from programs.search.counting import OptionCounter
from programs.search.index import Index
from programs.search.matches import Matches
from tests.programs.search.records import TODAY, entry_row, parents_of_specialties
from tests.programs.search.test_search import queries

pytestmark = pytest.mark.django_db  # the words of the filters are read from it

PARENTS = parents_of_specialties()
CODES = {
    "type": ("observership", "research"),
    "state": ("TX", "NY"),
    "letter": ("offered",),
    "intake": ("open",),
}


@pytest.fixture(autouse=True)
def counts_of_its_own(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a test counts of a few options away from the index that other tests share."""
    monkeypatch.setattr(index, "for_version", {})


def index_of(records: list[dict[str, Any]]) -> Index:
    rows = [entry_row(number, record, PARENTS) for number, record in enumerate(records)]
    return Index(rows, version=1, today=TODAY)


def matching(index: Index, query: SearchQuery) -> Matches:
    return Matches(index, query, {})


def one_by_one(matches: Matches) -> dict[str, list[int]]:
    """Return the same counts, each from its own bitmap."""
    return {
        parameter: [
            *(matches.count(parameter, code) for code in codes),
            (matches.scope(parameter) & matches.index.terms.unstated(parameter)).bit_count(),
        ]
        for parameter, codes in CODES.items()
    }


def change(index: Index, number: int, record: dict[str, Any]) -> None:
    """Take in a changed program, as the catalog does, without a new word."""
    index.catch_up(index.version + 1, [number], [entry_row(number, record, PARENTS)], renamed=False)


@pytest.mark.parametrize("row", [0, 1 << 40], ids=["by rows", "by columns"])
@settings(max_examples=30, deadline=None)
@given(query=queries())
def test_rows_and_columns_count_alike(row: int, query: SearchQuery, index: Index) -> None:
    before, counting.ROW = counting.ROW, row
    try:
        index.for_version = {}
        matches = matching(index, query)
        assert OptionCounter(index, CODES).counts(matches) == one_by_one(matches)
    finally:
        counting.ROW = before


def test_a_version_counts_a_query_once(
    records: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    index = index_of(records[:30])
    counter = OptionCounter(index, CODES)
    first = counter.counts(matching(index, SearchQuery()))
    monkeypatch.setattr(OptionCounter, "among", None)
    assert counter.counts(matching(index, SearchQuery())) is first


def test_a_changed_program_is_counted_as_it_is_now(records: list[dict[str, Any]]) -> None:
    index = index_of(records[:30])
    counter = OptionCounter(index, CODES)
    for number in (3, 3, 17):
        change(index, number, records[number] | {"type": "research", "letter": "offered"})
        matches = matching(index, SearchQuery())
        assert counter.counts(matches) == one_by_one(matches)


def test_a_word_that_was_a_typo_before_finds_other_programs(records: list[dict[str, Any]]) -> None:
    index = index_of(records[:30])
    counter, query = OptionCounter(index, CODES), SearchQuery(text="observarship")
    corrected = matching(index, query)
    assert corrected.text is not None
    assert corrected.text.corrections
    assert counter.counts(corrected) == one_by_one(corrected)
    change(index, 5, records[5] | {"name": "Observarship"})
    exact = matching(index, query)
    assert (exact.total, exact.text.corrections) == (1, [])  # type: ignore[union-attr]
    assert counter.counts(exact) == one_by_one(exact)


def test_kept_counts_have_an_end(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_CACHED", 5)
    counter = OptionCounter(index, CODES)
    lengths, index.for_version = [], {}
    for code in index.codes("city")[:20]:
        counter.counts(matching(index, SearchQuery({"city": (code,)})))
        lengths.append(len(index.for_version[counter, "counts"]))
    assert max(lengths) == 5
