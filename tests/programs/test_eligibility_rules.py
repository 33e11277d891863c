"""What a program asks of a person, from its record."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.curation.importing.record_check import check_record
from programs.eligibility_rules import Ask, Rule, rule_of, rules_of, unstated_kinds
from tests.factories import make_record

Record = dict[str, Any]
CODES = st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True)
NUMBERS = st.none() | st.integers(0, 10**7) | st.decimals(0, 10**5, places=2).map(float)
ASKS = st.builds(Ask, CODES, NUMBERS, NUMBERS, st.sampled_from(["", "foreign", "some", "student"]))
RULES = st.builds(
    Rule,
    st.sampled_from(["requirement", "access", "limit", "visas"]),
    st.lists(ASKS, max_size=4).map(tuple),
    st.lists(CODES, max_size=3).map(tuple),
)


def record(**facts: Any) -> Record:
    """Return a normalized record that states these facts and little else."""
    checked = check_record(make_record(**facts))
    assert checked.record, checked.errors
    return checked.record


def keys(**facts: Any) -> list[str]:
    return [rule.key for rule in rules_of(record(**facts))]


def line(code: str, level: str = "required", **facts: Any) -> Record:
    return {"code": code, "level": level, **facts}


@given(RULES)
def test_a_key_gives_its_rule_back(rule: Rule) -> None:
    assert rule_of(rule.key) == rule


def test_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no part of a rule"):
        rule_of("requirement:toefl>=high")


def test_a_record_that_states_no_rule_has_no_rule_and_says_so() -> None:
    assert keys() == []
    assert unstated_kinds(record()) == [
        "intake",
        "audiences",
        "residency_seekers",
        "max_years_since_graduation",
        "access",
        "citizenship",
        "visas",
        "requirement",
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"intake": "paused"}, ["intake:paused"]),
        (
            {"audiences": ["graduate", "clinical_student"], "not_open_to": ["resident_abroad"]},
            ["audiences:clinical_student|graduate!resident_abroad"],
        ),
        ({"not_open_to": ["graduate"]}, ["audiences:!graduate"]),
        ({"residency_seekers": "not_suitable"}, ["residency_seekers:not_suitable"]),
        ({"max_years_since_graduation": 3}, ["max_years_since_graduation:years<=3"]),
        ({"access": ["open"]}, ["access:open"]),
        ({"access": ["citizenship"]}, ["citizenship:"]),
        ({"access": ["vslo_school", "partner_school"]}, ["access:partner_school|vslo_school"]),
        (
            {"access": ["partner_school", "home_school_nomination", "citizenship"]},
            ["access:partner_school", "access:home_school_nomination", "citizenship:"],
        ),
        ({"visas": ["ESTA", "B-1"], "visas_refused": ["B-2"]}, ["visas:B-1|ESTA!B-2"]),
        ({"limits": [{"kind": "age", "maximum": 35}]}, ["limit:age_limit<=35"]),
        ({"limits": [{"kind": "attempts", "maximum": 2}]}, ["limit:usmle_attempt_limit<=2"]),
        ({"limits": [{"kind": "electives", "maximum": 2}]}, []),
    ],
)
def test_rules_of_single_facts(facts: Record, expected: list[str]) -> None:
    assert keys(**facts) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line("toefl", minimum=100)], ["requirement:toefl>=100"]),
        ([line("toefl", "preferred"), line("cv", "not_required")], []),
        (
            [line("toefl", minimum=90, any_of="English"), line("oet", any_of="English"), line("cv")],
            ["requirement:oet|toefl>=90", "requirement:cv"],
        ),
        ([line("cv", applies_to="Students")], ["requirement:cv@student"]),
        ([line("cv", applies_to="Foreign nationals")], ["requirement:cv@foreign"]),
        ([line("cv", applies_to="Stays over 30 days")], ["requirement:cv@some"]),
        ([line("age_limit", minimum=16)], ["limit:age_limit>=16"]),
        ([line("usmle_attempt_limit", minimum=1)], ["limit:usmle_attempt_limit<=1"]),
    ],
)
def test_rules_of_requirements(lines: list[Record], expected: list[str]) -> None:
    assert keys(requirements=lines) == expected


def test_a_limit_stated_twice_is_one_rule() -> None:
    lines, limits = [line("age_limit", minimum=30)], [{"kind": "age", "maximum": 40, "note": "Aged 30-40"}]
    (rule,) = rules_of(record(requirements=lines, limits=limits))
    assert (rule.key, rule.code, rule.note) == ("limit:age_limit>=30<=40", "age_limit", "Aged 30-40")


@pytest.mark.parametrize(
    ("audiences", "key"),
    [
        (["clinical_student"], "requirement:medical_diploma"),
        (["graduate"], "requirement:medical_diploma"),
        (["clinical_student", "graduate"], "requirement:medical_diploma@some"),
    ],
)
def test_a_diploma_is_asked_of_some_where_students_and_graduates_go(audiences: list[str], key: str) -> None:
    assert key in keys(audiences=audiences, requirements=[line("medical_diploma")])


def test_equal_rules_are_equal_whatever_their_words() -> None:
    one = rules_of(record(requirements=[line("cv", detail="In English")]))
    other = rules_of(record(requirements=[line("cv", detail="Two pages")]))
    assert one == other
    assert [rule.note for rule in [*one, *other]] == ["In English", "Two pages"]


def test_the_note_says_of_whom_it_is_asked() -> None:
    lines = [
        line("cv", detail="Short", applies_to="Students"),
        line("mspe", detail="Students: sealed", applies_to="Students"),
    ]
    assert [rule.note for rule in rules_of(record(requirements=lines))] == [
        "Short. Required for: Students",
        "Students: sealed",
    ]


@pytest.mark.parametrize("fact", ["access", "requirements"])
def test_what_is_stated_is_not_missing(fact: str) -> None:
    facts = {"access": ["open"], "requirements": [line("cv", "preferred")]}
    name = {"access": "access", "requirements": "requirement"}[fact]
    assert name in unstated_kinds(record())
    assert name not in unstated_kinds(record(**{fact: facts[fact]}))
