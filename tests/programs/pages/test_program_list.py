"""One page of the list: its number, its links, and the ways out of an empty one."""

import pytest
from django.http import QueryDict
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from programs.choices import ProgramSort
from programs.filters import ProgramFilter
from programs.pages import cards
from programs.pages.program_list import MOST_WAYS_OUT, PAGE_SIZE, ProgramListPage, Suggestion
from programs.search.index import Index
from programs.search.options import FilterVocabulary
from programs.search.selection import Question, Selection
from tests.programs.search.test_options import shipped_vocabulary
from tests.programs.search.test_selection import questions

pytestmark = pytest.mark.django_db  # the vocabulary is read from it
TEXTS = st.sampled_from(["", "", "heart", "houston", "cardiollogy", "zzzzqqq", "observership"])


@pytest.fixture(scope="module")
def words(index: Index, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> FilterVocabulary:
    return shipped_vocabulary(index, django_db_blocker)


@pytest.fixture(autouse=True)
def ids_for_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a card be its program's id, so that no table is read."""
    monkeypatch.setattr(cards, "joined_html", lambda ids, *_: SafeString(" ".join(map(str, ids))))


def listing_of(index: Index, words: FilterVocabulary, question: Question, page: int = 1) -> ProgramListPage:
    return ProgramListPage(Selection(index, question), words, page)


def at(index: Index, words: FilterVocabulary, query: str) -> ProgramListPage:
    """Return the list that an address shows."""
    asked = ProgramFilter(QueryDict(query), known=words.known, has_fit=True)
    assert asked.notices == []
    return listing_of(index, words, asked.question, asked.page_number)


def ids_on(listing: ProgramListPage) -> list[int]:
    return [int(number) for number in listing.cards.split()]


# Pages


@pytest.mark.parametrize(
    ("asked", "number", "span", "count"),
    [(1, 1, "1–20", 20), (2, 2, "21–40", 20), (14, 14, "261–280", 20), (15, 14, "261–280", 20)],
)
def test_the_page_shown(
    asked: int, number: int, span: str, count: int, *, index: Index, words: FilterVocabulary
) -> None:
    shown = listing_of(index, words, Question(), asked)
    assert (shown.page, shown.page_count, shown.span_words, len(ids_on(shown))) == (number, 14, span, count)


@pytest.mark.parametrize(
    ("query", "total", "pages", "span"),
    [
        ("intake=not_offered", "31 programs", 2, "1–20"),
        ("intake=not_offered&page=2", "31 programs", 2, "21–31"),
        ("type=telerotation&state=TX&city=Houston", "No programs", 1, "1–0"),
    ],
)
def test_totals_in_words(
    query: str, total: str, pages: int, span: str, *, index: Index, words: FilterVocabulary
) -> None:
    shown = at(index, words, query)
    assert (shown.total_words, shown.page_count, shown.span_words) == (total, pages, span)


def test_one_program_is_one_program(index: Index, words: FilterVocabulary) -> None:
    cities = [option.code for option in words.options["city"]]
    totals = [listing_of(index, words, Question({"city": (city,)})) for city in cities]
    assert {shown.total_words for shown in totals if shown.total == 1} == {"1 program"}


@pytest.mark.parametrize(
    ("number", "numbers"),
    [
        (1, [1, 2, None, 14]),
        (2, [1, 2, 3, None, 14]),
        (4, [1, None, 3, 4, 5, None, 14]),
        (13, [1, None, 12, 13, 14]),
        (14, [1, None, 13, 14]),
    ],
)
def test_page_links(number: int, numbers: list[int | None], index: Index, words: FilterVocabulary) -> None:
    shown = listing_of(index, words, Question(), number)
    assert [link for link, _ in shown.page_links] == numbers
    assert [query for link, query in shown.page_links if link is None] == [""] * numbers.count(None)


@settings(max_examples=40, deadline=None)
@given(question=questions(), text=TEXTS, sort=st.sampled_from(list(ProgramSort)))
def test_walking_from_page_to_page_meets_every_program_once(
    question: Question, text: str, sort: ProgramSort, index: Index, words: FilterVocabulary
) -> None:
    first = listing_of(index, words, Question(question.ticked, text, question.includes_unstated, sort))
    met, shown = [*ids_on(first)], first
    while shown.next_query is not None:
        following = at(index, words, shown.next_query)
        assert at(index, words, following.previous_query or "").query == shown.query
        shown = following
        met += ids_on(shown)
    assert met == first.selection.all_ids()
    assert (first.previous_query, shown.page) == (None, first.page_count)


@settings(max_examples=40, deadline=None)
@given(question=questions(), page=st.integers(1, 30))
def test_every_page_link_leads_to_its_page(
    question: Question, page: int, index: Index, words: FilterVocabulary
) -> None:
    shown = listing_of(index, words, question, page)
    links = [(number, at(index, words, query)) for number, query in shown.page_links if number]
    assert [there.page for _, there in links] == [number for number, _ in links]
    assert {there.total for _, there in links} == {shown.total}
    assert {1, shown.page, shown.page_count} <= {number for number, _ in links}


def test_the_page_is_no_part_of_an_export(index: Index, words: FilterVocabulary) -> None:
    shown = at(index, words, "q=medicine&sort=name&page=2")
    assert (shown.query, shown.query_of_all) == (
        "q=medicine&sort=name&page=2",
        "q=medicine&sort=name",
    )


def test_a_page_beyond_the_last_has_the_last_ones_address(index: Index, words: FilterVocabulary) -> None:
    assert at(index, words, "intake=not_offered&page=99").query == "intake=not_offered&page=2"


# What stands above the list


def test_orders_to_choose_from(index: Index, words: FilterVocabulary) -> None:
    sorts = at(index, words, "sort=cheapest").sorts
    assert [code for code, _, _ in sorts] == [sort.value for sort in ProgramSort if sort != ProgramSort.FIT]
    assert [(code, label) for code, label, is_chosen in sorts if is_chosen] == [
        ("cheapest", "Cheapest first")
    ]


def test_a_misspelt_word_is_told(index: Index, words: FilterVocabulary) -> None:
    assert at(index, words, "q=cardiollogy").corrections == [("cardiollogy", "cardiology")]
    assert at(index, words, "q=heart").corrections == []
    assert at(index, words, "").corrections == ()


def test_the_plain_list_links_to_its_closed_doors(index: Index, words: FilterVocabulary) -> None:
    shown = at(index, words, "")
    assert (shown.selection.hidden_count, shown.closed_programs_query) == (31, "intake=not_offered")


@settings(max_examples=40, deadline=None)
@given(question=questions())
def test_the_link_to_closed_doors_leads_to_as_many(
    question: Question, index: Index, words: FilterVocabulary
) -> None:
    stated = Question(question.ticked)
    shown = listing_of(index, words, stated)
    if hidden := shown.selection.hidden_count:
        assert at(index, words, shown.closed_programs_query).total == hidden


# Ways out of an empty list


@settings(max_examples=100, deadline=None)
@given(question=questions(), text=TEXTS)
def test_every_way_out_leads_to_as_many_programs_as_it_says(
    question: Question, text: str, index: Index, words: FilterVocabulary
) -> None:
    shown = listing_of(index, words, Question(question.ticked, text, question.includes_unstated))
    if shown.total == 0:
        leads = [at(index, words, way.query) for way in shown.ways_out]
        assert len(leads) <= MOST_WAYS_OUT
        said = [way.words.rpartition(": ")[2] for way in shown.ways_out]
        assert said == [there.total_words for there in leads]
        assert "No programs" not in said


def test_ways_out_name_what_they_drop(index: Index, words: FilterVocabulary) -> None:
    shown = at(index, words, "q=zzzzqqq&type=observership&state=WY")
    assert shown.total == 0
    assert [way.words for way in shown.ways_out] == ["Only program type “Observership”: 161 programs"]
    nearer = at(index, words, "q=houston&state=WY")
    assert [way.query for way in nearer.ways_out] == ["q=houston"]
    assert [way.words.split(":")[0] for way in nearer.ways_out] == ["Without state “Wyoming”"]


def test_a_closed_door_is_no_way_out_of_an_intake(index: Index, words: FilterVocabulary) -> None:
    shown = at(index, words, "q=tulane+closed&intake=open")
    assert (shown.total, at(index, words, "q=tulane+closed&intake=not_offered").total) == (0, 1)
    assert Suggestion("Without intake “Open”: 1 program", "q=tulane+closed") not in shown.ways_out


def test_programs_that_do_not_say_are_offered_when_they_help(index: Index, words: FilterVocabulary) -> None:
    assert at(index, words, "letter=not_offered&state=AK").total == 0
    narrow = at(index, words, "letter=not_offered&visa=ESTA")
    assert narrow.include_query == "letter=not_offered&visa=ESTA&unstated=include"
    assert at(index, words, narrow.include_query).total > 0
    assert at(index, words, "q=zzzzqqq&letter=offered").include_query is None
    assert at(index, words, "letter=not_offered&unstated=include").include_query is None


def test_a_page_holds_twenty() -> None:
    assert PAGE_SIZE == 20


# A text that names a specialty


def test_a_specialty_in_the_text_leads_to_its_filter(index: Index, words: FilterVocabulary) -> None:
    way = at(index, words, "q=dermatology&audience=graduate").specialty_way
    assert way is not None
    assert way.query == "specialty=Dermatology&audience=graduate"
    found = at(index, words, way.query)
    assert way.words == f"Dermatology: {found.total_words}"
    assert found.specialty_way is None


@pytest.mark.parametrize("query", ["", "q=houston", "q=zzzzqqq", "specialty=Dermatology"])
def test_other_texts_lead_to_no_specialty(query: str, index: Index, words: FilterVocabulary) -> None:
    assert at(index, words, query).specialty_way is None
