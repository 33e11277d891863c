"""Every fact in words: stated or missing, never both, and a stated no or zero is stated."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs import facts, formatting
from programs.facts import FACTS, FACTS_BY_NAME, GROUPS, missing_facts, missing_lists, stated_facts
from tests.programs.search import conftest

Record = dict[str, Any]
records = conftest.records
NAMES = [fact.name for fact in FACTS]
# Any value of each fact that may be missing, as records have it.
NUMBERS = st.none() | st.integers(0, 60) | st.sampled_from([0.5, 4.3])
FLAGS = st.sampled_from([None, True, False])
NOTES = st.none() | st.sampled_from(["A note", "0", "No."])


def codes(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from([None, *values])


def some(*values: Any) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(values), unique=True)


VALUES = {
    "intake": codes("open", "not_offered"),
    "intake_as_of": codes("2024", "2024-12", "2024-12-31"),
    "access": some("open", "vslo_school"),
    "audiences": some("graduate", "clinical_student"),
    "not_open_to": some("graduate"),
    "residency_seekers": codes("welcome", "not_suitable"),
    "max_years_since_graduation": NUMBERS,
    "limits": st.lists(
        st.fixed_dictionaries({"kind": codes("age", "other"), "maximum": NUMBERS, "note": NOTES}).filter(
            lambda limit: limit["kind"]
        ),
        max_size=2,
    ),
    "patient_contact": codes("none", "hands_on"),
    "specialties": some("Urology", "Neurology"),
    "any_specialty": st.booleans(),
    "weeks_min": NUMBERS,
    "weeks_max": NUMBERS,
    "states": some("TX", "NY"),
    "free": FLAGS,
    "funding": st.none()
    | st.fixed_dictionaries({"kind": st.just("stipend"), "amount_usd": NUMBERS, "note": NOTES}),
    "housing": codes("not_provided"),
    "letter": codes("not_offered", "offered"),
    "certificate": FLAGS,
    "citizenships": some("JP", "DE"),
    "citizenships_refused": some("US"),
    "visas": some("B-1", "ESTA"),
    "visas_refused": some("B-2"),
    "visa_support": FLAGS,
    "lead_time_weeks": NUMBERS,
    "blackout_months": some(*range(1, 13)),
    "capacity": st.none()
    | st.fixed_dictionaries({"count": NUMBERS, "per": codes("month"), "note": NOTES}).filter(
        lambda capacity: any(value is not None for value in capacity.values())
    ),
    "schedule_note": NOTES,
    "phone": NOTES,
}


def is_said(value: Any) -> bool:
    return value not in (None, [], "")


def said_in(record: Record) -> set[str]:
    """Return what a record says; a host that does not say "any specialty" has not denied it."""
    said = {name for name in NAMES if is_said(record[name])}
    return said if record["any_specialty"] else said - {"any_specialty"}


def names_of(found: Any) -> list[str]:
    return [fact.name for group in found.values() for fact in group]


@pytest.fixture(scope="module")
def blank(records: list[Record]) -> Record:
    """Return a record that states nothing but its type."""
    empty: Record = {key: [] if isinstance(value, list) else None for key, value in records[0].items()}
    return empty | {"type": "research", "any_specialty": False, "host": records[0]["host"]}


# Names and groups


def test_facts_are_there_once_and_in_known_groups() -> None:
    assert sorted(set(NAMES)) == sorted(NAMES)
    assert list(dict.fromkeys(fact.group for fact in FACTS)) == list(GROUPS)
    assert list(FACTS_BY_NAME.values()) == list(FACTS)


def test_every_key_of_a_record_is_a_fact_or_shown_elsewhere(records: list[Record]) -> None:
    elsewhere = {
        "slug",
        "name",
        "host",
        "fees",
        "requirements",
        "sources",
        "differences",
        "summary",
        "proof",
    }
    assert set(records[0]) - set(NAMES) == elsewhere
    assert set(NAMES) - set(records[0]) == set()


# Stated or missing


def test_every_shipped_record_states_or_misses_each_fact(records: list[Record]) -> None:
    for record in records:
        stated, missing = names_of(stated_facts(record)), [fact.name for fact in missing_facts(record)]
        assert sorted([*stated, *missing]) == sorted(NAMES), record["slug"]


def test_a_shipped_fact_is_missing_exactly_when_its_record_says_nothing(records: list[Record]) -> None:
    for record in records:
        assert set(names_of(stated_facts(record))) == said_in(record), record["slug"]


def test_no_stated_fact_reads_not_stated(records: list[Record]) -> None:
    for record in records:
        words = [fact.words for group in stated_facts(record).values() for fact in group]
        assert [text for text in words if formatting.NOT_STATED in text or "None" in text.split()] == []
        assert {fact.words for fact in missing_facts(record)} <= {formatting.NOT_STATED}


@settings(deadline=None)
@given(values=st.fixed_dictionaries({}, optional=VALUES))
def test_whatever_is_said_is_stated_and_nothing_else_is(values: Record, blank: Record) -> None:
    record = blank | values
    said = said_in(record)
    assert set(names_of(stated_facts(record))) == said
    assert {fact.name for fact in missing_facts(record)} == set(NAMES) - said


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("free", False, "No"),
        ("certificate", False, "No"),
        ("visa_support", False, "No"),
        ("max_years_since_graduation", 0, "At most 0"),
        ("weeks_min", 0, "0 weeks"),
        ("lead_time_weeks", 0, "0 weeks"),
        ("patient_contact", "none", "No patient contact"),
        ("letter", "not_offered", "No letter"),
        ("housing", "not_provided", "No housing"),
        ("intake", "not_offered", "Not offered to international applicants"),
        ("funding", {"kind": "stipend", "amount_usd": 0, "note": None}, "Stipend. $0"),
        ("capacity", {"count": 0, "per": "year", "note": None}, "0 places per year"),
        ("limits", [{"kind": "attempts", "maximum": 0, "note": None}], "Exam attempts: at most 0"),
    ],
)
def test_a_stated_no_or_zero_is_stated(name: str, value: Any, words: str, blank: Record) -> None:
    record = blank | {name: value}
    assert FACTS_BY_NAME[name].words(record) == words
    assert name in names_of(stated_facts(record))
    assert name not in [fact.name for fact in missing_facts(record)]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "type"])
def test_nothing_said_is_missing(name: str, blank: Record) -> None:
    assert FACTS_BY_NAME[name].words(blank) is None
    assert FACTS_BY_NAME[name].words(blank | {name: [] if isinstance(blank[name], list) else None}) is None


# Words


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("intake_as_of", "2024-12", "December 2024"),
        ("access", ["open", "vslo_school"], "Open to anyone who qualifies; VSLO schools only"),
        ("max_years_since_graduation", 2.5, "At most 2.5"),
        ("weeks_max", 1, "1 week"),
        ("weeks_max", 4.3, "30 days"),
        ("weeks_max", 0.7, "5 days"),
        ("specialties", ["Neurology", "Urology"], "Neurology, Urology"),
        ("funding", {"kind": "award", "amount_usd": 1500, "note": "Twice."}, "Award. $1,500. Twice"),
        ("funding", {"kind": "in_kind", "amount_usd": None, "note": None}, "In kind"),
        ("capacity", {"count": 1, "per": None, "note": "More later"}, "1 place. More later"),
        ("capacity", {"count": None, "per": None, "note": "Few"}, "Few"),
        ("visas", ["B-1", "ESTA"], "B-1, ESTA"),
        ("citizenships", ["JP", "DE"], "Japan, Germany"),
        ("blackout_months", [12, 6], "June, December"),
        ("states", ["TX", "NM"], "Texas, New Mexico"),
        ("provider", {"name": "Rotations", "kind": "agency"}, "Rotations (Agency)"),
        (
            "limits",
            [{"kind": "age", "maximum": 35, "note": "on arrival"}],
            "Age in years: at most 35: on arrival",
        ),
        (
            "limits",
            [
                {"kind": "age", "maximum": 35, "note": None},
                {"kind": "other", "maximum": None, "note": "One visit"},
            ],
            "Age in years: at most 35; Other limit: One visit",
        ),
        (
            "windows",
            [{"opens": "--12-01", "closes": "2027-02-03", "term": "Spring", "note": None}],
            "Spring. opens December 1 every year, closes February 3, 2027",
        ),
        (
            "windows",
            [
                {"opens": None, "closes": "--03-01", "term": None, "note": None},
                {"opens": None, "closes": None, "term": None, "note": "Rolling"},
            ],
            "closes March 1 every year; Rolling",
        ),
    ],
)
def test_a_fact_in_words(name: str, value: Any, words: str, blank: Record) -> None:
    assert FACTS_BY_NAME[name].words(blank | {name: value}) == words


@pytest.mark.parametrize(
    ("any_specialty", "specialties", "words", "names"),
    [
        (True, [], "Yes: the host says various or most departments", None),
        (True, ["Urology"], "Yes: the host says various or most departments", "Urology"),
        (False, ["Urology"], None, "Urology"),
        (False, [], None, None),
        (None, [], None, None),
    ],
)
def test_any_specialty_is_said_beside_the_names(
    any_specialty: bool | None,  # noqa: FBT001
    specialties: list[str],
    words: str | None,
    names: str | None,
    blank: Record,
) -> None:
    record = blank | {"any_specialty": any_specialty, "specialties": specialties}
    assert (facts.any_specialty_words(record), facts.specialties_words(record)) == (words, names)


def test_words_of_every_shipped_fact_are_text(records: list[Record]) -> None:
    words = [fact.words(record) for record in records for fact in FACTS]
    assert {type(text) for text in words} == {str, type(None)}
    assert [text for text in words if text is not None and not text.strip()] == []
    assert json.loads(json.dumps(words)) == words


# What to ask


def test_what_is_worth_asking_comes_first(blank: Record) -> None:
    asked = [bool(fact.question) for fact in missing_facts(blank)]
    assert asked == sorted(asked, reverse=True)
    assert (asked.count(True), asked.count(False)) == (25, 19)


@pytest.mark.parametrize(
    ("lists", "asked"),
    [
        ({}, ["fees", "requirements"]),
        ({"fees": [{}]}, ["requirements"]),
        ({"requirements": [{}]}, ["fees"]),
        ({"fees": [{}], "requirements": [{}]}, []),
    ],
)
def test_empty_lists_are_asked_about(lists: Record, asked: list[str], blank: Record) -> None:
    found = missing_lists(blank | lists)
    assert [fact.name for fact in found] == asked
    assert [fact.words for fact in found] == [formatting.NOT_STATED] * len(asked)


def test_groups_without_any_fact_are_left_out(blank: Record) -> None:
    assert list(stated_facts(blank)) == [facts.WORK]
    assert list(stated_facts(blank | {"free": False, "phone": "1"})) == [
        facts.WORK,
        facts.MONEY,
        facts.CONTACT,
    ]
