"""One page of the list: its number, its links, and the ways out of an empty one."""

import pytest
from django.http import QueryDict
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.choices import ProgramSort
from programs.filters import ProgramFilter
from programs.pages import cards
from programs.pages.program_list import MOST_SUGGESTIONS, ProgramListPage, SuggestionLink, program_list_page
from programs.search import PAGE_SIZE, Catalog, SearchQuery, search
from programs.visitor import Visitor
from tests.programs.search.test_search import queries

pytestmark = pytest.mark.django_db  # the vocabulary is read from it
TEXTS = st.sampled_from(["", "", "heart", "houston", "cardiollogy", "zzzzqqq", "observership"])


@pytest.fixture(autouse=True)
def ids_for_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a card be its program's id, so that no table is read."""
    monkeypatch.setattr(cards, "joined_html", lambda ids, *_: SafeString(" ".join(map(str, ids))))


def listing_of(catalog: Catalog, query: SearchQuery, page: int = 1) -> ProgramListPage:
    visitor = Visitor()
    visitor.catalog = catalog
    meant = query.understood(catalog.words.vocabulary, catalog.today)
    return program_list_page(search(meant, visitor, page), visitor)


def at(catalog: Catalog, address: str) -> ProgramListPage:
    """Return the list that an address shows."""
    words = catalog.words.vocabulary
    asked = ProgramFilter(QueryDict(address), vocabulary=words, today=catalog.today, has_fit=True)
    assert asked.notices == []
    return listing_of(catalog, asked.query, asked.page_number)


def ids_on(listing: ProgramListPage) -> list[int]:
    return [int(number) for number in listing.cards.split()]


# Pages


@pytest.mark.parametrize(
    ("asked", "number", "span", "count"),
    [(1, 1, "1–20", 20), (2, 2, "21–40", 20), (22, 22, "421–424", 4), (23, 22, "421–424", 4)],
)
def test_the_page_shown(asked: int, number: int, span: str, count: int, *, catalog: Catalog) -> None:
    shown = listing_of(catalog, SearchQuery(), asked)
    assert (shown.result.page, shown.result.page_count, shown.span_words, len(ids_on(shown))) == (
        number,
        22,
        span,
        count,
    )


@pytest.mark.parametrize(
    ("query", "total", "pages", "span"),
    [
        ("intake=not_offered", "99 programs", 5, "1–20"),
        ("intake=not_offered&page=5", "99 programs", 5, "81–99"),
        ("type=telerotation&state=TX&city=Houston", "No programs", 1, "1–0"),
    ],
)
def test_totals_in_words(query: str, total: str, pages: int, span: str, *, catalog: Catalog) -> None:
    shown = at(catalog, query)
    assert (shown.total_words, shown.result.page_count, shown.span_words) == (total, pages, span)


def test_one_program_is_one_program(catalog: Catalog) -> None:
    cities = [option.code for option in catalog.words.vocabulary.options["city"]]
    totals = [listing_of(catalog, SearchQuery({"city": (city,)})) for city in cities]
    assert {shown.total_words for shown in totals if shown.result.total == 1} == {"1 program"}


@pytest.mark.parametrize(
    ("number", "numbers"),
    [
        (1, [1, 2, "…", 22]),
        (2, [1, 2, 3, "…", 22]),
        (4, [1, 2, 3, 4, 5, "…", 22]),
        (7, [1, "…", 6, 7, 8, "…", 22]),
        (21, [1, "…", 20, 21, 22]),
        (22, [1, "…", 21, 22]),
    ],
)
def test_page_links(number: int, numbers: list[int | str], catalog: Catalog) -> None:
    shown = listing_of(catalog, SearchQuery(), number).page_links
    assert (shown.current, [link for link, _ in shown.numbers]) == (number, numbers)
    assert [link for link, query in shown.numbers if query is None] == ["…"] * numbers.count("…")


@settings(max_examples=40, deadline=None)
@given(query=queries(), text=TEXTS, sort=st.sampled_from(list(ProgramSort)))
def test_walking_from_page_to_page_meets_every_program_once(
    query: SearchQuery, text: str, sort: ProgramSort, catalog: Catalog
) -> None:
    first = listing_of(catalog, SearchQuery(query.ticked, text, query.includes_unstated, sort))
    met, shown = [*ids_on(first)], first
    while shown.page_links.next is not None:
        following = at(catalog, shown.page_links.next)
        assert at(catalog, following.page_links.previous or "").canonical_query == shown.canonical_query
        shown = following
        met += ids_on(shown)
    assert met == catalog.all_ids(first.result.query, {})
    assert (first.page_links.previous, shown.result.page) == (None, first.result.page_count)


@settings(max_examples=40, deadline=None)
@given(query=queries(), page=st.integers(1, 30))
def test_every_page_link_leads_to_its_page(query: SearchQuery, page: int, catalog: Catalog) -> None:
    shown = listing_of(catalog, query, page)
    links = [(number, at(catalog, query)) for number, query in shown.page_links.numbers if query is not None]
    assert [there.result.page for _, there in links] == [number for number, _ in links]
    assert {there.result.total for _, there in links} == {shown.result.total}
    assert {1, shown.result.page, shown.result.page_count} <= {number for number, _ in links}


def test_the_page_is_no_part_of_an_export(catalog: Catalog) -> None:
    shown = at(catalog, "q=medicine&sort=name&page=2")
    assert (shown.canonical_query, shown.query_of_all) == (
        "q=medicine&sort=name&page=2",
        "q=medicine&sort=name",
    )


