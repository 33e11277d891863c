"""The options of each filter: their codes and words, which are offered, and what an address may write."""

import datetime
import json
from collections import Counter
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from programs.search import FACETS, Catalog, FilterVocabulary, Option
from programs.search.index import Index
from programs.search.vocabulary import names_of
from tests.programs.search.records import CATALOG

pytestmark = pytest.mark.django_db  # the words of the filters are read from it


def offered(words: FilterVocabulary, parameter: str) -> list[str]:
    return [option.code for option in words.options[parameter] if not option.is_quiet]


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.parameter)
def test_every_code_names_itself_and_is_there_once(facet: Any, words: FilterVocabulary) -> None:
    codes = [option.code for option in words.options[facet.parameter]]
    assert [code for code, times in Counter(codes).items() if times > 1] == []
    assert codes != []
    known = words.known[facet.parameter]
    assert {code: known[code] for code in codes} == {code: code for code in codes}


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.parameter)
def test_every_option_has_words(facet: Any, words: FilterVocabulary) -> None:
    assert [option for option in words.options[facet.parameter] if not option.label.strip()] == []


@pytest.mark.parametrize("parameter", ["state", "city", "specialty"])
def test_every_place_and_specialty_offered_finds_a_program(
    parameter: str, words: FilterVocabulary, catalog: Catalog
) -> None:
    used = set(catalog.codes(parameter))
    offered_codes = offered(words, parameter)
    assert offered_codes != []
    assert [code for code in offered_codes if not catalog.option(parameter, code)] == []
    assert used - {"*"} <= {option.code for option in words.options[parameter]}


def test_states_stand_in_the_order_of_their_names(words: FilterVocabulary) -> None:
    labels = [option.label for option in words.options["state"]]
    assert labels == sorted(labels)
    assert Option("TX", "Texas") in words.options["state"]


def test_cities_are_those_of_the_programs(words: FilterVocabulary, records: list[dict[str, Any]]) -> None:
    cities = {record["host"]["city"] for record in records} - {None}
    assert offered(words, "city") == sorted(cities)


def test_a_refused_visa_is_no_option(words: FilterVocabulary, records: list[dict[str, Any]]) -> None:
    assert offered(words, "visa") == sorted({visa for record in records for visa in record["visas"]})


def test_subspecialties_follow_their_parent(words: FilterVocabulary) -> None:
    listed = words.options["specialty"]
    parents: dict[str, str] = {}
    for option in listed:
        if not option.is_child:
            parent = option.code
        parents[option.code] = parent
    rows = json.loads((CATALOG / "specialties.json").read_text())
    assert parents == {row["name"]: row["parent"] or row["name"] for row in rows}


def test_a_document_is_offered_when_lacking_it_shuts_a_door(words: FilterVocabulary) -> None:
    documents = offered(words, "requirement_not")
    assert {"usmle_step1", "toefl", "mspe", "background_check"} <= set(documents)
    assert {"cv", "photo", "personal_statement"} & set(documents) == set()
    assert words.label("requirement_not", "cv") == "Curriculum vitae"


def test_an_address_may_write_code_words_or_slug() -> None:
    assert names_of(Option("sub_internship", "Sub-internship")) == (
        "sub_internship",
        "sub-internship",
        "sub-internship",
    )
    assert names_of(Option("TX", "Texas")) == ("TX", "texas", "texas")
    assert names_of(Option("usmle_step1", "USMLE Step 1")) == (
        "usmle_step1",
        "usmle step 1",
        "usmle-step-1",
    )


def test_a_number_of_ones_own_is_its_own_label(words: FilterVocabulary) -> None:
    assert words.label("price_max", "1500") == "Up to $1,500"
    assert words.label("price_max", "1234") == "1234"


@pytest.mark.django_db
def test_two_queries_once_until_a_word_changes(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    index = Index([], version=1, today=datetime.date(2026, 11, 23))
    with django_assert_num_queries(2):
        first = index.words.vocabulary
        assert index.words.vocabulary is first
    index.catch_up(2, [], [], renamed=False)
    assert index.words.vocabulary is first
    index.catch_up(3, [], [], renamed=True)
    with django_assert_num_queries(2):
        assert index.words.vocabulary is not first


@pytest.mark.django_db
def test_an_empty_catalog_still_has_its_closed_lists() -> None:
    options = Index([], version=1, today=datetime.date(2026, 11, 23)).words.vocabulary.options
    assert [option.code for option in options["letter"]] == ["offered", "on_merit", "not_offered"]
    assert (options["city"], options["visa"], options["specialty"]) == ([], [], [])
    assert {option.is_quiet for option in options["state"]} == {True}
