"""A text on the list page: it finds what the same filters find, and each part of it can be taken away."""

from urllib.parse import parse_qs, parse_qsl, urlencode

import pytest
from django.http import QueryDict

from programs.filters import ProgramFilter
from programs.pages.program_list import SuggestionLink, program_list_page
from programs.pages.query_strings import Pill, pills, query_string
from programs.search import Catalog, SearchQuery, search, search_ids
from programs.visitor import Visitor
from tests.programs.search import conftest
from tests.programs.search.test_query_parser import TYPED

pytestmark = pytest.mark.django_db  # the words of the filters are read from it
records = conftest.records
index, catalog = conftest.index, conftest.catalog
TEXTS = [text for text, _, _ in TYPED]
# Beside a state "LA" is Louisiana and "Providence" a city; once it is taken away they mean something else.
TAKEN_APART = [text for text in TEXTS if ", LA" not in text and "Providence," not in text]
EXAMPLE = "IM observership NJ under 2000 heart"


def asked(catalog: Catalog, address: str) -> SearchQuery:
    found = ProgramFilter(QueryDict(address), vocabulary=catalog.words.vocabulary, today=catalog.today)
    assert found.notices == []
    return found.query


def typed(catalog: Catalog, text: str, **others: str) -> SearchQuery:
    return asked(catalog, urlencode({"q": text, **others}))


def visitor_of(catalog: Catalog) -> Visitor:
    visitor = Visitor()
    visitor.catalog = catalog
    return visitor


def ids_of(catalog: Catalog, query: SearchQuery) -> list[int]:
    return search_ids(query, visitor_of(catalog))


def as_text_of(catalog: Catalog, query: SearchQuery) -> SuggestionLink | None:
    visitor = visitor_of(catalog)
    return program_list_page(search(query, visitor), visitor).alternatives.as_text


def pills_of(catalog: Catalog, query: SearchQuery) -> list[Pill]:
    return pills(query, catalog.words.vocabulary)


def meant(query: SearchQuery) -> dict[str, set[str]]:
    return {parameter: set(codes) for parameter, codes in query.ticked.items()}


@pytest.mark.parametrize(("text", "address", "rest"), TYPED, ids=TEXTS)
def test_a_text_finds_what_the_same_filters_find(
    text: str, address: str, rest: str, catalog: Catalog
) -> None:
    query = typed(catalog, text)
    ticked = asked(catalog, f"{address}&{urlencode({'q': rest, 'as': 'text'})}")
    assert ids_of(catalog, query) == ids_of(catalog, ticked)
    visitor = visitor_of(catalog)
    assert search(query, visitor).counts == search(ticked, visitor).counts


@pytest.mark.parametrize("text", TEXTS)
def test_the_address_carries_the_text_and_nothing_twice(text: str, catalog: Catalog) -> None:
    query = typed(catalog, text)
    assert parse_qsl(query_string(query)) == [("q", text)]
    assert asked(catalog, query_string(query)) == query


@pytest.mark.parametrize("text", TAKEN_APART)
def test_each_pill_of_a_text_takes_away_its_part_alone(text: str, catalog: Catalog) -> None:
    query = typed(catalog, text)
    shown = [pill for pill in pills_of(catalog, query) if pill.is_typed]
    assert len(shown) == len(query.parts)
    for part, pill in zip(query.parts, shown, strict=True):
        spans = [other for other in query.parts if (other.start, other.end) != (part.start, part.end)]
        left: dict[str, set[str]] = {}
        for other in spans:
            left.setdefault(other.parameter, set()).update(other.codes)
        assert meant(asked(catalog, pill.query)) == left, pill.words


@pytest.mark.parametrize("text", TEXTS)
def test_the_words_left_can_be_taken_away(text: str, catalog: Catalog) -> None:
    query = typed(catalog, text)
    for pill in (pill for pill in pills_of(catalog, query) if pill.parameter == "q"):
        without = asked(catalog, pill.query)
        assert (meant(without), without.text) == (meant(query), "")


