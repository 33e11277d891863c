"""Programs like another one: the same kind before anything else, and only open programs."""

import copy
from typing import Any

import pytest

from programs.choices import HIDDEN_INTAKES
from programs.models import Program
from programs.search import Catalog
from programs.search.catalog import IndexedCatalog
from programs.search.index import Index
from programs.search.similar import MOST_SIMILAR, similar_ids
from tests.programs.search.plain_catalog import PlainCatalog
from tests.programs.search.records import TODAY, entry_row, parents_of_specialties

pytestmark = pytest.mark.django_db  # the words of the filters are read from it

Record = dict[str, Any]


@pytest.fixture
def blank(records: list[Record]) -> Record:
    """Return a record that states nothing but its type and host."""
    empty: Record = {key: [] if isinstance(value, list) else None for key, value in records[0].items()}
    host = {"name": "Mercy", "kind": "clinic", "city": None, "state": None}
    return empty | {"name": "Visit", "type": "elective", "any_specialty": False, "host": host}


def like(records: list[Record], number: int = 0) -> list[int]:
    """Return what is similar to one of some records; ids are their numbers."""
    rows = [entry_row(place, record, parents_of_specialties()) for place, record in enumerate(records)]
    program = Program(pk=number, record=records[number])
    index = Index(rows, version=1, today=TODAY)
    found = similar_ids(program, IndexedCatalog(index))
    assert similar_ids(program, PlainCatalog(records, index.words)) == found
    return found


def varied(blank: Record, *facts: Record) -> list[Record]:
    return [copy.deepcopy(blank) | fact for fact in facts]


def test_what_likeness_is_made_of_counts_in_its_order(blank: Record) -> None:
    texas = blank["host"] | {"state": "TX"}
    wanted = {
        "specialties": ["Urology"],
        "audiences": ["graduate"],
        "patient_contact": "limited",
        "host": texas,
    }
    others = [
        {},
        {"specialties": ["Urology"]},
        {"specialties": ["Urology"], "audiences": ["graduate"]},
        {"specialties": ["Urology"], "audiences": ["graduate"], "patient_contact": "limited"},
        wanted,
    ]
    assert like(varied(blank, wanted, *others)) == [5, 4, 3, 2]


def test_another_type_is_never_similar(blank: Record) -> None:
    records = varied(
        blank, {"specialties": ["Urology"]}, {"specialties": ["Urology"], "type": "research"}, {}
    )
    assert like(records) == [2]


def test_a_fact_not_stated_plays_no_part(blank: Record) -> None:
    texas = blank["host"] | {"state": "TX"}
    assert set(like(varied(blank, {}, {"host": texas}, {"audiences": ["graduate"]}))) == {1, 2}


def test_neither_itself_nor_a_closed_door(blank: Record) -> None:
    shut = [{"intake": intake} for intake in sorted(HIDDEN_INTAKES)]
    assert like(varied(blank, {}, *shut)) == []
    assert like(varied(blank, *shut, {"intake": "paused"})) == [2]


def test_a_closed_door_is_shown_open_ones(blank: Record) -> None:
    assert like(varied(blank, {"intake": "not_offered"}, {}, {"intake": "discontinued"})) == [1]


def test_the_only_program_has_none_like_it(blank: Record) -> None:
    assert like([blank]) == []


def test_a_program_that_the_index_does_not_hold_yet(blank: Record) -> None:
    rows = [entry_row(7, blank, parents_of_specialties())]
    index = Index(rows, version=1, today=TODAY)
    assert similar_ids(Program(pk=99, record=blank), IndexedCatalog(index)) == [7]


def test_every_shipped_program_has_open_ones_of_its_kind_beside_it(
    engine: Catalog, records: list[Record]
) -> None:
    open_programs = [i for i, record in enumerate(records) if record["intake"] not in HIDDEN_INTAKES]
    for number, record in enumerate(records):
        found = similar_ids(Program(pk=number, record=record), engine)
        alike = {i for i in open_programs if i != number and records[i]["type"] == record["type"]}
        assert set(found) <= alike
        assert len(set(found)) == len(found) == min(MOST_SIMILAR, len(alike))
