"""The list page's address: what it understands, and what it leaves out with a notice."""

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.choices import ProgramSort
from programs.filters import LOG_IN, LONGEST_QUERY, MOST_VALUES, ProgramFilter, number_code, shorten_value
from programs.search import FACETS, FACETS_BY_PARAMETER, FilterVocabulary, SearchQuery
from tests.programs.search import conftest

pytestmark = pytest.mark.django_db  # the words of the filters are read from it

PARAMETERS = ("q", "sort", "unstated", "page", *(facet.parameter for facet in FACETS))
SINGLE = [facet.parameter for facet in FACETS if facet.is_single]
NUMBERS = [facet.parameter for facet in FACETS if facet.is_number]
records = conftest.records
index, catalog, words = conftest.index, conftest.catalog, conftest.words


def asked(words: FilterVocabulary, query: str | bytes, *, has_fit: bool = False) -> ProgramFilter:
    return ProgramFilter(QueryDict(query), vocabulary=words, has_fit=has_fit)


def left_out(value: str, label: str) -> str:
    return f"We left out “{value}”: {label} has no such choice."


def test_an_address_without_anything_asks_for_the_plain_list(words: FilterVocabulary) -> None:
    plain = asked(words, "")
    assert (plain.query, plain.page_number, plain.notices) == (SearchQuery(), 1, [])


@pytest.mark.parametrize(
    ("query", "ticked"),
    [
        ("type=observership", {"type": ("observership",)}),
        ("type=Observership", {"type": ("observership",)}),
        ("type=SUB-INTERNSHIP", {"type": ("sub_internship",)}),
        ("type=+observership+", {"type": ("observership",)}),
        ("state=TX&state=new-york", {"state": ("TX", "NY")}),
        ("city=houston", {"city": ("Houston",)}),
        ("city=new-york", {"city": ("New York",)}),
        ("specialty=internal-medicine", {"specialty": ("Internal Medicine",)}),
        ("specialty=INTERNAL+MEDICINE", {"specialty": ("Internal Medicine",)}),
        ("specialty=Cardiology", {"specialty": ("Cardiovascular Disease",)}),
        ("specialty=IM", {"specialty": ("Internal Medicine",)}),
        ("specialty=Paediatrics", {"specialty": ("Pediatrics",)}),
        ("type=shadowing", {"type": ("observership",)}),
        ("requirement_not=usmle_step1", {"requirement_not": ("usmle_step1",)}),
        ("letter=no+letter", {"letter": ("not_offered",)}),
        ("free=true", {"free": ("true",)}),
        ("free=1", {"free": ("true",)}),
        ("free=On", {"free": ("true",)}),
        ("certificate=YES", {"certificate": ("true",)}),
        ("free=charges-a-fee", {"free": ("false",)}),
        ("month=1", {"month": ("1",)}),
        ("month=march", {"month": ("3",)}),
        ("type=elective&state=TX", {"type": ("elective",), "state": ("TX",)}),
    ],
)
def test_codes_words_and_slugs_are_understood(
    query: str, ticked: dict[str, tuple[str, ...]], words: FilterVocabulary
) -> None:
    found = asked(words, query)
    assert (found.query, found.notices) == (SearchQuery(ticked=ticked), [])


def test_several_options_keep_the_order_of_the_address_each_once(words: FilterVocabulary) -> None:
    query = asked(words, "type=research&type=elective&type=Research&type=elective").query
    assert query.ticked == {"type": ("research", "elective")}


@pytest.mark.parametrize("parameter", SINGLE)
def test_of_a_single_filter_the_last_known_value_holds(parameter: str, words: FilterVocabulary) -> None:
    found = asked(words, f"{parameter}=1&{parameter}=2&{parameter}=none")
    assert found.query.ticked == {parameter: ("2",)}
    assert found.notices == [left_out("none", FACETS_BY_PARAMETER[parameter].label)]


@pytest.mark.parametrize("parameter", [facet.parameter for facet in FACETS])
@pytest.mark.parametrize("value", ["nonsense", "-1", "null", "<b>"])
def test_what_means_nothing_is_left_out_and_told(parameter: str, value: str, words: FilterVocabulary) -> None:
    found = asked(words, f"{parameter}={value}&state=WY")
    rest = {} if parameter == "state" else {"state": ("WY",)}
    assert found.query.ticked == rest or parameter == "state"
    assert found.notices == [left_out(value, FACETS_BY_PARAMETER[parameter].label)]