def test_pills_say_what_was_understood(catalog: Catalog) -> None:
    shown = [(p.parameter, p.words, p.query, p.is_typed) for p in pills_of(catalog, typed(catalog, EXAMPLE))]
    assert shown == [
        ("specialty", "Specialty: Internal Medicine", "q=observership+NJ+under+2000+heart", True),
        ("type", "Observership", "q=IM+NJ+under+2000+heart", True),
        ("state", "New Jersey", "q=IM+observership+under+2000+heart", True),
        ("price_max", "Maximum cost (4 weeks): Up to $2,000", "q=IM+observership+NJ+heart", True),
        ("q", "“heart”", "q=IM%2C+observership%2C+NJ%2C+under+2000", False),
    ]


def test_a_part_that_leaves_out_says_so(catalog: Catalog) -> None:
    shown = pills_of(catalog, typed(catalog, "no agency, not research, no red flags"))
    assert [(pill.parameter, pill.words, pill.turned_query) for pill in shown] == [
        ("not_access", "Not: Booked through an agency", ""),
        ("not_type", "Not: Research", ""),
        ("hide", "Hidden: programs with red flags", ""),
    ]


def test_a_part_of_many_codes_shows_the_words_typed(catalog: Catalog) -> None:
    (shown,) = pills_of(catalog, typed(catalog, "midwest"))
    assert shown.words == "State: midwest"


def test_filters_ticked_beside_a_text_join_it(catalog: Catalog) -> None:
    query = typed(catalog, "observership in NJ", type="externship", price_max="500")
    assert meant(query) == {
        "type": {"externship", "observership"},
        "state": {"NJ"},
        "price_max": {"500"},
    }
    assert query_string(query) == "q=observership+in+NJ&type=externship&price_max=500"
    assert query_string(typed(catalog, "observership", type="observership")) == "q=observership"


def test_what_is_ticked_wins_over_the_text_where_one_option_holds(catalog: Catalog) -> None:
    query = typed(catalog, "4 weeks in NJ", weeks="8")
    assert meant(query) == {"weeks": {"8"}, "state": {"NJ"}}
    assert [part.parameter for part in query.parts] == ["state"]
    assert query_string(query) == "q=4+weeks+in+NJ&weeks=8"


def test_words_can_be_searched_for_as_text(catalog: Catalog) -> None:
    query = typed(catalog, EXAMPLE)
    link = as_text_of(catalog, query)
    assert link == SuggestionLink("Search these words as text", f"{urlencode({'q': EXAMPLE})}&as=text")
    plain = asked(catalog, link.query)
    assert (meant(plain), plain.text, plain.parts) == ({}, EXAMPLE, ())
    assert query_string(plain) == link.query
    assert as_text_of(catalog, plain) is None
    assert as_text_of(catalog, typed(catalog, "zebra")) is None


def test_an_empty_list_offers_its_words_as_text_when_these_find_something(catalog: Catalog) -> None:
    text = "observership letter Houston"
    assert ids_of(catalog, typed(catalog, text)) == []
    found = len(ids_of(catalog, asked(catalog, f"{urlencode({'q': text})}&as=text")))
    assert found > 1
    link = as_text_of(catalog, typed(catalog, text))
    assert link is not None
    assert link.words == f"Search these words as text: {found} programs"
    nowhere = as_text_of(catalog, typed(catalog, "zebra observership"))
    assert nowhere is not None
    assert nowhere.words == "Search these words as text"


def test_ways_out_of_an_empty_list_name_the_part_they_drop(catalog: Catalog) -> None:
    visitor = visitor_of(catalog)
    shown = program_list_page(search(typed(catalog, "acting internship in Hawaii"), visitor), visitor)
    assert shown.result.total == 0
    said = {way.words.rpartition(":")[0]: parse_qs(way.query) for way in shown.alternatives.links}
    assert said == {
        "Without program type “Sub-internship”": {"state": ["HI"]},
        "Without state “Hawaii”": {"type": ["sub_internship"]},
    }
