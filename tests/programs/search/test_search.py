"""Facets, counts, totals, orders and texts against a plain re-statement of the rules over the records.

Whatever engine answers: the index and the records read one by one say the same, to the last count.
"""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from programs.answers import Answer
from programs.choices import ProgramSort
from programs.eligibility_rules import Eligibility
from programs.search import (
    EVERY_FACET,
    FACETS,
    FACETS_BY_PARAMETER,
    FEWEST_PRICES,
    HIDE,
    NOT_STATED,
    PAGE_SIZE,
    WISH,
    Catalog,
    SearchQuery,
    Suggestion,
)
from programs.search.query import quartile_ranks
from tests.programs.search.plain_catalog import CLOSED, Record, finds, passes, price_of

pytestmark = pytest.mark.django_db  # the words of the filters are read from it

CODES: dict[str, list[str]] = {
    "requirement_not": ["usmle_step1", "toefl", "cv", "background_check", "immunizations"],
    "specialty": [
        "Internal Medicine",
        "Pediatrics",
        "Cardiovascular Disease",
        "General Surgery",
        "Neurology",
    ],
    "city": ["Houston", "New York", "Boston", "Kansas City"],
    "state": ["TX", "NY", "CA", "MO", "KS", "WY"],
    "visa": ["B-1", "B-2", "J-1", "ESTA"],
    "price_max": ["0", "100", "1000", "1500.5", "2500", "100000"],
    "weeks": ["0.1", "2", "4", "4.3", "12", "60"],
    "lead_max": ["2", "4.3", "13", "60"],
    "graduated": ["0", "3", "5", "6"],
}


def fits(record: Record, query: SearchQuery, without: str = "") -> bool:
    ticked = {parameter: codes for parameter, codes in query.ticked.items() if parameter != without}
    if "intake" not in ticked and without != "intake" and record["intake"] in CLOSED:
        return False
    return all(passes(record, p, codes, unstated=query.includes_unstated) for p, codes in ticked.items())


def codes_of(parameter: str) -> list[str]:
    options = FACETS_BY_PARAMETER[parameter].options
    parameter = FACETS_BY_PARAMETER[parameter].excluded or parameter
    return CODES.get(parameter) or [code for code, _ in options or ()]


@st.composite
def queries(draw: st.DrawFn) -> SearchQuery:
    """Draw a few filters with one to three codes each, some of which leave out what they name."""
    parameters = draw(st.lists(st.sampled_from(ASKED), max_size=3, unique=True))
    ticked = {}
    for parameter in parameters:
        most = 1 if FACETS_BY_PARAMETER[parameter].is_single else 3
        codes = draw(st.lists(st.sampled_from(codes_of(parameter)), min_size=1, max_size=most, unique=True))
        ticked[parameter] = tuple(codes)
    return SearchQuery(ticked=ticked, includes_unstated=draw(st.booleans()))


# All filters that need no account, and what turns them round.
ASKED = [f.parameter for f in EVERY_FACET if f == HIDE or not f.is_private]
TEXTS = st.sampled_from(
    ["", "", "houston", "observership", "cardiolgy", "nyc surgery", "clev", "zzzzqqq", "the of", "image"]
)


def stated_prices(records: list[Record], query: SearchQuery) -> list[int]:
    found = [price_of(record) for record in records if fits(record, query)]
    return sorted(price for price in found if price is not None)


@hypothesis_settings(max_examples=60, deadline=None)
@given(query=queries())
def test_half_of_the_prices_lie_between_the_quartiles(
    engine: Catalog, records: list[Record], query: SearchQuery
) -> None:
    prices, spread = stated_prices(records, query), engine.search(query, {}).prices
    if len(prices) < FEWEST_PRICES:
        assert spread is None
        return
    assert spread is not None
    assert (spread.count, spread.lowest, spread.highest) == (len(prices), prices[0], prices[-1])
    assert {spread.low, spread.middle, spread.high} <= set(prices)
    assert 2 * sum(spread.low <= price <= spread.high for price in prices) >= len(prices)
    assert 4 * sum(price < spread.low for price in prices) < len(prices)
    assert 4 * sum(price > spread.high for price in prices) <= len(prices)
    assert 2 * sum(price < spread.middle for price in prices) < len(prices)
    assert 2 * sum(price > spread.middle for price in prices) <= len(prices)


@given(count=st.integers(1, 10_000))
def test_quartiles_are_places_in_the_list_in_order(count: int) -> None:
    ranks = quartile_ranks(count)
    assert sorted(ranks) == list(ranks)
    assert (ranks[0], ranks[-1]) == (0, count - 1)
    assert ranks[3] - ranks[1] + 1 >= count / 2


@hypothesis_settings(max_examples=200, deadline=None)
@given(query=queries())
def test_total_equals_a_plain_count(engine: Catalog, records: list[Record], query: SearchQuery) -> None:
    assert engine.count(query, {}) == sum(fits(record, query) for record in records)


@hypothesis_settings(max_examples=60, deadline=None)
@given(query=queries())
def test_every_count_equals_a_plain_count(engine: Catalog, records: list[Record], query: SearchQuery) -> None:
    counts = engine.search(query, {}).counts
    assert list(counts) == [facet.parameter for facet in FACETS]
    for facet in FACETS:
        parameter, codes = facet.parameter, counts[facet.parameter]
        own = "" if facet.all_of else parameter
        scope = [record for record in records if fits(record, query, without=own)]
        expected = {code: sum(finds(r, parameter, code) is True for r in scope) for code in codes if code}
        unstated = sum(finds(r, parameter, "0") is None for r in scope)
        assert counts[parameter] == expected | {NOT_STATED: unstated}, parameter


