"""Changes in words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.change_text import ChangedFact, came_and_went, changed_fact
from programs.facts import FACTS
from programs.models import Program
from programs.records import record_of
from tests.factories import make_program

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
FEE = {
    "kind": "tuition",
    "amount_min": 100,
    "amount_max": 100,
    "basis": "week",
    "applies_to": None,
    "refundable": None,
    "counted": None,
    "note": None,
}
GUESTS_FEE = FEE | {"refundable": False, "counted": True, "note": "Per person", "applies_to": "guests"}
GUESTS_FEE_WORDS = (
    "Tuition or program fee: $100 per week; for: guests; refundable: No; "
    "part of the four-week price: Yes; Per person"
)
LINE = {
    "code": "tb_test",
    "level": "required",
    "minimum": None,
    "detail": None,
    "any_of": None,
    "applies_to": None,
}


def test_a_requirement_that_says_how_long_a_document_counts() -> None:
    fact = changed_fact("requirements", [LINE], [LINE | {"valid_days": 180}])
    assert (fact.removed, fact.added) == (["tb test: required"], ["tb test: required; counts for 180 days"])


@pytest.mark.parametrize(
    ("name", "before", "after", "words"),
    [
        ("name", "Old", "New", ("Name", "Old", "New")),
        ("letter", None, "on_merit", ("Letter of recommendation", "Not stated", "Letter on merit")),
        ("free", None, False, ("Free of charge", "Not stated", "No")),
        ("any_specialty", False, True, ("Any specialty", "No", "Yes")),
        ("weeks_min", 4, 2.5, ("Shortest stay", "4 weeks", "2.5 weeks")),
        ("intake_as_of", "2024-12", None, ("Intake as of", "December 2024", "Not stated")),
        ("letter", "a code of old", None, ("Letter of recommendation", "a code of old", "Not stated")),
        ("a key of old", 1, None, ("a key of old", "1", "Not stated")),
        (
            "host",
            {"name": "A", "kind": "clinic", "city": None, "state": None},
            {"name": "A", "kind": "university", "city": "Ames", "state": "IA"},
            ("Host", "A; Clinic or private practice", "A; University or medical school; Ames, IA"),
        ),
    ],
)
def test_a_value(name: str, before: Any, after: Any, words: tuple[str, str, str]) -> None:
    assert changed_fact(name, before, after) == ChangedFact(*words)


@pytest.mark.parametrize(
    "case",  # name, before, after; label, removed, added
    [
        ("audiences", None, ["graduate"], "Open to", [], ["Graduate"]),
        ("visas", ["B-1", "B-2"], ["B-1"], "Visas accepted", ["B-2"], []),
        ("blackout_months", [1], [12], "Months without places", ["January"], ["December"]),
        ("specialties", ["Urology"], None, "Specialties", ["Urology"], []),
        ("visas", ["a", "b"], ["b", "a"], "Visas accepted", [], []),
        ("visas", ["a"], ["a", "a"], "Visas accepted", [], ["a"]),
        ("access", ["gone"], None, "Access", ["gone"], []),
        (
            "fees",
            [FEE],
            [GUESTS_FEE],
            "Fees",
            ["Tuition or program fee: $100 per week"],
            [GUESTS_FEE_WORDS],
        ),
        (
            "requirements",
            None,
            [LINE, LINE | {"minimum": 2, "any_of": "Documents", "applies_to": "guests", "detail": "Both"}],
            "Requirements",
            [],
            [
                "tb test: required",
                "tb test: required; at least 2; any of: Documents; for: guests; Both",
            ],
        ),
        (
            "sources",
            [{"url": "https://a.org/", "title": None, "page_date": "2024", "kind": "primary"}],
            None,
            "Sources",
            ["https://a.org/; 2024; The host's or seller's own page"],
            [],
        ),
        (
            "differences",
            None,
            [{"audience": "graduate", "fact": "letter", "value": "None"}],
            "Differences by audience",
            [],
            ["Graduate: Letter: None"],
        ),
        (
            "limits",
            None,
            [{"kind": "age", "maximum": 35, "note": None}],
            "Limits",
            [],
            ["Age in years: at most 35"],
        ),
        (
            "silences",
            [{"rule": "no_letter", "reason": "Saw one"}],
            [{"rule": "a rule of old", "reason": "x"}],
            "Silenced red flags",
            ["No letter: Saw one"],
            ["{'rule': 'a rule of old', 'reason': 'x'}"],
        ),
    ],
)
def test_a_list(case: tuple[str, Any, Any, str, list[str], list[str]]) -> None:
    name, before, after, *words = case
    fact = changed_fact(name, before, after)
    assert ([fact.label, fact.removed, fact.added], fact.is_list) == (words, True)


@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)))
def test_what_came_and_what_went_make_the_new_list(before: list[int], after: list[int]) -> None:
    came, went = came_and_went(before, after)
    assert sorted([*before, *came]) == sorted([*after, *went])


@given(st.sampled_from([fact.name for fact in FACTS] + ["fees", "host", "sources", "other"]), VALUES, VALUES)
def test_any_recorded_value_has_words(name: str, before: Any, after: Any) -> None:
    fact = changed_fact(name, before, after)
    assert {type(words) for words in (fact.before, fact.after, *fact.added, *fact.removed)} == {str}


@pytest.mark.django_db
def test_every_fact_of_a_program_has_a_label() -> None:
    program = make_program()
    record = record_of(Program.objects.for_editing().get(pk=program.pk))
    labels = {name: changed_fact(name, None, value).label for name, value in record.items()}
    assert [name for name, label in labels.items() if label == name] == []
