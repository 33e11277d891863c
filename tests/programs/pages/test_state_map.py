"""The map beside the list: its numbers are the search's, and a tile changes the states of a query alone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.pages.state_map import StateMap, state_map
from programs.search import Catalog, SearchQuery, search
from programs.tilemap import POSITIONS
from tests.programs.pages.test_query_strings import asked as asked_with
from tests.programs.pages.test_typed_text import TAKEN_APART, typed, visitor_of
from tests.programs.search.test_search import queries

pytestmark = pytest.mark.django_db  # the words of the filters are read from it
Ticked = dict[str, set[str]]


def asked(catalog: Catalog, address: str) -> SearchQuery:
    return asked_with(catalog.words.vocabulary, address).query


def map_of(query: SearchQuery, catalog: Catalog) -> StateMap:
    return state_map(query, search(query, visitor_of(catalog)).counts["state"])


def ticked(query: SearchQuery) -> Ticked:
    return {parameter: set(codes) for parameter, codes in query.ticked.items() if codes}


def toggled(query: SearchQuery, code: str) -> Ticked:
    states = set(query.ticked.get("state", ())) ^ {code}
    rest = {parameter: codes for parameter, codes in ticked(query).items() if parameter != "state"}
    return {**rest, "state": states} if states else rest


def total_of(query: SearchQuery, catalog: Catalog) -> int:
    return search(query, visitor_of(catalog)).total


@settings(max_examples=25, deadline=None)
@given(query=queries(), code=st.sampled_from(sorted(POSITIONS)))
def test_a_tile_counts_what_its_state_alone_would_find(
    query: SearchQuery, code: str, catalog: Catalog
) -> None:
    stated = replace(query, includes_unstated=False)
    (link,) = [link for link in map_of(stated, catalog).links if link.tile.code == code]
    assert link.tile.count == total_of(stated.with_codes("state", (code,)), catalog)


@settings(max_examples=40, deadline=None)
@given(query=queries())
def test_a_tile_sets_or_removes_its_state_and_nothing_else(query: SearchQuery, catalog: Catalog) -> None:
    shown = map_of(query, catalog)
    chosen = set(query.ticked.get("state", ()))
    assert set(shown.chosen) == chosen
    linked = {link.tile.code: link.query for link in shown.links if link.query is not None}
    assert set(linked) == chosen.intersection(POSITIONS) | {
        link.tile.code for link in shown.links if link.tile.count
    }
    read = {code: asked(catalog, address) for code, address in linked.items()}
    assert {code: ticked(found) for code, found in read.items()} == {
        code: toggled(query, code) for code in linked
    }
    kept = {(found.text, found.includes_unstated, found.sort) for found in read.values()}
    assert kept <= {(query.text, query.includes_unstated, query.sort)}


@pytest.mark.parametrize("text", TAKEN_APART)
def test_states_in_a_text_can_be_removed_and_joined(text: str, catalog: Catalog) -> None:
    query = typed(catalog, text)
    linked = [(link.tile.code, link.query) for link in map_of(query, catalog).links if link.query is not None]
    assert [(code, ticked(asked(catalog, address))) for code, address in linked] == [
        (code, toggled(query, code)) for code, _ in linked
    ]


def test_a_text_that_looks_like_the_address_of_a_state_is_kept(catalog: Catalog) -> None:
    query = asked(catalog, "q=heart+state%3D-&as=text&unstated=include")
    linked = [
        asked(catalog, link.query).text for link in map_of(query, catalog).links if link.query is not None
    ]
    assert set(linked) <= {query.text}


def test_programs_without_a_state_are_counted_beside_the_map(catalog: Catalog) -> None:
    shown = map_of(SearchQuery(), catalog)
    counts = search(SearchQuery(), visitor_of(catalog)).counts["state"]
    assert shown.unstated_count == counts[""]
    assert shown.state_count == sum(1 for code, count in counts.items() if code and count)
