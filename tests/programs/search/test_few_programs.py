"""The search turned around agrees with the list."""

import json

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.models import SearchDocument
from programs.search import FewPrograms, SearchQuery, conditions_of, current_catalog
from tests.factories import CATALOG, import_records

CODES: dict[str, list[str]] = {
    "type": ["observership", "research", "elective"],
    "not_type": ["research"],
    "state": ["TX", "NY", "CA"],
    "not_state": ["TX"],
    "specialty": ["Internal Medicine", "Cardiovascular Disease"],
    "audience": ["graduate", "clinical_student"],
    "price_max": ["0", "500", "2000"],
    "weeks": ["4"],
    "letter": ["offered"],
    "intake": ["open", "not_offered"],
    "requirement_not": ["usmle_step1", "toefl"],
    "hide": ["flagged", "not_for_me"],
}


@st.composite
def queries(draw: st.DrawFn, words: list[str]) -> SearchQuery:
    """Draw filters, and nothing, a word or a misspelled word."""
    chosen = draw(st.lists(st.sampled_from(sorted(CODES)), max_size=4, unique=True))
    ticked = {
        name: tuple(draw(st.lists(st.sampled_from(CODES[name]), min_size=1, max_size=2, unique=True)))
        for name in chosen
    }
    word = draw(st.sampled_from(words))
    text = draw(st.sampled_from(["", "", word, word[1:], f"{word[:-2]}x", "cardiology", "universty"]))
    return SearchQuery(ticked=ticked, text=text, includes_unstated=draw(st.booleans()), is_plain=True)


@pytest.mark.django_db
def test_each_program_matches_the_queries_that_find_it_on_the_list() -> None:
    lines = (CATALOG / "programs.jsonl").read_text().splitlines()[::6]
    report = import_records(*map(json.loads, lines))
    assert not report.refused
    catalog = current_catalog()
    documents = list(SearchDocument.objects.all())
    few = FewPrograms(documents, timezone.localdate())
    single = {each.program_id: FewPrograms([each], timezone.localdate()) for each in documents}
    words = sorted({word for each in documents for word in each.names.split()})

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(queries(words))
    def agree(query: SearchQuery) -> None:
        shown = dict(query.ticked)
        shown["hide"] = tuple(code for code in shown.get("hide", ()) if code != "not_for_me")
        listed = SearchQuery(
            ticked={name: codes for name, codes in shown.items() if codes},
            text=query.text,
            includes_unstated=query.includes_unstated,
            is_plain=True,
        )
        found = set(catalog.all_ids(listed, {}))
        conditions = conditions_of(query, catalog.search(listed, {}).corrections)
        assert few.ids(conditions) == found
        assert {pk for pk, alone in single.items() if alone.ids(conditions)} == found

    agree()


@pytest.mark.django_db
def test_no_program_matches_nothing() -> None:
    few = FewPrograms([], timezone.localdate())
    assert few.ids("") == set()