def test_known_values_beside_unknown_ones_stay(words: FilterVocabulary) -> None:
    found = asked(words, "type=elective&type=party&type=research")
    assert found.query.ticked == {"type": ("elective", "research")}
    assert found.notices == [left_out("party", "Program type")]


@pytest.mark.parametrize("query", ["type=", "type=+", "price_max=", "q=", "sort=", "unstated=", "page="])
def test_a_blank_value_says_nothing(query: str, words: FilterVocabulary) -> None:
    found = asked(words, query)
    assert (found.query, found.page_number, found.notices) == (SearchQuery(), 1, [])


def test_parameters_of_others_are_no_matter(words: FilterVocabulary) -> None:
    found = asked(words, "utm_source=mail&ordering=name&type__in=elective&_=1")
    assert (found.query, found.notices) == (SearchQuery(), [])


def test_more_values_than_anybody_ticks_are_not_read(words: FilterVocabulary) -> None:
    many = "&".join(["type=no"] * MOST_VALUES + ["type=elective"])
    assert asked(words, many).query == SearchQuery()


# Numbers


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("1500", "1500"),
        ("$1,500", "1500"),
        ("1500.00", "1500"),
        ("1.5e3", "1500"),
        ("4.30", "4.3"),
        ("0.004", "0"),
        ("1000000", "1000000"),
        ("1000000.01", None),
        ("-1", None),
        ("nan", None),
        ("inf", None),
        ("1e999", None),
        ("", None),
        ("$", None),
        ("1500 dollars", None),
        ("0x10", None),
    ],
)
def test_a_number_has_one_spelling(written: str, code: str | None) -> None:
    assert number_code(written) == code


@given(st.floats(0, 1_000_000))
def test_a_code_is_its_number_to_the_hundredth(number: float) -> None:
    code = number_code(repr(number))
    assert code is not None
    assert abs(float(code) - number) <= 0.005001
    assert number_code(code) == code


@given(st.text(max_size=20) | st.floats().map(repr) | st.integers().map(str))
def test_any_text_is_a_number_in_one_spelling_or_none(written: str) -> None:
    code = number_code(written)
    assert code is None or (number_code(code), 0 <= float(code) <= 1_000_000) == (code, True)


@pytest.mark.parametrize("parameter", NUMBERS)
def test_any_number_may_stand_in_a_number_filter(parameter: str, words: FilterVocabulary) -> None:
    found = asked(words, f"{parameter}=%243,141.50")
    assert (found.query.ticked, found.notices) == ({parameter: ("3141.5",)}, [])


# Order, page, text


@pytest.mark.parametrize("sort", ProgramSort)
def test_every_order_is_known(sort: ProgramSort, words: FilterVocabulary) -> None:
    assert asked(words, f"sort={sort}&hide=", has_fit=True).query == SearchQuery(sort=sort)


# What is known of visitors with an account alone


def test_fit_is_a_filter_and_an_order_of_a_visitor_with_an_account(words: FilterVocabulary) -> None:
    found = asked(words, "fit=open&fit=unknown&sort=fit", has_fit=True)
    ticked = {"fit": ("open", "unknown"), "hide": ("not_for_me",)}
    expected = SearchQuery(ticked=ticked, sort=ProgramSort.FIT)
    assert (found.query, found.notices) == (expected, [])
    assert asked(words, "fit=maybe", has_fit=True).notices == [left_out("maybe", "Am I eligible?")]


def test_the_order_by_fit_hides_what_is_not_for_one_until_the_address_says_so(
    words: FilterVocabulary,
) -> None:
    def hidden(query: str) -> tuple[str, ...]:
        return asked(words, query, has_fit=True).query.ticked.get("hide", ())

    assert [
        hidden(query) for query in ("sort=fit", "sort=fit&hide=", "sort=fit&hide=flagged", "sort=name")
    ] == [
        ("not_for_me",),
        (),
        ("flagged",),
        (),
    ]


def test_anybody_may_hide_flagged_programs(words: FilterVocabulary) -> None:
    found = asked(words, "hide=flagged&not_type=research")
    assert (found.query.ticked, found.notices) == ({"hide": ("flagged",), "not_type": ("research",)}, [])
    found = asked(words, "hide=not_for_me&hide=flagged&not_answer=qualify")
    assert (found.query.ticked, found.notices) == ({"hide": ("flagged",)}, [LOG_IN])


