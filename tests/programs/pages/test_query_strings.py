"""The list page's address: one way to write a query, and pills that take parts of it away."""

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.choices import ProgramSort
from programs.filters import ProgramFilter, SearchWords, number_code
from programs.pages.query_strings import Pill, code_words, pills, query_string, without_code
from programs.search import EVERY_FACET, FilterVocabulary, SearchQuery
from tests.programs.search.records import TODAY
from tests.programs.search.test_search import queries as asked_of_facets

pytestmark = pytest.mark.django_db  # the words of the filters are read from it

TEXTS = st.just("") | st.text(max_size=60).map(SearchWords().clean)
NUMBERS = st.integers(0, 100_000_000).map(lambda hundredths: number_code(f"{hundredths / 100:.2f}"))
PRICES = ["price_max", "weeks", "lead_max", "graduated"]


def asked(words: FilterVocabulary, query: str) -> ProgramFilter:
    return ProgramFilter(QueryDict(query), vocabulary=words, today=TODAY, has_fit=True)


@st.composite
def queries(draw: st.DrawFn) -> SearchQuery:
    """Draw a query with text, an order and numbers of one's own."""
    query, numbers = draw(asked_of_facets()), draw(st.dictionaries(st.sampled_from(PRICES), NUMBERS))
    ticked = {**query.ticked, **{parameter: (number,) for parameter, number in numbers.items()}}
    return replace(query, ticked=ticked, text=draw(TEXTS), sort=draw(st.sampled_from(list(ProgramSort))))


@settings(max_examples=100, deadline=None)
@given(query=queries(), page=st.integers(1, 999_999))
def test_reading_an_address_gives_the_query_back(
    query: SearchQuery, page: int, words: FilterVocabulary
) -> None:
    meant = query.understood(words, TODAY)
    read = asked(words, query_string(meant, page))
    ticked = {parameter: set(codes) for parameter, codes in meant.ticked.items()}
    assert {parameter: set(codes) for parameter, codes in read.query.ticked.items()} == ticked
    assert replace(read.query, ticked={}) == replace(meant, ticked={})
    assert (read.page_number, read.notices) == (page, [])
    assert query_string(read.query) == query_string(meant)


def test_every_option_comes_back_from_its_address(words: FilterVocabulary) -> None:
    every = [
        (facet.parameter, option.code) for facet in EVERY_FACET for option in words.options[facet.parameter]
    ]
    singly = [SearchQuery({parameter: (code,)}) for parameter, code in every]
    assert len(singly) > 300
    assert [asked(words, query_string(query)).query for query in singly] == singly


@settings(deadline=None)
@given(query=queries())
def test_an_address_is_written_in_one_way(query: SearchQuery) -> None:
    backwards = replace(query, ticked=dict(reversed(query.ticked.items())))
    assert query_string(backwards) == query_string(query)


@settings(deadline=None)
@given(query=queries())
def test_each_pill_takes_one_thing_away(query: SearchQuery, words: FilterVocabulary) -> None:
    whole = parse_qsl(query_string(query))
    shown = pills(query, words)
    taken = [[pair for pair in whole if pair not in parse_qsl(pill.query)] for pill in shown]
    assert taken == [[pair] for pair in whole if pair[0] != "sort"]


def test_what_is_left_at_its_default_is_not_written() -> None:
    assert query_string(SearchQuery()) == ""
    assert query_string(SearchQuery(sort=ProgramSort.BEST, includes_unstated=False), page=1) == ""


def test_an_address_in_full() -> None:
    query = SearchQuery(
        {"state": ("TX", "NY"), "city": ("Winston-Salem & more",), "type": ("elective",)},
        "heart 100%",
        includes_unstated=True,
        sort=ProgramSort.CHEAPEST,
    )
    assert query_string(query, 3) == (
        "q=heart+100%25&type=elective&state=TX&state=NY&city=Winston-Salem+%26+more"
        "&sort=cheapest&unstated=include&page=3"
    )


@pytest.mark.parametrize(
    ("parameter", "code", "left"),
    [
        ("q", None, SearchQuery({"state": ("TX", "NY"), "type": ("elective",)}, includes_unstated=True)),
        (
            "state",
            "TX",
            SearchQuery({"state": ("NY",), "type": ("elective",)}, "heart", includes_unstated=True),
        ),
        ("state", None, SearchQuery({"type": ("elective",)}, "heart", includes_unstated=True)),
        ("type", "elective", SearchQuery({"state": ("TX", "NY")}, "heart", includes_unstated=True)),
        (
            "type",
            "research",
            SearchQuery({"state": ("TX", "NY"), "type": ("elective",)}, "heart", includes_unstated=True),
        ),
    ],
)
def test_without_a_part(parameter: str, code: str | None, left: SearchQuery) -> None:
    query = SearchQuery({"state": ("TX", "NY"), "type": ("elective",)}, "heart", includes_unstated=True)
    assert without_code(query, parameter, code) == left


@pytest.mark.parametrize(
    ("parameter", "code", "expected"),
    [
        ("type", "sub_internship", "Sub-internship"),
        ("state", "TX", "Texas"),
        ("city", "Houston", "City: Houston"),
        ("specialty", "Neurology", "Specialty: Neurology"),
        ("free", "true", "Free"),
        ("price_max", "1500", "Maximum cost (4 weeks): Up to $1,500"),
        ("price_max", "1234", "Maximum cost (4 weeks): 1234"),
        ("weeks", "4", "Length of stay: 4 weeks"),
        ("month", "3", "Available months: March"),
        ("intake", "open", "Intake: Open"),
        ("requirement_not", "usmle_step1", "Does not ask for: USMLE Step 1"),
        ("weeks", "1", "Length of stay: 1 week"),
    ],
)
def test_a_pill_says_as_much_as_it_needs(
    parameter: str, code: str, expected: str, words: FilterVocabulary
) -> None:
    assert code_words(parameter, code, words) == expected


def test_pills_for_text_and_for_programs_that_do_not_say(words: FilterVocabulary) -> None:
    assert pills(SearchQuery(text="heart", includes_unstated=True), words) == [
        Pill("q", "“heart”", "unstated=include"),
        Pill("unstated", "With programs that don’t say", "q=heart"),
    ]
    assert pills(SearchQuery(sort=ProgramSort.NAME), words) == []


def test_a_pill_can_be_turned_round_and_back(words: FilterVocabulary) -> None:
    asked = SearchQuery({"type": ("research", "elective"), "price_max": ("500",)})
    shown = {pill.words: pill.turned_query for pill in pills(asked, words)}
    assert shown == {
        "Research": "type=elective&price_max=500&not_type=research",
        "Elective": "type=research&price_max=500&not_type=elective",
        "Maximum cost (4 weeks): Up to $500": "",
    }
    (left_out,) = pills(SearchQuery({"not_type": ("research",)}), words)
    assert (left_out.words, left_out.excludes) == ("Not: Research", True)
    assert left_out.turned_query == "type=research"


def test_the_order_by_fit_that_hides_nothing_says_so() -> None:
    assert query_string(SearchQuery(sort=ProgramSort.FIT)) == "sort=fit&hide="
    hiding = SearchQuery({"hide": ("not_for_me",)}, sort=ProgramSort.FIT)
    assert query_string(hiding) == "hide=not_for_me&sort=fit"