@hypothesis_settings(max_examples=100, deadline=None)
@given(query=queries(), sort=st.sampled_from(list(ProgramSort)), page=st.integers(1, 5))
def test_pages_hold_every_match_once(
    engine: Catalog, query: SearchQuery, sort: ProgramSort, page: int
) -> None:
    query = SearchQuery(query.ticked, "", query.includes_unstated, sort)
    everything = engine.all_ids(query, {})
    assert sorted(everything) == sorted(set(everything))
    assert len(everything) == engine.count(query, {})
    result = engine.search(query, {}, page)
    assert result.page == min(page, result.page_count)
    assert result.ids == everything[(result.page - 1) * PAGE_SIZE : result.page * PAGE_SIZE]


@hypothesis_settings(max_examples=100, deadline=None)
@given(
    query=queries(),
    text=TEXTS,
    sort=st.sampled_from(list(ProgramSort)),
    page=st.integers(1, 3),
    shift=st.integers(0, 3),
    own=st.sampled_from(
        [
            {},
            {"fit": ("open", "blocked")},
            {"answer": ("qualify", "needs_answers")},
            {"not_fit": ("unknown",)},
            {"not_answer": ("qualify_with_warnings", "not_for_me")},
            {"hide": ("not_for_me",)},
            {"hide": ("not_for_me", "flagged"), "answer": ("not_accepting", "qualify")},
        ]
    ),
)
def test_the_engines_give_the_same_result(
    *,
    catalog: Catalog,
    plain: Catalog,
    query: SearchQuery,
    text: str,
    sort: ProgramSort,
    page: int,
    shift: int,
    own: dict[str, tuple[str, ...]],
) -> None:
    own = own if shift < 3 else {}  # what a visitor without an account asks of their own is left out
    asked = SearchQuery({**query.ticked, **own}, text, query.includes_unstated, sort)
    results = []
    for engine in (catalog, plain):
        # Shift 3 is a visitor without an account; to the others each third program is something else.
        thirds = [engine.with_ids(range((place + shift) % 3, 523, 3)) for place in range(3)]
        fifths = [engine.with_ids(range((place + shift) % 5, 523, 5)) for place in range(5)]
        wishes = [engine.with_ids(range(shift, 523, step)) for step in (2, 7)]
        fit = dict(zip(Eligibility, thirds, strict=True)) | dict(zip(Answer, fifths, strict=True))
        fit |= {f"{WISH}{number}": wish for number, wish in enumerate(wishes)}
        fit = fit if shift < 3 else {}
        results.append((engine.search(asked, fit, page), engine.all_ids(asked, fit)))
    assert results[0] == results[1]


def test_the_engines_have_the_same_rules(catalog: Catalog, plain: Catalog) -> None:
    found = [
        {key: each.first_ids(programs, ProgramSort.NAME, 400) for key, programs in each.rules()}
        for each in (catalog, plain)
    ]
    assert len(found[0]) > 100
    assert found[0] == found[1]


@given(left=st.sets(st.integers(-5, 320)), right=st.sets(st.integers(0, 310)))
def test_sets_of_programs_are_sets(engine: Catalog, left: set[int], right: set[int]) -> None:
    one, two = engine.with_ids(left), engine.with_ids(right)
    held = left & set(range(523))
    assert [len(each) for each in (one, one & two, one | two, one - two, engine.nothing)] == [
        len(held),
        len(held & right),
        len(held | right),
        len(held - right),
        0,
    ]
    assert set(engine.first_ids(one - two, ProgramSort.BEST, 400)) == held - right
    assert not engine.nothing


def test_cheapest_first_puts_unknown_prices_last(engine: Catalog, records: list[Record]) -> None:
    found = engine.all_ids(SearchQuery(sort=ProgramSort.CHEAPEST), {})
    prices = [price_of(records[i]) for i in found]
    known = [price for price in prices if price is not None]
    assert prices == sorted(known) + [None] * (len(prices) - len(known))


def test_names_are_in_alphabetical_order(engine: Catalog, records: list[Record]) -> None:
    found = engine.all_ids(SearchQuery(sort=ProgramSort.NAME), {})
    names = [records[i]["name"].casefold() for i in found]
    assert names == sorted(names)


def test_the_plain_list_leaves_out_closed_programs_and_counts_them(engine: Catalog) -> None:
    result = engine.search(SearchQuery(), {})
    assert (result.total, result.hidden_count) == (424, 99)
    assert (len(engine.listed), len(engine.everything)) == (424, 523)
    assert engine.count(SearchQuery(ticked={"intake": ("not_offered",)}), {}) == 99


def test_an_empty_list_offers_the_nearest_that_is_not(engine: Catalog) -> None:
    query = SearchQuery(ticked={"type": ("sub_internship",), "state": ("WY",), "letter": ("offered",)})
    assert engine.search(query, {}).suggestions == [
        Suggestion(("state", "letter"), 2),
        Suggestion(("type", "state"), 9),
    ]
    query = SearchQuery(ticked={"type": ("observership",), "state": ("WY",)})
    assert engine.search(query, {}).suggestions == [Suggestion(("state",), 253)]
    assert engine.search(SearchQuery(), {}).suggestions == []


def test_a_parent_specialty_finds_its_children(engine: Catalog, records: list[Record]) -> None:
    found = engine.all_ids(SearchQuery(ticked={"specialty": ("Internal Medicine",)}), {})
    child = next(
        i
        for i, r in enumerate(records)
        if r["specialties"] == ["Gastroenterology"] and not r["any_specialty"]
    )
    assert child in found


@pytest.mark.parametrize("parameter", ["state", "city"])
def test_codes_are_those_of_the_programs(parameter: str, catalog: Catalog, plain: Catalog) -> None:
    assert catalog.codes(parameter) == plain.codes(parameter)