@pytest.mark.parametrize("query", ["fit=open", "sort=fit", "fit=blocked&sort=fit", "fit=nonsense"])
def test_without_an_account_it_is_the_plain_list_and_a_notice(query: str, words: FilterVocabulary) -> None:
    found = asked(words, f"{query}&state=TX")
    assert (found.query, found.notices) == (SearchQuery(ticked={"state": ("TX",)}), [LOG_IN])


def test_a_blank_fit_asks_for_nothing(words: FilterVocabulary) -> None:
    assert asked(words, "fit=").notices == []


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("sort=price", left_out("price", "Sort")),
        ("sort=-name", left_out("-name", "Sort")),
        ("unstated=maybe", left_out("maybe", "Not stated")),
        ("page=minus", left_out("minus", "Page")),
        ("page=-1", left_out("-1", "Page")),
        ("page=1.5", left_out("1.5", "Page")),
        ("page=1000000", left_out("1000000", "Page")),
        ("page=٣", left_out("٣", "Page")),
    ],
)
def test_another_order_or_page_is_the_default_with_a_notice(
    query: str, notice: str, words: FilterVocabulary
) -> None:
    found = asked(words, query)
    assert (found.query, found.page_number, found.notices) == (SearchQuery(), 1, [notice])


@pytest.mark.parametrize(
    ("query", "number"), [("page=0", 1), ("page=7", 7), ("page=007", 7), ("page=2&page=3", 3)]
)
def test_page_numbers(query: str, number: int, words: FilterVocabulary) -> None:
    assert (asked(words, query).page_number, asked(words, query).notices) == (number, [])


def test_programs_that_do_not_say_are_let_in_on_request(words: FilterVocabulary) -> None:
    assert asked(words, "unstated=include").query == SearchQuery(includes_unstated=True)
    assert asked(words, "unstated=exclude").query == SearchQuery()


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("q=heart", "heart"),
        ("q=++heart%0A%09%00failure+", "heart failure"),
        ("q=first&q=second", "second"),
        ("q=" + "a" * 300, "a" * LONGEST_QUERY),
        ("q=" + "a" * 199 + "+b", "a" * 199),
    ],
)
def test_text_stands_on_one_line_and_has_an_end(query: str, text: str, words: FilterVocabulary) -> None:
    assert asked(words, query).query == SearchQuery(text=text)


@pytest.mark.parametrize(
    ("value", "words_shown"),
    [
        ("plain", "plain"),
        ("a\nb\x00c\x7f", "a b c "),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 40 + "…"),
        ("\ud800", "?"),
    ],
)
def test_a_notice_repeats_a_value_shortly(value: str, words_shown: str) -> None:
    assert shorten_value(value) == words_shown


# Anything at all


def query_dict(pairs: list[tuple[str, str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for parameter, value in pairs:
        query.appendlist(parameter, value)
    return query


def codes_known(words: FilterVocabulary, parameter: str) -> set[str]:
    return {option.code for option in words.options[parameter]}


def is_sound(query: SearchQuery, words: FilterVocabulary) -> bool:
    """Return whether a query holds only what the index understands."""
    for parameter, codes in query.ticked.items():
        facet = FACETS_BY_PARAMETER[parameter]
        if not codes or len(set(codes)) < len(codes) or (facet.is_single and len(codes) > 1):
            return False
        if any(
            not (number_code(c) == c if facet.is_number else c in codes_known(words, parameter))
            for c in codes
        ):
            return False
    return len(query.text) <= LONGEST_QUERY and query.text == " ".join(query.text.split())


VALUES = st.text(max_size=30) | st.sampled_from(
    ["TX", "true", "1", "observership", "4", "-0", "include", "2"]
)


@settings(deadline=None)
@given(pairs=st.lists(st.tuples(st.sampled_from(PARAMETERS), VALUES), max_size=12))
def test_no_address_fails_or_asks_nonsense(pairs: list[tuple[str, str]], words: FilterVocabulary) -> None:
    found = ProgramFilter(query_dict(pairs), vocabulary=words)
    assert is_sound(found.query, words) is True
    assert 1 <= found.page_number < 1_000_000
    assert [notice for notice in found.notices if len(notice) > 200 or "\n" in notice] == []


@settings(deadline=None)
@given(raw=st.binary(max_size=60), parameter=st.sampled_from(PARAMETERS))
def test_no_bytes_fail(raw: bytes, parameter: str, words: FilterVocabulary) -> None:
    found: Any = asked(words, parameter.encode() + b"=" + raw)
    assert is_sound(found.query, words) is True
