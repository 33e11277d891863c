"""One raw record, checked."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.curation.importing.record_check import MOST_ROWS, check_record
from programs.curation.importing.record_values import SHOWN_CHARACTERS, quote_value

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FEE = {"kind": "tuition", "basis": "once"}
SMALL = {
    "slug": "small-hospital-observership",
    "name": "Observership",
    "host": {"name": "Small Hospital", "kind": "community_hospital"},
    "type": "observership",
}
NOTHING_ELSE = {
    "activities": [],
    "supervisor": None,
    "included": [],
    "evaluation": None,
    "blocks": [],
    "packages": [],
    "proof": {},
    "summary": None,
    "provider": None,
    "states": [],
    "delivery": None,
    "setting": None,
    "patient_contact": None,
    "specialties": [],
    "any_specialty": False,
    "audiences": [],
    "not_open_to": [],
    "residency_seekers": None,
    "access": [],
    "access_note": None,
    "citizenships": [],
    "citizenships_refused": [],
    "weeks_min": None,
    "weeks_max": None,
    "free": None,
    "fees": [],
    "funding": None,
    "letter": None,
    "letterhead": None,
    "certificate": None,
    "requirements": [],
    "max_years_since_graduation": None,
    "visas": [],
    "visas_refused": [],
    "visa_support": None,
    "application_route": None,
    "windows": [],
    "lead_time_weeks": None,
    "blackout_months": [],
    "schedule_note": None,
    "capacity": None,
    "housing": None,
    "intake": None,
    "intake_as_of": None,
    "website": None,
    "email": None,
    "phone": None,
    "limits": [],
    "differences": [],
    "sources": [],
}


def test_a_missing_key_is_not_stated() -> None:
    record, errors, notes = check_record(SMALL)
    place = {"name": "Small Hospital", "kind": "community_hospital", "city": None, "state": None}
    assert record == SMALL | NOTHING_ELSE | {"host": place}
    assert errors == []
    assert notes == ["sources: none is named"]


@pytest.mark.parametrize("unstated", [None, "", "  ", "\n"])
def test_null_and_blank_texts_are_not_stated(unstated: str | None) -> None:
    record, errors, _ = check_record(SMALL | {"summary": unstated, "weeks_min": unstated, "letter": unstated})
    assert errors == []
    assert record is not None
    assert [record["summary"], record["weeks_min"], record["letter"]] == [None, None, None]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("slug", "slug: is missing"),
        ("name", "name: is missing"),
        ("type", "type: is missing"),
        ("host", "host: is missing"),
    ],
)
def test_required_keys(key: str, message: str) -> None:
    without = {name: value for name, value in SMALL.items() if name != key}
    assert check_record(without) == (None, [message], [])
    assert check_record(SMALL | {key: None}) == (None, [message], [])


def test_required_keys_inside() -> None:
    raw = SMALL | {
        "host": {},
        "provider": {},
        "fees": [{}],
        "requirements": [{}],
        "sources": [{}],
        "limits": [{}],
        "differences": [{}],
        "funding": {},
    }
    assert sorted(check_record(raw).errors) == [
        "differences[0].audience: is missing",
        "differences[0].fact: is missing",
        "differences[0].value: is missing",
        "fees[0].basis: is missing",
        "fees[0].kind: is missing",
        "funding.kind: is missing",
        "host.kind: is missing",
        "host.name: is missing",
        "limits[0].kind: is missing",
        "provider.kind: is missing",
        "provider.name: is missing",
        "requirements[0].code: is missing",
        "requirements[0].level: is missing",
        "sources[0].kind: is missing",
        "sources[0].url: is missing",
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"slug": "Has-Capitals"}, "slug: 'Has-Capitals' is not made of lower-case ascii"),
        ({"slug": "under_score"}, "slug: 'under_score' is not made of lower-case ascii"),
        ({"slug": "two--hyphens"}, "slug: 'two--hyphens' is not made of lower-case ascii"),
        ({"slug": "a" * 101}, "has 101 characters, more than 100"),
        ({"slug": 7}, "slug: 7 is not a text"),
        ({"name": "x" * 301}, "has 301 characters, more than 300"),
        ({"name": "two\nlines"}, "name: 'two\\nlines' has the forbidden character U+000A"),
        ({"name": "a\x00b"}, "has the forbidden character U+0000"),
        ({"name": "half \ud800"}, "has the forbidden character U+D800"),
        ({"summary": "x" * 2001}, "has 2001 characters, more than 2000"),
        ({"summary": "bell\x07"}, "has the forbidden character U+0007"),
        ({"summary": ["a"]}, "summary: ['a'] is not a text"),
        ({"type": "internship"}, "type: unknown code 'internship'; known are clerkship, elective,"),
        ({"type": ["elective"]}, "type: unknown code ['elective']"),
        ({"delivery": True}, "delivery: unknown code True"),
        ({"audiences": "graduate"}, "audiences: 'graduate' is not a list"),
        ({"audiences": ["doctor"]}, "audiences[0]: unknown code 'doctor'"),
        ({"audiences": ["graduate", "graduate"]}, "audiences: 'graduate' is there more than once"),
        ({"audiences": [None]}, "audiences[0]: is missing"),
        ({"audiences": [{}]}, "audiences[0]: unknown code {}"),
        ({"states": ["ZZ"]}, "states[0]: unknown code 'ZZ'"),
        ({"blackout_months": [0]}, "blackout_months[0]: unknown code 0"),
        ({"blackout_months": [13]}, "blackout_months[0]: unknown code 13"),
        ({"blackout_months": [True]}, "blackout_months[0]: unknown code True"),
        ({"blackout_months": [1.0]}, "blackout_months[0]: unknown code 1.0"),
        ({"visas": ["B1"]}, "visas[0]: 'B1' is refused: Write a visa class"),
        ({"citizenships": ["XX"]}, "citizenships[0]: 'XX' is refused: Write a country"),
        ({"citizenships_refused": [1]}, "citizenships_refused[0]: 1 is not a text"),
        ({"visas": [1]}, "visas[0]: 1 is not a text"),
        ({"specialties": ["Cardiology", "Cardiology"]}, "specialties: 'Cardiology' is there more than once"),
        ({"weeks_min": "4"}, "weeks_min: '4' is not a number"),
        ({"weeks_min": True}, "weeks_min: True is not a number"),
        ({"weeks_min": -1}, "weeks_min: -1 is negative"),
        ({"weeks_min": float("nan")}, "weeks_min: nan is not a finite number"),
        ({"weeks_min": float("inf")}, "weeks_min: inf is not a finite number"),
        ({"weeks_min": 4.333}, "weeks_min: 4.333 is refused: Ensure that there are no more than 2 decimal"),
        ({"weeks_min": 10_000}, "weeks_min: 10000 is refused: Ensure that there are no more than 4 digits"),
        ({"weeks_min": 10**40}, "is more than 1000000"),
        ({"weeks_min": 5, "weeks_max": 4}, "weeks_min: weeks_min 5 is more than weeks_max 4"),
        ({"free": 1}, "free: 1 is neither true, false nor null"),
        ({"any_specialty": "yes"}, "any_specialty: 'yes' is neither true, false nor null"),
        ({"website": "javascript:alert(1)"}, "website: 'javascript:alert(1)' is refused: Enter a valid URL."),
        ({"website": "ftp://example.org/x"}, "website: 'ftp://example.org/x' is refused: Enter a valid URL."),
        ({"website": "example.org"}, "website: 'example.org' is refused: Enter a valid URL."),
        ({"email": "nobody"}, "email: 'nobody' is refused: Enter a valid email address."),
        ({"intake_as_of": "2024-13"}, "intake_as_of: '2024-13' is refused: Write a date as 2024, 2024-12"),
        ({"intake_as_of": "--12-01"}, "intake_as_of: '--12-01' is refused: Write a date as 2024, 2024-12"),
        ({"intake_as_of": "9999"}, "intake_as_of: '9999' is refused: Write a date as 2024, 2024-12"),
        ({"host": "Mercy"}, "host: 'Mercy' is not an object"),
        ({"host": {"name": "Mercy", "kind": "palace"}}, "host.kind: unknown code 'palace'"),
        ({"host": SMALL["host"] | {"state": "California"}}, "host.state: unknown code 'California'"),
        ({"provider": []}, "provider: [] is not an object"),
        ({"fees": {}}, "fees: {} is not a list"),
        ({"fees": [FEE] * (MOST_ROWS + 1)}, "fees: has 101 entries, more than 100"),
        ({"fees": [None]}, "fees[0]: is missing"),
        ({"windows": [{}, None]}, "windows[1]: is missing"),
        ({"fees": ["100"]}, "fees[0]: '100' is not an object"),
        ({"fees": [FEE | {"amount_min": 12.5}]}, "fees[0].amount_min: 12.5 is not a whole number"),
        ({"fees": [FEE | {"amount_min": -5}]}, "fees[0].amount_min: -5 is negative"),
        (
            {"fees": [FEE | {"amount_min": 5, "amount_max": 4}]},
            "fees[0]: amount_min 5 is more than amount_max 4",
        ),
        ({"fees": [FEE | {"counted": "no"}]}, "fees[0].counted: 'no' is neither true, false nor null"),
        ({"windows": [{"opens": "2024-02-30"}]}, "windows[0].opens: '2024-02-30' is refused: Write a date"),
        ({"windows": [{"closes": "2024"}]}, "windows[0].closes: '2024' is refused: Write a date"),
        (
            {"windows": [{"opens": "2024-03-01", "closes": "2024-02-01"}]},
            "windows[0]: opens '2024-03-01' is after closes '2024-02-01'",
        ),
        ({"requirements": [{"code": "cv", "level": "maybe"}]}, "requirements[0].level: unknown code 'maybe'"),
        (
            {"requirements": [{"code": "cv", "level": "required"}] * 2},
            "requirements: 'cv' is there more than once",
        ),
        ({"limits": [{"kind": "age", "maximum": "35"}]}, "limits[0].maximum: '35' is not a number"),
        (
            {"requirements": [{"code": "tb_test", "level": "required", "valid_days": 0}]},
            "requirements[0].valid_days: 0 is not from 1 to 3660 days",
        ),
        (
            {"requirements": [{"code": "tb_test", "level": "required", "valid_days": 3661}]},
            "requirements[0].valid_days: 3661 is not from 1 to 3660 days",
        ),
        (
            {"requirements": [{"code": "tb_test", "level": "required", "valid_days": 30.5}]},
            "requirements[0].valid_days: 30.5 is not a whole number",
        ),
        ({"capacity": {"count": 2.5}}, "capacity.count: 2.5 is not a whole number"),
    ],
)
def test_refusals_name_key_and_value(change: dict[str, Any], message: str) -> None:
    record, errors, _ = check_record(SMALL | change)
    assert record is None
    assert [message in error for error in errors] == [True]


def test_all_errors_are_told_at_once() -> None:
    raw = SMALL | {"slug": "", "weeks_min": -1, "fees": [FEE, {"kind": "tip", "basis": "once"}]}
    paths = [error.split(":")[0] for error in check_record(raw).errors]
    assert sorted(paths) == ["fees[1].kind", "slug", "weeks_min"]


@pytest.mark.parametrize("raw", [None, [], "text", 7, True])
def test_a_record_is_an_object(raw: Any) -> None:
    record, errors, _ = check_record(raw)
    assert record is None
    assert len(errors) == 1


def test_unknown_keys_are_noted() -> None:
    record, errors, notes = check_record(
        SMALL | {"stars": 5, "sources": [{"url": "https://a.org/", "kind": "primary", "x": 1}]}
    )
    assert record is not None
    assert errors == []
    assert notes == ["ignored unknown keys ['stars']", "sources[0]: ignored unknown keys ['x']"]


def test_the_same_requirement_may_be_asked_twice_of_different_people() -> None:
    line = {"code": "cv", "level": "required"}
    lines = [line, line | {"applies_to": "Students"}, line | {"any_of": "Students"}]
    assert check_record(SMALL | {"requirements": lines}).errors == []


def test_days_of_every_year_have_no_order() -> None:
    assert check_record(SMALL | {"windows": [{"opens": "--11-01", "closes": "--02-29"}]}).errors == []


def test_texts_are_trimmed_and_long_ones_keep_their_lines() -> None:
    record = check_record(SMALL | {"name": " Observership ", "summary": "One.\r\nTwo.\n"}).record
    assert record is not None
    assert [record["name"], record["summary"]] == ["Observership", "One.\r\nTwo."]


@pytest.mark.parametrize(
    ("raw", "number"), [(4, 4), (4.0, 4), (4.3, 4.3), (0, 0), (0.25, 0.25), (-0.0, 0), (9999.99, 9999.99)]
)
def test_numbers_are_whole_where_they_are_whole(raw: float, number: float) -> None:
    record = check_record(SMALL | {"weeks_min": raw}).record
    assert record is not None
    assert (record["weeks_min"], type(record["weeks_min"])) == (number, type(number))


def test_capacity_that_says_nothing_is_not_stated() -> None:
    record = check_record(SMALL | {"capacity": {"count": None, "note": ""}}).record
    assert record is not None
    assert record["capacity"] is None


def test_every_shipped_record_is_right_and_stays_as_it_is(program_lines: list[bytes]) -> None:
    for line in program_lines:
        record, errors, notes = check_record(json.loads(line))
        assert (errors, notes) == ([], [])
        assert check_record(copy.deepcopy(record)) == (record, [], [])


@given(JSON_VALUES)
def test_no_value_makes_it_raise(raw: Any) -> None:
    assert check_record(raw).record is None


@given(st.sampled_from(sorted(SMALL | NOTHING_ELSE)), JSON_VALUES)
def test_whatever_a_key_holds_the_outcome_is_a_record_or_reasons(key: str, value: Any) -> None:
    record, errors, _ = check_record(SMALL | {key: value})
    assert (record is None) == bool(errors)
    assert [len(error) < 500 for error in errors] == [True] * len(errors)
    if record is not None:
        assert check_record(copy.deepcopy(record)).record == record


@given(JSON_VALUES)
def test_shown_values_are_short_and_printable(value: Any) -> None:
    assert len(quote_value(value)) <= SHOWN_CHARACTERS
    assert quote_value(value).isprintable() is True


# Proof

SOURCES = [{"url": f"https://example.org/{number}", "kind": "primary"} for number in range(3)]
PROVEN = SMALL | {
    "sources": SOURCES,
    "housing": "provided",
    "audiences": ["graduate"],
    "fees": [{"kind": "tuition", "basis": "once"}, {"kind": "deposit", "basis": "once"}],
}


@pytest.mark.parametrize(
    ("proof", "kept"),
    [
        ({}, {}),
        ({"housing": 0}, {}),
        ({"housing": 1, "fees": 2}, {"fees": 2, "housing": 1}),
        ({"fees.0": 2, "fees.1": 2}, {"fees": 2}),
        ({"fees.1": 1}, {"fees.1": 1}),
        ({"audiences": 1, "audiences.graduate": 2}, {"audiences": 1, "audiences.graduate": 2}),
    ],
)
def test_proof_is_written_in_one_way(proof: dict[str, int], kept: dict[str, int]) -> None:
    record, errors, notes = check_record(PROVEN | {"proof": proof})
    assert (record and record["proof"], errors, notes) == (kept, [], [])


@pytest.mark.parametrize(
    ("proof", "message"),
    [
        ({"housing": 3}, "proof.housing: there is no source 3; 3 are named, counted from 0"),
        ({"garden": 1}, "proof: 'garden' is no fact"),
        ({"sources": 1}, "proof: 'sources' is no fact"),
        ({"housing": "first"}, "proof.housing: 'first' is not a number"),
        ({"housing": None}, "proof.housing: is missing"),
        (["housing"], "proof: ['housing'] is not an object with at most 100 keys"),
    ],
)
def test_a_wrong_proof_is_refused(proof: Any, message: str) -> None:
    record, errors, _ = check_record(PROVEN | {"proof": proof})
    assert (record, errors) == (None, [message])


def test_proof_of_what_is_not_stated_is_ignored_with_a_note() -> None:
    record, errors, notes = check_record(PROVEN | {"proof": {"letter": 1, "fees.7": 1, "audiences.x": 1}})
    assert (record and record["proof"], errors) == ({}, [])
    assert notes == ["proof: ignored what is not stated ['letter', 'fees.7', 'audiences.x']"]
