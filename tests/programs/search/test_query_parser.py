"""What people type becomes filters: a corpus of queries, and what holds of every text."""

from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from django.http import QueryDict
from hypothesis import example, given, settings
from hypothesis import strategies as st

from programs.filters import ProgramFilter
from programs.search import Catalog, FilterVocabulary, understand
from programs.search.folding import search_words
from programs.search.tokens import tokens_of
from tests.programs.search.records import TODAY

pytestmark = pytest.mark.django_db  # the words of the filters are read from it

LINES = (Path(__file__).parent / "typed.txt").read_text().splitlines()
TYPED = [[part.strip() for part in f"{line} | ".split("|")[:3]] for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("text", "address", "rest"), TYPED, ids=[text for text, _, _ in TYPED])
def test_a_text_is_understood_as_it_is_meant(
    text: str, address: str, rest: str, words: FilterVocabulary
) -> None:
    understood = understand(text, words, TODAY)
    meant = {parameter: sorted(codes) for parameter, codes in parse_qs(address).items()}
    assert {parameter: sorted(codes) for parameter, codes in understood.filters.items()} == meant
    assert search_words(understood.rest) == search_words(rest)


ALL_WORDS = sorted({word for text, _, _ in TYPED for word in text.split()})
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(ALL_WORDS), max_size=9).map(" ".join))


@settings(max_examples=1000, deadline=None)
@example(text="PARVIDENC0K:AK")
@given(text=TEXTS)
def test_what_is_left_means_nothing_more(text: str, catalog: Catalog) -> None:
    words = catalog.words.vocabulary
    understood = understand(text, words, TODAY)
    again = understand(understood.rest, words, TODAY)
    assert (again.filters, again.rest) == ({}, understood.rest)
    assert {token.word for token in tokens_of(understood.rest)} <= {token.word for token in tokens_of(text)}


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_every_filter_is_one_that_an_address_can_ask(text: str, catalog: Catalog) -> None:
    words = catalog.words.vocabulary
    understood = understand(text, words, TODAY)
    address = urlencode([(name, code) for name, codes in understood.filters.items() for code in codes])
    asked = ProgramFilter(QueryDict(address), vocabulary=words)
    assert (dict(asked.query.ticked), asked.notices) == (understood.filters, [])
