"""The filters beside the list: what stands in the HTML is what the selection counts."""

import copy
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from programs.pages.facet_sidebar import sidebar
from programs.search.facets import FACETS
from programs.search.index import Index
from programs.search.options import FilterVocabulary, vocabulary
from programs.search.selection import Question, Selection
from tests.programs.search.conftest import TODAY, entry_row, parents_of_specialties
from tests.programs.search.test_options import shipped_vocabulary
from tests.programs.search.test_selection import questions

pytestmark = pytest.mark.django_db  # the vocabulary is read from it
PARENTS = parents_of_specialties()
TEXTS = st.sampled_from(["", "", "houston", "observership", "zzzzqqq"])
Answer = dict[tuple[str, str], tuple[int, bool]]


@pytest.fixture(scope="module")
def words(index: Index, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> FilterVocabulary:
    return shipped_vocabulary(index, django_db_blocker)


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


def expected(selection: Selection, words: FilterVocabulary) -> Answer:
    """Return every option offered or ticked with its count, from the selection alone."""
    found: Answer = {}
    for facet in FACETS:
        ticked = selection.question.ticked.get(facet.parameter, ())
        offered = [option.code for option in words.options[facet.parameter] if not option.is_quiet]
        for code in dict.fromkeys([*offered, *ticked]):
            count = selection.count(facet.parameter, code)
            found[facet.parameter, code] = (count, code in ticked)
    return found


def unstated(selection: Selection) -> dict[str, int]:
    parameters = [facet.parameter for facet in FACETS]
    return {p: (selection.scope(p) & selection.index.unstated(p)).bit_count() for p in parameters}


@settings(max_examples=40, deadline=None)
@given(question=questions(), text=TEXTS)
def test_counts_and_ticks_are_those_of_the_selection(
    question: Question, text: str, index: Index, words: FilterVocabulary
) -> None:
    selection = Selection(index, Question(question.ticked, text, question.includes_unstated))
    shown = Filters(sidebar(selection, words))
    assert shown.options == expected(selection, words)
    assert shown.unstated == unstated(selection)


@settings(max_examples=15, deadline=None)
@given(question=questions())
def test_what_is_ticked_stands_open(question: Question, index: Index, words: FilterVocabulary) -> None:
    shown = Filters(sidebar(Selection(index, question), words))
    assert shown.open == {"type", "contact", "audience", *question.ticked}
    assert shown.anything == {
        facet.parameter: facet.parameter not in question.ticked for facet in FACETS if facet.is_single
    }


def test_an_option_shows_its_words_and_its_count(index: Index, words: FilterVocabulary) -> None:
    shown = Filters(sidebar(Selection(index, Question()), words))
    count, is_ticked = shown.options["state", "TX"]
    assert shown.labels["state", "TX"].split() == ["Texas", str(count)]
    assert is_ticked is False
    assert shown.labels["price_max", "1500"].startswith(" Up to $1,500 ")


def test_a_price_of_ones_own_is_one_more_option(index: Index, words: FilterVocabulary) -> None:
    plain = Filters(sidebar(Selection(index, Question()), words))
    selection = Selection(index, Question({"price_max": ("1234",)}))
    shown = Filters(sidebar(selection, words))
    assert set(shown.options) - set(plain.options) == {("price_max", "1234")}
    assert shown.options["price_max", "1234"] == (selection.total, True)
    assert shown.labels["price_max", "1234"].split() == ["1234", str(selection.total)]
    assert shown.anything["price_max"] is False
    assert Filters(sidebar(Selection(index, Question()), words)).options == plain.options


def test_a_quiet_option_is_shown_once_it_is_ticked(index: Index, words: FilterVocabulary) -> None:
    quiet = next(option for option in words.options["state"] if option.is_quiet)
    plain = Filters(sidebar(Selection(index, Question()), words))
    shown = Filters(sidebar(Selection(index, Question({"state": (quiet.code,)})), words))
    assert ("state", quiet.code) not in plain.options
    assert shown.options["state", quiet.code] == (0, True)
    assert quiet.label in shown.labels["state", quiet.code]


def test_another_order_counts_nothing_anew(
    index: Index, words: FilterVocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = Question({"state": ("TX",)}, "clinic")
    first = sidebar(Selection(index, question), words)
    monkeypatch.setattr(Selection, "counts", None)
    again = Question({"state": ("TX",)}, "clinic", sort="name")  # type: ignore[arg-type]
    assert sidebar(Selection(index, again), words) == first


# As programs change


def changed(index: Index, number: int, record: dict[str, Any]) -> None:
    """Take a changed program in, as the catalogue does."""
    known_terms = len(index.terms)
    index.remove(number)
    index.put(entry_row(number, record, PARENTS))
    index.settle(index.version + 1, known_terms, new_words=False)


EDITS = st.lists(st.tuples(st.integers(0, 39), st.integers(0, 310)), max_size=4)


@settings(max_examples=10, deadline=None)
@given(edits=EDITS, question=questions(), text=TEXTS)
def test_counts_follow_every_change(
    edits: list[tuple[int, int]],
    question: Question,
    text: str,
    records: list[dict[str, Any]],
    words: FilterVocabulary,
) -> None:
    rows = [entry_row(number, record, PARENTS) for number, record in enumerate(records[:40])]
    index = Index(rows, version=1, today=TODAY)
    for number, other in [(0, 0), *edits]:
        changed(index, number, records[other])
        for asked in (Question(), question, Question(question.ticked, text, question.includes_unstated)):
            selection = Selection(index, asked)
            shown = Filters(sidebar(selection, words))
            assert (shown.options, shown.unstated) == (expected(selection, words), unstated(selection))


def test_a_program_that_leaves_is_counted_no_more(
    records: list[dict[str, Any]], words: FilterVocabulary
) -> None:
    index = Index([entry_row(0, records[0], PARENTS)], version=1, today=TODAY)
    kind = ("type", records[0]["type"])
    assert Filters(sidebar(Selection(index, Question()), words)).options[kind] == (1, False)
    index.remove(0)
    index.settle(2, len(index.terms), new_words=False)
    shown = Filters(sidebar(Selection(index, Question()), words))
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
    words = vocabulary(index)
    for city in NASTY:
        selection = Selection(index, Question({"city": (city,)}))
        shown = Filters(sidebar(selection, words))
        found = {code: answer for (parameter, code), answer in shown.options.items() if parameter == "city"}
        assert found == {other: (1, other == city) for other in NASTY}
        assert shown.labels["city", city].strip() == f"{city} 1"


@pytest.mark.parametrize("mark", ["\ue000", "\ue001", "\ue002"])
def test_a_city_with_a_mark_of_ours_in_its_name_is_not_offered(
    mark: str, records: list[dict[str, Any]]
) -> None:
    index = index_of_cities(records[0], f"{mark} City", "Houston")
    words = vocabulary(index)
    for ticked in ({}, {"city": (f"{mark} City",)}, {"city": ("Houston", f"{mark} City")}):
        shown = Filters(sidebar(Selection(index, Question(ticked)), words))
        cities = {code: answer for (parameter, code), answer in shown.options.items() if parameter == "city"}
        assert cities == {"Houston": (1, "Houston" in ticked.get("city", ()))}
