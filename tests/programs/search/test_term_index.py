"""Which slots hold a fact: the slots behind a place answer as all slots do."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.search import FACETS
from programs.search.bitmaps import any_of, slots_of
from programs.search.index import Index
from programs.search.term_index import TermIndex, number_terms
from tests.programs.search.test_search import codes_of

pytestmark = pytest.mark.django_db  # the words of the filters are read from it


@pytest.mark.parametrize("first", [0, 1, 100, 310, 5000])
def test_slots_behind_a_place_are_found_as_before(first: int, index: Index) -> None:
    rest = index.terms.from_slot(first)
    for facet in FACETS:
        parameter, codes = facet.parameter, codes_of(facet.parameter)
        expected = [found >> first & rest.everyone for found in index.terms.options(parameter, codes)]
        assert [found & rest.everyone for found in rest.options(parameter, codes)] == expected, parameter


def test_a_new_slot_holds_its_facts_and_no_others() -> None:
    terms = TermIndex({}, 0)
    terms.add(0, ["type=research", "letter?", *number_terms("price", 900)])
    terms.add(2, ["type=research", "letter=offered", *number_terms("lead", 400)])
    found: dict[str, Any] = {
        "research": terms.option("type", "research"),
        "price": terms.option("price_max", "1000"),
        "lead": terms.option("lead_max", "4"),
        "no letter": terms.unstated("letter"),
        "no price": terms.unstated("price_max"),
    }
    everyone, no_price = 0b101, 0b100
    assert found == {
        "research": everyone,
        "price": 0b001,
        "lead": 0b100,
        "no letter": 0b001,
        "no price": no_price,
    }


def test_any_of_nothing_is_nothing() -> None:
    assert (any_of([]), any_of([0b01, 0b100])) == (0, 0b101)


@given(
    numbers=st.dictionaries(st.integers(0, 300), st.integers(0, 10_000)),
    limit=st.integers(-5, 20_000) | st.integers(1 << 30, 1 << 40),
)
def test_numbers_in_terms_compare_as_numbers_do(numbers: dict[int, int], limit: int) -> None:
    terms = TermIndex({}, 0)
    for slot, number in numbers.items():
        terms.add(slot, number_terms("price", number))
    assert set(slots_of(terms.at_most("price", limit))) == {s for s, n in numbers.items() if n <= limit}
    assert set(slots_of(terms.at_least("price", limit))) == {s for s, n in numbers.items() if n >= limit}


@given(numbers=st.lists(st.integers(0, 2**31 - 1), min_size=1, max_size=30), data=st.data())
def test_the_number_at_a_rank_is_that_of_the_sorted_numbers(numbers: list[int], data: st.DataObject) -> None:
    terms = TermIndex({}, 0)
    for slot, number in enumerate(numbers):
        terms.add(slot, number_terms("price", number))
    slots = data.draw(st.sets(st.sampled_from(range(len(numbers))), min_size=1))
    found = sorted(numbers[slot] for slot in slots)
    among = sum(1 << slot for slot in slots)
    assert [terms.nth("price", among, rank) for rank in range(len(found))] == found
