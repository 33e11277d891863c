"""The filters beside the list: what stands in the HTML is what a search counts."""

import copy
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.choices import ProgramSort
from programs.pages.facet_sidebar import sidebar
from programs.search import FACETS, FACETS_BY_PARAMETER, Catalog, FilterVocabulary, SearchQuery, search
from programs.search.catalog import IndexedCatalog
from programs.search.counting import OptionCounter
from programs.search.index import Index
from programs.search.matches import Matches
from programs.visitor import Visitor
from tests.programs.search.records import TODAY, entry_row, parents_of_specialties
from tests.programs.search.test_search import queries

pytestmark = pytest.mark.django_db  # the vocabulary is read from it
PARENTS = parents_of_specialties()
TEXTS = st.sampled_from(["", "", "houston", "observership", "zzzzqqq"])
Answer = dict[tuple[str, str], tuple[int, bool]]


class Filters(HTMLParser):
    """What the filters' HTML says: options with counts, open groups, counts of the unstated."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.options: Answer = {}
        self.labels: dict[tuple[str, str], str] = {}
        self.anything: dict[str, bool] = {}
        self.open: set[str] = set()
        self.unstated: dict[str, int] = {}
        self.last: tuple[str, str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a group, an option, or how many do not say."""
        given = dict(attrs)
        if tag == "details" and "open" in given:
            self.open.add(given["data-group"] or "")
        elif tag == "input" and "data-facet" in given:
            self.last = (given["data-facet"] or "", given["data-value"] or "")
            assert (given["name"], given["value"]) == self.last
            assert self.last not in self.options
            self.options[self.last] = (int(given["data-count"] or ""), "checked" in given)
            self.labels[self.last] = ""
        elif tag == "input":
            self.anything[given["name"] or ""] = "checked" in given
        elif "data-unstated" in given:
            self.unstated[given["data-unstated"] or ""] = int(given["data-programs"] or "")

    def handle_data(self, data: str) -> None:
        """Note the words beside an option."""
        if self.last:
            self.labels[self.last] += data

    def handle_endtag(self, tag: str) -> None:
        """Leave an option."""
        if tag == "label":
            self.last = None


def shown_for(catalog: Catalog, query: SearchQuery) -> Filters:
    """Return the filters beside the list that a query finds."""
    visitor = Visitor()
    visitor.catalog = catalog
    return Filters(str(sidebar(search(query, visitor), visitor)))


def expected(catalog: IndexedCatalog, query: SearchQuery) -> Answer:
    """Return every option offered or ticked with its count, each from its own bitmap."""
    found: Answer = {}
    selection, words = Matches(catalog.index, query, {}), catalog.words.vocabulary
    for facet in FACETS:
        ticked = query.ticked.get(facet.parameter, ())
        offered = [option.code for option in words.options[facet.parameter] if not option.is_quiet]
        for code in dict.fromkeys([*offered, *ticked]):
            count = selection.count(facet.parameter, code)
            found[facet.parameter, code] = (count, code in ticked)
    return found


def unstated(catalog: IndexedCatalog, query: SearchQuery) -> dict[str, int]:
    parameters, matches = [facet.parameter for facet in FACETS], Matches(catalog.index, query, {})
    return {p: (matches.scope(p) & catalog.index.terms.unstated(p)).bit_count() for p in parameters}


@settings(max_examples=40, deadline=None)
@given(query=queries(), text=TEXTS)
def test_counts_and_ticks_are_those_of_the_search(
    query: SearchQuery, text: str, catalog: IndexedCatalog
) -> None:
    asked = SearchQuery(query.ticked, text, query.includes_unstated)
    shown = shown_for(catalog, asked)
    assert shown.options == expected(catalog, asked)
    assert shown.unstated == unstated(catalog, asked)


@settings(max_examples=15, deadline=None)
@given(query=queries())
def test_what_is_ticked_stands_open(query: SearchQuery, catalog: Catalog) -> None:
    shown = shown_for(catalog, query)
    in_sight = {parameter for parameter in query.ticked if not FACETS_BY_PARAMETER[parameter].excluded}
    assert shown.open == {"type", "contact", "audience", *in_sight}
    assert shown.anything == {
        facet.parameter: facet.parameter not in query.ticked for facet in FACETS if facet.is_single
    }


def test_an_option_shows_its_words_and_its_count(catalog: Catalog) -> None:
    shown = shown_for(catalog, SearchQuery())
    count, is_ticked = shown.options["state", "TX"]
    assert shown.labels["state", "TX"].split() == ["Texas", str(count)]
    assert is_ticked is False
    assert shown.labels["price_max", "1500"].split()[:-1] == ["Up", "to", "$1,500"]


def test_a_price_of_ones_own_is_one_more_option(catalog: Catalog) -> None:
    plain = shown_for(catalog, SearchQuery())
    query = SearchQuery({"price_max": ("1234",)})
    shown, total = shown_for(catalog, query), catalog.count(query, {})
    assert set(shown.options) - set(plain.options) == {("price_max", "1234")}
    assert shown.options["price_max", "1234"] == (total, True)
    assert shown.labels["price_max", "1234"].split() == ["1234", str(total)]
    assert shown.anything["price_max"] is False
    assert shown_for(catalog, SearchQuery()).options == plain.options


