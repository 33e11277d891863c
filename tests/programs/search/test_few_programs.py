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
def queries(draw: st.DrawFn) -> SearchQuery:
    chosen = draw(st.lists(st.sampled_from(sorted(CODES)), max_size=4, unique=True))
    ticked = {
        name: tuple(draw(st.lists(st.sampled_from(CODES[name]), min_size=1, max_size=2, unique=True)))
        for name in chosen
    }
    text = draw(st.sampled_from(["", "", "cardiology", "houston", "university"]))
    return SearchQuery(ticked=ticked, text=text, includes_unstated=draw(st.booleans()), is_plain=True)


@pytest.mark.django_db
def test_each_program_matches_the_queries_that_find_it_on_the_list() -> None:
    lines = (CATALOG / "programs.jsonl").read_text().splitlines()[::6]
    report = import_records(*map(json.loads, lines))
    assert not report.refused
    catalog = current_catalog()
    few = FewPrograms(SearchDocument.objects.all(), timezone.localdate())

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(queries())
    def agree(query: SearchQuery) -> None:
        shown = dict(query.ticked)
        shown["hide"] = tuple(code for code in shown.get("hide", ()) if code != "not_for_me")
        listed = SearchQuery(
            ticked={name: codes for name, codes in shown.items() if codes},
            text=query.text,
            includes_unstated=query.includes_unstated,
            is_plain=True,
        )
        assert few.ids(conditions_of(query)) == set(catalog.all_ids(listed, {}))

    agree()


@pytest.mark.django_db
def test_no_program_matches_nothing() -> None:
    few = FewPrograms([], timezone.localdate())
    assert few.ids("") == set()
