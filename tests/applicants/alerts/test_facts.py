"""Changed facts in plain text, and what a program rests on."""

import pytest

from applicants.alerts.facts import fact_line, first_source, told_facts
from programs.change_text import ChangedFact


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (ChangedFact("Fee", "$500", "$700"), "Fee: $500 → $700"),
        (ChangedFact("Fees", is_list=True, added=["A", "B"], removed=["C"]), "Fees: new: A; B, gone: C"),
        (ChangedFact("Fees", is_list=True, removed=["C"]), "Fees: gone: C"),
    ],
)
def test_a_fact_is_one_line(fact: ChangedFact, words: str) -> None:
    assert fact_line(fact) == words


def test_what_no_reader_cares_about_is_not_told() -> None:
    facts = {"slug": ["a", "b"], "proof": [{}, {}], "silences": [[], []], "name": ["A", "B"]}
    assert told_facts(facts) == [ChangedFact("Name", "A", "B")]


@pytest.mark.parametrize(
    ("sources", "shown"),
    [
        ([], {}),
        (
            [{"title": "", "url": "https://a.example/", "page_date": None}, {"title": "Second"}],
            {"title": "https://a.example/", "url": "https://a.example/", "date": "date not known"},
        ),
    ],
)
def test_the_first_source_has_its_date(sources: list[dict[str, str]], shown: dict[str, str]) -> None:
    assert first_source({"sources": sources}) == shown
