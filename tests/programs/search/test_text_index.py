"""Free text: names, prefixes, short forms and typos, on the shipped programs."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.search import Catalog, SearchQuery
from programs.search.folding import fold

pytestmark = pytest.mark.django_db  # the words of the filters are read from it


def found(engine: Catalog, text: str) -> list[int]:
    return engine.all_ids(SearchQuery(text=text), {})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("cardiolgy", "cardiology"),
        ("Housten", "houston"),
        ("Clevland", "cleveland"),
        ("pshychiatry", "psychiatry"),
        ("neurolgy", "neurology"),
        ("Ketering", "kettering"),
        ("dermatolgy", "dermatology"),
        ("Philadelfia", "philadelphia"),
    ],
)
def test_a_typo_finds_what_the_right_word_finds(engine: Catalog, written: str, meant: str) -> None:
    result = engine.search(SearchQuery(text=written), {})
    assert result.corrections == [(written.lower(), meant)]
    assert found(engine, written) == found(engine, meant)
    assert result.total > 0


@pytest.mark.parametrize(
    ("short", "long"),
    [("cardiology", "cardiovascular"), ("nyc", "new york"), ("OBGYN", "obstetrics"), ("peds", "pediatrics")],
)
def test_a_short_form_finds_what_it_stands_for(engine: Catalog, short: str, long: str) -> None:
    assert set(found(engine, long)) <= set(found(engine, short))


def test_every_word_must_be_there(engine: Catalog) -> None:
    both = set(found(engine, "houston observership"))
    assert both == set(found(engine, "houston")) & set(found(engine, "observership"))


def test_names_come_before_mere_mentions(engine: Catalog, records: list[dict[str, Any]]) -> None:
    first = records[found(engine, "cleveland clinic")[0]]
    assert "Cleveland Clinic" in first["host"]["name"]


def test_a_word_that_nobody_writes_finds_nothing(engine: Catalog) -> None:
    assert found(engine, "xqzwvk") == []


@pytest.mark.parametrize("text", ["", "  ", "the of", "!!!", "\u0301"])
def test_a_query_without_words_narrows_nothing(engine: Catalog, text: str) -> None:
    assert len(found(engine, text)) == 424


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=40))
def test_any_text_is_answered(engine: Catalog, text: str) -> None:
    assert set(found(engine, text)) <= set(range(523))
    assert fold(fold(text)) == fold(text)