def test_a_quiet_option_is_shown_once_it_is_ticked(catalog: Catalog, words: FilterVocabulary) -> None:
    quiet = next(option for option in words.options["state"] if option.is_quiet)
    plain = shown_for(catalog, SearchQuery())
    shown = shown_for(catalog, SearchQuery({"state": (quiet.code,)}))
    assert ("state", quiet.code) not in plain.options
    assert shown.options["state", quiet.code] == (0, True)
    assert quiet.label in shown.labels["state", quiet.code]


def test_another_order_counts_nothing_anew(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    first = shown_for(catalog, SearchQuery({"state": ("TX",)}, "clinic"))
    monkeypatch.setattr(OptionCounter, "among", None)
    again = shown_for(catalog, SearchQuery({"state": ("TX",)}, "clinic", sort=ProgramSort.NAME))
    assert again.options == first.options


# As programs change


def changed(index: Index, number: int, record: dict[str, Any]) -> None:
    """Take a changed program in, as the catalog does."""
    words = index.words
    index.catch_up(index.version + 1, [number], [entry_row(number, record, PARENTS)], renamed=False)
    index.words = words


EDITS = st.lists(st.tuples(st.integers(0, 39), st.integers(0, 310)), max_size=4)


@settings(max_examples=10, deadline=None)
@given(edits=EDITS, query=queries(), text=TEXTS)
def test_counts_follow_every_change(
    edits: list[tuple[int, int]],
    query: SearchQuery,
    text: str,
    records: list[dict[str, Any]],
    catalog: Catalog,
) -> None:
    rows = [entry_row(number, record, PARENTS) for number, record in enumerate(records[:40])]
    index = Index(rows, version=1, today=TODAY)
    index.words = catalog.words
    for number, other in [(0, 0), *edits]:
        changed(index, number, records[other])
        now = IndexedCatalog(index)
        for asked in (SearchQuery(), query, SearchQuery(query.ticked, text, query.includes_unstated)):
            shown = shown_for(now, asked)
            assert (shown.options, shown.unstated) == (expected(now, asked), unstated(now, asked))


def test_a_program_that_leaves_is_counted_no_more(records: list[dict[str, Any]], catalog: Catalog) -> None:
    index = Index([entry_row(0, records[0], PARENTS)], version=1, today=TODAY)
    index.words = catalog.words
    kind = ("type", records[0]["type"])
    assert shown_for(IndexedCatalog(index), SearchQuery()).options[kind] == (1, False)
    index.catch_up(2, [0], [], renamed=False)
    shown = shown_for(IndexedCatalog(index), SearchQuery())
    assert {count for count, _ in shown.options.values()} == {0}
    assert set(shown.unstated.values()) == {0}


# Names that a template, a format string or a mark could stumble over


def index_of_cities(record: dict[str, Any], *cities: str) -> Index:
    """Return an index with one program in each city."""
    rows = []
    for number, city in enumerate(cities):
        there = copy.deepcopy(record)
        there["host"]["city"] = city
        rows.append(entry_row(number, there, PARENTS))
    return Index(rows, version=1, today=TODAY)


NASTY = (
    "100% City",
    "%s %d %(x)s %",
    "\"Quoted\" <b>&amp; & 'more'",
    "{{ option }} {% if %} {0}",
    "\\1 \\g<0>",
    "São Paulo 東京",
)


def test_any_name_of_a_city_is_an_option_like_others(records: list[dict[str, Any]]) -> None:
    index = index_of_cities(records[0], *NASTY)
    for city in NASTY:
        shown = shown_for(IndexedCatalog(index), SearchQuery({"city": (city,)}))
        found = {code: answer for (parameter, code), answer in shown.options.items() if parameter == "city"}
        assert found == {other: (1, other == city) for other in NASTY}
        assert " ".join(shown.labels["city", city].split()) == " ".join(f"{city} 1".split())


@pytest.mark.parametrize("mark", ["\ue000", "\ue001", "\ue002"])
def test_a_city_with_a_mark_of_ours_in_its_name_is_not_offered(
    mark: str, records: list[dict[str, Any]]
) -> None:
    index = index_of_cities(records[0], f"{mark} City", "Houston")
    for ticked in ({}, {"city": (f"{mark} City",)}, {"city": ("Houston", f"{mark} City")}):
        shown = shown_for(IndexedCatalog(index), SearchQuery(ticked))
        cities = {code: answer for (parameter, code), answer in shown.options.items() if parameter == "city"}
        assert cities == {"Houston": (1, "Houston" in ticked.get("city", ()))}


def test_eight_filters_are_in_sight_and_the_others_say_what_is_set_inside(catalog: Catalog) -> None:
    visitor = Visitor()
    visitor.catalog = catalog
    query = SearchQuery({"state": ("NJ", "NY"), "visa": ("ESTA",), "certificate": ("true",)})
    shown = sidebar(search(query, visitor), visitor)
    assert shown.often.count("<details") == 8
    assert 'State<span class="facet__set">: NJ, NY</span>' in shown.often
    assert shown.more_words == "Certificate: Certificate given; Visa or entry status accepted: ESTA"
    assert sidebar(search(SearchQuery(), visitor), visitor).more_words == ""
    assert '<span class="facet__set">' not in sidebar(search(SearchQuery(), visitor), visitor).often
