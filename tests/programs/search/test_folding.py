"""Words as the search compares them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.search.folding import STOP_WORDS, fold, search_words


@pytest.mark.parametrize(
    ("text", "folded"),
    [("São", "sao"), ("ÉCOLE", "ecole"), ("Straße", "strasse"), ("ﬁne", "fine"), ("", ""), ("İ", "i")],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ((), []),
        ((None, ""), []),
        (("The University of Texas at Austin",), ["university", "texas", "austin"]),
        (("Ob/Gyn", "Gyn (2-week)"), ["ob", "gyn", "2", "week"]),
        (("São Paulo's",), ["sao", "paulo", "s"]),
        (("東京",), []),
    ],
)
def test_searchable_words(texts: tuple[str | None, ...], words: list[str]) -> None:
    assert search_words(*texts) == words


@given(st.lists(st.text(), max_size=3))
def test_words_are_plain_and_there_once(texts: list[str]) -> None:
    words = search_words(*texts)
    assert len(set(words)) == len(words)
    assert [word for word in words if word in STOP_WORDS or not (word.isascii() and word.isalnum())] == []
    assert search_words(*(text.upper() for text in words)) == words


def test_accents_and_case_do_not_matter() -> None:
    assert search_words("Réunion-SCHOOL of Médecine") == ["reunion", "school", "medecine"]
