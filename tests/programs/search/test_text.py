"""Free text: names, prefixes, short forms and typos, on the shipped programs."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.search.index import Index
from programs.search.selection import Question, Selection
from programs.search.terms import fold, words_of


def found(index: Index, text: str) -> list[int]:
    return Selection(index, Question(text=text)).all_ids()


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
def test_a_typo_finds_what_the_right_word_finds(index: Index, written: str, meant: str) -> None:
    selection = Selection(index, Question(text=written))
    assert selection.text is not None
    assert selection.text.corrections == [(written.lower(), meant)]
    assert selection.all_ids() == found(index, meant)
    assert selection.total > 0


@pytest.mark.parametrize(
    ("short", "long"),
    [("cardiology", "cardiovascular"), ("nyc", "new york"), ("OBGYN", "obstetrics"), ("peds", "pediatrics")],
)
def test_a_short_form_finds_what_it_stands_for(index: Index, short: str, long: str) -> None:
    assert set(found(index, long)) <= set(found(index, short))


def test_every_word_must_be_there(index: Index) -> None:
    both = set(found(index, "houston observership"))
    assert both == set(found(index, "houston")) & set(found(index, "observership"))


def test_names_come_before_mere_mentions(index: Index, records: list[dict[str, Any]]) -> None:
    first = records[found(index, "cleveland clinic")[0]]
    assert "Cleveland Clinic" in first["host"]["name"]


def test_a_word_that_nobody_writes_finds_nothing(index: Index) -> None:
    assert found(index, "xqzwvk") == []


@pytest.mark.parametrize("text", ["", "  ", "the of", "!!!", "\u0301"])
def test_a_query_without_words_narrows_nothing(index: Index, text: str) -> None:
    assert len(found(index, text)) == 280


def test_accents_and_case_do_not_matter() -> None:
    assert words_of("Réunion-SCHOOL of Médecine") == ["reunion", "school", "medecine"]


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=40))
def test_any_text_is_answered(index: Index, text: str) -> None:
    assert set(found(index, text)) <= set(range(len(index.program_ids)))
    assert fold(fold(text)) == fold(text)
