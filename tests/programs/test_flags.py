"""Red flags: each rule at its boundary, both sides of it, and what a curator silenced."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs import flags, pricing
from programs.choices import (
    ACADEMIC_HOST_KINDS,
    Audience,
    DifferingFact,
    FeeKind,
    HostKind,
    LetterPolicy,
    PatientContact,
)
from programs.flags import RULES, Flag, FlagCase, is_home_page, open_flags, promises_letter, red_flags
from tests.programs.search import conftest

Record = dict[str, Any]
TODAY = datetime.date(2026, 11, 23)
records = conftest.records
# A record that raises no flag.
CLEAN: Record = {
    "name": "Observership",
    "host": {"name": "Mercy", "kind": "teaching_hospital", "city": None, "state": None},
    "letter": None,
    "summary": None,
    "schedule_note": None,
    "fees": [],
    "free": None,
    "patient_contact": None,
    "audiences": [],
    "differences": [],
    "sources": [{"url": "https://example.org/visit", "title": None, "page_date": None, "kind": "primary"}],
}


def fee(low: int | None = 0, high: int | None = 0, **more: Any) -> Record:
    line = {"kind": "tuition", "amount_min": low, "amount_max": high, "basis": "once", "applies_to": None}
    return line | {"refundable": None, "counted": None, "note": None} | more


def case_of(fresh_on: datetime.date | None = None, **facts: Any) -> FlagCase:
    record = CLEAN | facts
    price = pricing.four_week_price(record["fees"], is_free=record["free"])
    return FlagCase(record, price, fresh_on, TODAY)


def raised(fresh_on: datetime.date | None = None, **facts: Any) -> set[str]:
    return {flag.rule for flag in red_flags(case_of(fresh_on, **facts))}


def at(kind: str) -> Record:
    return CLEAN["host"] | {"kind": kind}


def test_a_program_that_states_little_raises_nothing() -> None:
    assert red_flags(case_of()) == []


# High fee without an academic host


@pytest.mark.parametrize(
    ("fees", "is_raised"),
    [
        ([fee(2499, 2499)], False),
        ([fee(2500, 2500)], True),
        ([fee(1000, 2499)], False),
        ([fee(1000, 2500)], True),
        ([fee(2499, None)], False),
        ([fee(2500, None)], True),
        ([fee(625, 625, basis="week")], True),
        ([fee(624, 624, basis="week")], False),
        ([fee(2400, 2400), fee(100, 100, kind="application")], True),
        ([fee(2400, 2400), fee(100, 100, kind="housing")], False),
        ([fee(None, None)], False),
        ([fee(9000, 9000, basis="year")], False),
        ([], False),
    ],
)
def test_a_high_fee_starts_at_the_published_threshold(fees: list[Record], is_raised: bool) -> None:  # noqa: FBT001
    assert ("high_fee_no_academic_host" in raised(host=at("clinic"), fees=fees)) is is_raised


@pytest.mark.parametrize("kind", HostKind)
def test_a_high_fee_is_flagged_without_an_academic_host(kind: HostKind) -> None:
    found = raised(host=at(kind), fees=[fee(3000, 3000)])
    assert ("high_fee_no_academic_host" in found) is (kind not in ACADEMIC_HOST_KINDS)


def test_the_threshold_is_the_published_one() -> None:
    assert flags.HIGH_FOUR_WEEK_PRICE_USD == 2500
    assert RULES["high_fee_no_academic_host"][1].startswith("Four weeks cost $2,500 or more")


def test_a_high_fee_says_how_high() -> None:
    (flag,) = red_flags(case_of(host=at("clinic"), fees=[fee(1000, 2600)]))
    assert flag.reason.startswith("Four weeks cost $1,000 to $2,600, and no teaching hospital")


# Letters


@pytest.mark.parametrize("letter", [None, *LetterPolicy])
def test_no_letter_is_flagged_only_when_it_is_stated(letter: str | None) -> None:
    assert ("no_letter" in raised(letter=letter)) is (letter == "not_offered")


PROMISES = (
    "Guaranteed letter of recommendation",
    "We guarantee two LoRs",
    "guarantees a strong LOR on letterhead",
    "Letters of recommendation are guaranteed",
    "A letter is guaranteed at the end",
    "Not for students. Guaranteed letter",
    "No stipend; a letter is guaranteed",
    "No exam needed, guaranteed letters",
)
NO_PROMISES = (
    "",
    "A letter on merit",
    "Places are limited and not guaranteed",
    "Guaranteed housing. A letter may be given",
    "Letter not guaranteed",
    "letters are never guaranteed",
    "A letter isn't guaranteed",
    "A letter isn’t guaranteed",
    "We do not guarantee letters",
    "There is no guarantee of a letter",
    "They cannot guarantee a letter",
    "The fee guarantees neither a place nor a letter",
    "Guaranteed newsletter",
)


@pytest.mark.parametrize("text", PROMISES)
def test_a_promised_letter_is_a_flag(text: str) -> None:
    assert promises_letter(text) is True
    assert promises_letter(text.upper()) is True


@pytest.mark.parametrize("text", NO_PROMISES)
def test_a_letter_that_nobody_promises_is_none(text: str) -> None:
    assert promises_letter(text) is False


@pytest.mark.parametrize(
    "facts",
    [
        {"name": PROMISES[0]},
        {"summary": PROMISES[0]},
        {"schedule_note": PROMISES[0]},
        {"fees": [fee(), fee(note=PROMISES[0])]},
        {"sources": [CLEAN["sources"][0] | {"title": PROMISES[0]}]},
    ],
)
def test_a_promise_is_found_wherever_it_stands(facts: Record) -> None:
    assert raised(**facts) == {"guaranteed_letter"}


def test_no_shipped_program_is_accused_of_a_promise_that_it_denies(records: list[Record]) -> None:
    denied = [r for r in records if r["summary"] and "not guaranteed" in r["summary"]]
    assert denied != []
    assert [record["slug"] for record in denied if promises_letter(record["summary"])] == []


# Hosts


@pytest.mark.parametrize("kind", HostKind)
def test_an_agency_names_no_host(kind: HostKind) -> None:
    assert ("no_named_host" in raised(host=at(kind))) is (kind == HostKind.AGENCY)


@pytest.mark.parametrize("kind", HostKind)
def test_hands_on_for_graduates_outside_a_teaching_hospital(kind: HostKind) -> None:
    found = raised(host=at(kind), patient_contact="hands_on", audiences=["graduate"])
    assert ("hands_on_for_graduates" in found) is (kind not in ACADEMIC_HOST_KINDS)


@pytest.mark.parametrize("contact", [None, *PatientContact])
@pytest.mark.parametrize("audience", Audience)
def test_only_hands_on_and_only_for_graduates(contact: str | None, audience: Audience) -> None:
    found = raised(host=at("clinic"), patient_contact=contact, audiences=[audience])
    assert ("hands_on_for_graduates" in found) is (contact == "hands_on" and audience == "graduate")


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("fact", DifferingFact)
def test_a_program_that_says_what_graduates_do_instead_is_not_flagged(
    audience: Audience, fact: DifferingFact
) -> None:
    found = raised(
        host=at("clinic"),
        patient_contact="hands_on",
        audiences=["graduate", "clinical_student"],
        differences=[{"audience": audience, "fact": fact, "value": "Observing"}],
    )
    spared = (audience, fact) == ("graduate", "patient_contact")
    assert ("hands_on_for_graduates" in found) is not spared


def test_a_record_without_differences_has_none() -> None:
    record = {key: value for key, value in CLEAN.items() if key != "differences"}
    record |= {"host": at("clinic"), "patient_contact": "hands_on", "audiences": ["graduate"]}
    case = FlagCase(record, pricing.UNKNOWN_PRICE, None, TODAY)
    assert [flag.rule for flag in red_flags(case)] == ["hands_on_for_graduates"]


# Money back


@pytest.mark.parametrize("kind", FeeKind)
@pytest.mark.parametrize("refundable", [None, True, False])
def test_the_main_payment_that_is_not_paid_back(kind: FeeKind, refundable: bool | None) -> None:  # noqa: FBT001
    found = raised(fees=[fee(kind=kind, refundable=refundable)])
    assert ("not_refundable" in found) is (kind in ("tuition", "deposit") and refundable is False)


@pytest.mark.parametrize(
    ("note", "is_raised"),
    [(None, True), ("Not refundable", True), ("Refunded when the VISA is refused", False)],
)
def test_a_note_on_visas_answers_the_question(note: str | None, is_raised: bool) -> None:  # noqa: FBT001
    assert ("not_refundable" in raised(fees=[fee(refundable=False, note=note)])) is is_raised


# Sources and dates


def source(kind: str = "primary", url: str = "https://example.org/visit") -> Record:
    return CLEAN["sources"][0] | {"kind": kind, "url": url}


@pytest.mark.parametrize(
    ("sources", "reason"),
    [
        ([], "No source is recorded."),
        ([source("secondary")], "The facts come from somebody else's page"),
        ([source("secondary"), source("secondary")], "The facts come from somebody else's page"),
        ([source(url="https://example.org/")], "The source is a home page"),
        ([source(url="https://example.org")], "The source is a home page"),
        ([source(url="https://example.org/#visit")], "The source is a home page"),
        ([source("secondary"), source()], ""),
        ([source(url="https://example.org/"), source()], ""),
        ([source(url="https://example.org/?page=7")], ""),
        ([source()], ""),
    ],
)
def test_a_weak_source(sources: list[Record], reason: str) -> None:
    found = red_flags(case_of(sources=sources))
    assert [flag.rule for flag in found] == (["weak_source"] if reason else [])
    assert "".join(flag.reason for flag in found).startswith(reason)


@pytest.mark.parametrize(
    ("url", "is_home"),
    [
        ("https://a.example", True),
        ("https://a.example/", True),
        ("https://a.example/x", False),
        ("https://a.example/?x", False),
        ("http://a.example:80/", True),
    ],
)
def test_is_home_page(url: str, is_home: bool) -> None:  # noqa: FBT001
    assert is_home_page(url) is is_home


@pytest.mark.parametrize(
    ("days", "is_raised"), [(0, False), (365, False), (730, False), (731, True), (5000, True)]
)
def test_proof_of_over_two_years(days: int, is_raised: bool) -> None:  # noqa: FBT001
    fresh_on = TODAY - datetime.timedelta(days=days)
    assert raised(fresh_on) == ({"not_rechecked"} if is_raised else set())


def test_the_year_of_old_proof_is_said() -> None:
    (flag,) = red_flags(case_of(datetime.date(2019, 5, 1)))
    assert flag.reason == (
        "What decides whether you can go rests in part on a page of 2019. Ask whether it still holds."
    )


# Silences


def everything_wrong() -> FlagCase:
    return case_of(
        datetime.date(2019, 5, 1),
        host=at("agency"),
        letter="not_offered",
        summary="A letter is guaranteed",
        fees=[fee(3000, 3000, refundable=False)],
        patient_contact="hands_on",
        audiences=["graduate"],
        sources=[],
    )


def test_every_rule_can_fire_and_they_stand_in_the_order_of_the_rules() -> None:
    assert [flag.rule for flag in red_flags(everything_wrong())] == list(RULES)


def test_a_flag_carries_its_rule_in_words() -> None:
    found = red_flags(everything_wrong())
    assert [(flag.title, flag.rule_text) for flag in found] == [
        (title, text) for title, text, _ in RULES.values()
    ]
    assert [flag for flag in found if not flag.reason.endswith((".", "?"))] == []
    assert {flag.silenced_because for flag in found} == {""}


@given(st.dictionaries(st.sampled_from([*RULES, "no_such_rule"]), st.text(min_size=1)))
def test_a_silenced_flag_stays_with_its_reason_and_counts_no_more(silences: dict[str, str]) -> None:
    found = red_flags(everything_wrong(), silences.items())
    assert {flag.rule: flag.silenced_because for flag in found} == {
        rule: silences.get(rule, "") for rule in RULES
    }
    assert [flag.rule for flag in open_flags(found)] == [rule for rule in RULES if rule not in silences]


def test_a_silence_raises_nothing() -> None:
    assert red_flags(case_of(), [("no_letter", "Asked them")]) == []
    assert open_flags([Flag("no_letter", "", "", "", "Asked"), Flag("weak_source", "", "", "")]) == [
        Flag("weak_source", "", "", "")
    ]


def test_every_shipped_record_can_be_judged(records: list[Record]) -> None:
    for record in records:
        price = pricing.four_week_price(record["fees"], is_free=record["free"])
        assert {flag.rule for flag in red_flags(FlagCase(record, price, None, TODAY))} <= set(RULES)
