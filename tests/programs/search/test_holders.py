"""Who holds a fact: the slots behind a place answer as all slots do."""

from typing import Any

import pytest

from programs.search.bitmaps import SlicedNumbers, any_of
from programs.search.facets import FACETS
from programs.search.holders import NUMBERS, Holders
from programs.search.index import Index
from tests.programs.search.test_selection import codes_of


def empty() -> Holders:
    return Holders({}, {name: SlicedNumbers([], 0) for name in NUMBERS}, 0)


@pytest.mark.parametrize("first", [0, 1, 100, 310, 5000])
def test_slots_behind_a_place_are_found_as_before(first: int, index: Index) -> None:
    rest = index.holders.behind(first)
    for facet in FACETS:
        parameter, codes = facet.parameter, codes_of(facet.parameter)
        expected = [found >> first & rest.everyone for found in index.holders.options(parameter, codes)]
        assert [found & rest.everyone for found in rest.options(parameter, codes)] == expected, parameter


def test_a_new_slot_holds_its_facts_and_no_others() -> None:
    holders = empty()
    holders.add(0, ["type=research", "letter?"], {"price": 900, "lead": None})
    holders.add(2, ["type=research", "letter=offered"], {"price": None, "lead": 400})
    found: dict[str, Any] = {
        "research": holders.option("type", "research"),
        "price": holders.option("price_max", "1000"),
        "lead": holders.option("lead_max", "4"),
        "no letter": holders.unstated("letter"),
        "no price": holders.unstated("price_max"),
    }
    assert found == {"research": 0b101, "price": 0b001, "lead": 0b100, "no letter": 0b001, "no price": 0b100}


def test_any_of_nothing_is_nothing() -> None:
    assert (any_of([]), any_of([0b01, 0b100])) == (0, 0b101)