def test_a_page_beyond_the_last_has_the_last_ones_address(catalog: Catalog) -> None:
    assert at(catalog, "intake=not_offered&page=99").canonical_query == "intake=not_offered&page=5"


# What stands above the list


def test_orders_to_choose_from(catalog: Catalog) -> None:
    sorts = at(catalog, "sort=cheapest").filter_form.sorts
    assert [code for code, _, _ in sorts] == [sort.value for sort in ProgramSort if sort != ProgramSort.FIT]
    assert [(code, label) for code, label, is_chosen in sorts if is_chosen] == [
        ("cheapest", "Cheapest first")
    ]


def test_a_misspelled_word_is_told(catalog: Catalog) -> None:
    assert at(catalog, "q=presbyterain").result.corrections == [("presbyterain", "presbyterian")]
    plain = at(catalog, "q=cardiollogy&as=text")
    assert plain.result.corrections == [("cardiollogy", "cardiology")]
    assert at(catalog, "q=heart").result.corrections == []
    assert at(catalog, "").result.corrections == ()


def test_the_plain_list_links_to_its_closed_doors(catalog: Catalog) -> None:
    shown = at(catalog, "")
    assert (shown.result.hidden_count, shown.closed_programs_query) == (99, "intake=not_offered")


@settings(max_examples=40, deadline=None)
@given(query=queries())
def test_the_link_to_closed_doors_leads_to_as_many(query: SearchQuery, catalog: Catalog) -> None:
    stated = SearchQuery(query.ticked)
    shown = listing_of(catalog, stated)
    if hidden := shown.result.hidden_count:
        assert at(catalog, shown.closed_programs_query).result.total == hidden


# Ways out of an empty list


@settings(max_examples=100, deadline=None)
@given(query=queries(), text=TEXTS)
def test_every_way_out_leads_to_as_many_programs_as_it_says(
    query: SearchQuery, text: str, catalog: Catalog
) -> None:
    shown = listing_of(catalog, SearchQuery(query.ticked, text, query.includes_unstated))
    if shown.result.total == 0:
        leads = [at(catalog, way.query) for way in shown.alternatives.links]
        assert len(leads) <= MOST_SUGGESTIONS
        said = [way.words.rpartition(": ")[2] for way in shown.alternatives.links]
        assert said == [there.total_words for there in leads]
        assert "No programs" not in said


def test_ways_out_name_what_they_drop(catalog: Catalog) -> None:
    shown = at(catalog, "q=zzzzqqq&type=observership&state=WY")
    assert shown.result.total == 0
    assert [way.words for way in shown.alternatives.links] == [
        "Only program type “Observership”: 253 programs"
    ]
    nearer = at(catalog, "q=methodist&state=WY")
    assert [way.query for way in nearer.alternatives.links] == ["q=methodist"]
    assert [way.words.split(":")[0] for way in nearer.alternatives.links] == ["Without state “Wyoming”"]


def test_a_price_too_low_is_raised_to_the_first_that_finds_something(catalog: Catalog) -> None:
    shown = at(catalog, "type=observership&state=NJ&price_max=500")
    assert shown.result.total == 0
    assert [way.words for way in shown.alternatives.links] == [
        "Maximum cost (4 weeks): Up to $2,000: 1 program",
        "Without state “New Jersey”: 8 programs",
    ]


def test_the_only_thing_asked_for_is_never_dropped(catalog: Catalog) -> None:
    assert at(catalog, "q=zzzzqqq").alternatives.links == []


def test_a_closed_door_is_no_way_out_of_an_intake(catalog: Catalog) -> None:
    shown = at(catalog, "q=tulane+closed&intake=open")
    assert (shown.result.total, at(catalog, "q=tulane+closed&intake=not_offered").result.total) == (0, 1)
    assert (
        SuggestionLink("Without intake “Open”: 1 program", "q=tulane+closed") not in shown.alternatives.links
    )


def test_programs_that_do_not_say_are_offered_when_they_help(catalog: Catalog) -> None:
    assert at(catalog, "letter=not_offered&state=AK").result.total == 0
    narrow = at(catalog, "letter=offered&visa=ESTA")
    assert narrow.alternatives.include_query == "letter=offered&visa=ESTA&unstated=include"
    assert at(catalog, narrow.alternatives.include_query).result.total > 0
    assert at(catalog, "q=zzzzqqq&letter=offered").alternatives.include_query is None
    assert at(catalog, "letter=not_offered&unstated=include").alternatives.include_query is None


def test_a_page_holds_twenty() -> None:
    assert PAGE_SIZE == 20


# A text that names a specialty


def test_a_specialty_in_the_text_leads_to_its_filter(catalog: Catalog) -> None:
    way = at(catalog, "q=dermatology&as=text&audience=graduate").specialty_link
    assert way is not None
    assert way.query == "specialty=Dermatology&audience=graduate"
    found = at(catalog, way.query)
    assert way.words == f"Dermatology: {found.total_words}"
    assert found.specialty_link is None


@pytest.mark.parametrize("query", ["", "q=houston&as=text", "q=zzzzqqq", "specialty=Dermatology"])
def test_other_texts_lead_to_no_specialty(query: str, catalog: Catalog) -> None:
    assert at(catalog, query).specialty_link is None
