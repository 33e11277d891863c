"""A program as its page shows it: who may come, fees, requirements, proof, and what search engines read."""

import datetime
import json
from typing import Any

import pytest
from django.db.models import Prefetch, prefetch_related_objects
from hypothesis import given, settings
from hypothesis import strategies as st

from programs import facts, pricing
from programs.choices import SHUT_INTAKES, Access, Intake, SourceKind
from programs.models import FlagSilence, Program, Requirement, StateRule
from programs.pages.program_detail import ProgramPage, json_ld, program_page
from programs.pages.program_sections import (
    FeeWords,
    access_section,
    fee_words,
    month_chips,
    requirement_words,
)
from programs.search import Catalog
from programs.search.catalog import IndexedCatalog
from programs.search.index import Index
from programs.search.vocabulary import CatalogWords
from tests.factories import make_record

Record = dict[str, Any]
TODAY = datetime.date(2026, 11, 23)
JULY = datetime.date(2026, 7, 1)


def detail_of(record: Record, **columns: Any) -> ProgramPage:
    """Return the detail of an unsaved program, in a catalog of its own."""
    program = Program(pk=1, record=record, **columns)
    prefetch_related_objects([program], Prefetch("silences", FlagSilence.objects.none()))
    return program_page(program, IndexedCatalog(Index([], version=1, today=TODAY)))


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the catalog know two requirements and three rules of state law."""
    documents = [
        Requirement(code="tb_test", label="TB test", group="health", validity_text="One year."),
        Requirement(code="usmle_step1", label="Step 1", group="exam", what_it_is="An exam"),
    ]
    rules = [StateRule(state=state, rule=f"Law of {state}") for state in ("NM", "NY", "TX")]
    monkeypatch.setattr(CatalogWords, "requirements", {row.code: row for row in documents})
    monkeypatch.setattr(CatalogWords, "state_rules", rules)


@pytest.fixture
def plain(records: list[Record]) -> Record:
    """Return a shipped record with nobody shut out and no notes."""
    open_to_all = {"intake": None, "intake_as_of": None, "access": [], "access_note": None, "not_open_to": []}
    return records[0] | open_to_all


# Who may come


@pytest.mark.parametrize("intake", [None, *Intake])
def test_an_intake_that_shuts_the_door(intake: str | None, plain: Record) -> None:
    detail = detail_of(plain | {"intake": intake})
    assert detail.access.is_shut is (intake in SHUT_INTAKES)
    assert detail.access.words == ([] if intake in (None, "open") else [Intake(intake).label])


@pytest.mark.parametrize(
    ("intake", "title"),
    [
        *((intake, "This program is shut") for intake in ("not_offered", "discontinued")),
        *((intake, "Not open when the source was written") for intake in ("paused", "closed", "full")),
        *((intake, "Not open to everyone") for intake in (None, "open", "invitation_only")),
    ],
)
def test_how_shut_the_door_is(intake: str | None, title: str, plain: Record) -> None:
    assert detail_of(plain | {"intake": intake}).access.title == title


@pytest.mark.parametrize("access", Access)
def test_access_that_narrows_the_door(access: Access, plain: Record) -> None:
    words = detail_of(plain | {"access": [access], "access_note": "Only some"}).access.words
    narrows = access not in (Access.OPEN, Access.AGENCY_CUSTOMER)
    assert words == ([access.label, "Only some"] if narrows else [])


def test_door_words_stand_from_the_widest_to_the_narrowest(plain: Record) -> None:
    record = plain | {
        "intake": "paused",
        "intake_as_of": "2026-05",
        "not_open_to": ["graduate", "resident_abroad"],
        "access": ["open", "vslo_school", "partner_school"],
        "access_note": "Some schools",
    }
    assert detail_of(record).access.words == [
        "Paused (as of May 2026)",
        "Not open to: Graduate; Resident abroad",
        "VSLO schools only; Partner schools only",
        "Some schools",
    ]


def test_a_record_that_never_heard_of_audiences_turned_away(plain: Record) -> None:
    record = {key: value for key, value in plain.items() if key not in ("not_open_to", "differences")}
    assert (access_section(record).words, record.get("differences")) == ([], None)


@pytest.mark.parametrize(
    ("route", "lead", "sentence"),
    [
        ("direct", None, "Directly to the host."),
        ("vslo", 8, "Through VSLO. Apply at least 8 weeks ahead."),
        ("vslo", 1, "Through VSLO. Apply at least 1 week ahead."),
        (
            None,
            0,
            "The source does not say how to apply. Start at the official page. Apply at least 0 weeks ahead.",
        ),
        (None, None, "The source does not say how to apply. Start at the official page."),
    ],
)
def test_how_to_apply(route: str | None, lead: int | None, sentence: str, plain: Record) -> None:
    assert (
        detail_of(plain | {"application_route": route, "lead_time_weeks": lead}).access.how_to_apply
        == sentence
    )


# Fees


def fee(**more: Any) -> Record:
    line = {"kind": "tuition", "amount_min": 500, "amount_max": 500, "basis": "week", "applies_to": None}
    return line | {"refundable": None, "counted": None, "note": None} | more


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (fee(), FeeWords("Tuition or program fee", "$500", "per week", [], "")),
        (
            fee(amount_max=None, refundable=False),
            FeeWords("Tuition or program fee", "from $500", "per week", ["Not refundable"], ""),
        ),
        (
            fee(amount_min=None, amount_max=None, basis="once", refundable=True),
            FeeWords("Tuition or program fee", "Amount not stated", "once", ["Refundable"], ""),
        ),
        (
            fee(amount_min=0, amount_max=0, applies_to="Students", note="Waived"),
            FeeWords("Tuition or program fee", "$0", "per week", ["For: Students", "Waived"], ""),
        ),
    ],
)
def test_a_fee_in_words(line: Record, words: FeeWords) -> None:
    assert fee_words(line, None) == words


def test_each_fee_shows_its_part_in_the_price(plain: Record) -> None:
    fees = [
        fee(),
        fee(kind="application", amount_min=50, amount_max=75, basis="once"),
        fee(kind="deposit", basis="once"),
        fee(kind="application", amount_min=50, amount_max=75, basis="once", applies_to="Students"),
        fee(kind="registration", amount_min=None, amount_max=None, basis="once"),
        fee(kind="administration", amount_min=0, amount_max=0, basis="once"),
    ]
    detail = detail_of(plain | {"fees": fees, "free": None})
    assert [line.in_price for line in detail.fees.lines] == ["$2,000", "$50 to $75", "", "", "", "$0"]
    assert detail.fees.price_words == "from $2,050"


def test_equal_fee_lines_are_told_apart(plain: Record) -> None:
    fees = [fee(counted=False), fee(counted=True)]
    detail = detail_of(plain | {"fees": fees, "free": None})
    assert [line.in_price for line in detail.fees.lines] == ["", "$2,000"]


@pytest.mark.parametrize(
    ("fees", "free", "words"),
    [([], None, None), ([], False, None), ([], True, "Free"), ([fee()], None, "$2,000")],
)
def test_the_price_in_words(fees: list[Record], free: bool | None, words: str | None, plain: Record) -> None:  # noqa: FBT001
    assert detail_of(plain | {"fees": fees, "free": free}).fees.price_words == words


# Requirements and state law


def asks(code: str, **more: Any) -> Record:
    line = {"code": code, "level": "required", "minimum": None, "detail": None, "any_of": None}
    return line | {"applies_to": None} | more


def test_requirements_stand_by_family_and_unknown_ones_are_left_out(plain: Record) -> None:
    lines = [asks("tb_test"), asks("no_such_code"), asks("usmle_step1", level="preferred", minimum=220.5)]
    shown = detail_of(plain | {"requirements": lines}).requirements
    assert {family: [line.label for line in group] for family, group in shown.items()} == {
        "Exams": ["Step 1"],
        "Health": ["TB test"],
    }
    assert list(shown) == ["Exams", "Health"]


@pytest.mark.parametrize(
    ("line", "level", "minimum", "rest"),
    [
        (asks("x"), "Required", "", ("", "", "")),
        (asks("x", level="not_required", minimum=0), "Said not to be required", "at least 0", ("", "", "")),
        (
            asks("x", level="preferred", minimum=2.5, detail="D", applies_to="A", any_of="O"),
            "Preferred",
            "at least 2.5",
            ("D", "A", "O"),
        ),
    ],
)
def test_a_requirement_in_words(line: Record, level: str, minimum: str, rest: tuple[str, str, str]) -> None:
    words = requirement_words(Requirement(code="x", label="X", what_it_is="What"), line)
    assert (words.level, words.minimum, words.what_it_is, words.expires) == (level, minimum, "What", "")
    assert (words.detail, words.applies_to, words.any_of) == rest


@pytest.mark.parametrize("words", ["", "One year."])
def test_how_long_a_document_is_valid(words: str) -> None:
    assert requirement_words(Requirement(code="x", validity_text=words), asks("x")).expires == words


def test_a_program_s_own_rule_stands_in_for_the_usual_one() -> None:
    tb, line = Requirement(code="x", validity_text="One year."), asks("x") | {"valid_days": 180}
    assert requirement_words(tb, line).expires == "Here it counts for 180 days from its date."


@pytest.mark.parametrize(
    ("state", "states", "rules"),
    [
        ("TX", [], ["Law of TX"]),
        ("TX", ["TX", "NM"], ["Law of NM", "Law of TX"]),
        (None, ["NY"], ["Law of NY"]),
        (None, [], []),
        ("WY", [], []),
    ],
)
def test_state_law_of_the_host_and_of_every_state_it_runs_in(
    state: str | None, states: list[str], rules: list[str], plain: Record
) -> None:
    record = plain | {"host": plain["host"] | {"state": state}, "states": states}
    assert [rule.rule for rule in detail_of(record).state_rules] == rules


# Proof and sources


def source(kind: str = "primary", **more: Any) -> Record:
    return {"url": "https://example.org/", "title": None, "page_date": None, "kind": kind} | more


@pytest.mark.parametrize(
    ("sources", "is_weak"),
    [
        ([], False),
        ([source("secondary")], True),
        ([source("secondary"), source("secondary")], True),
        ([source("secondary"), source("primary")], False),
    ],
)
def test_weak_when_every_source_is_secondary(sources: list[Record], is_weak: bool, plain: Record) -> None:  # noqa: FBT001
    assert detail_of(plain | {"sources": sources}).proof.is_weak is is_weak


def test_a_source_without_title_or_date(plain: Record) -> None:
    sources = [source(), source("secondary", title="Page", page_date="2026-05")]
    shown = detail_of(plain | {"sources": sources}).proof.sources
    assert [(line["title"], line["date"], line["kind"]) for line in shown] == [
        ("https://example.org/", "no date on the page", SourceKind.PRIMARY.label),
        ("Page", "May 2026", "Secondary source"),
    ]


@pytest.mark.parametrize(
    ("fresh_on", "checked_on", "code", "words"),
    [
        (None, None, "undated", "Source has no date. Not re-checked"),
        (JULY, None, "fresh", "Source dated July 2026"),
        (JULY, JULY, "fresh", "Checked July 1, 2026"),
        (datetime.date(2025, 7, 1), None, "stale", "Not checked since July 2025"),
    ],
)
def test_the_age_of_the_proof(
    fresh_on: datetime.date | None,
    checked_on: datetime.date | None,
    code: str,
    words: str,
    plain: Record,
) -> None:
    detail = detail_of(plain, fresh_on=fresh_on, checked_on=checked_on)
    assert (detail.proof.freshness_code, detail.proof.words) == (code, words)


def test_what_differs_is_said_in_words(plain: Record) -> None:
    line = {"audience": "graduate", "fact": "patient_contact", "value": "Observation only"}
    differences = detail_of(plain | {"differences": [line]}).facts.differences
    assert [difference[:2] for difference in differences] == [
        ("Graduate", "Patient contact: Observation only")
    ]


# Everything known and everything to ask


def test_every_shipped_record_states_or_asks_each_fact_once(records: list[Record]) -> None:
    every = sorted([fact.name for fact in facts.FACTS])
    for record in records:
        detail = detail_of(record)
        known = [
            fact.name
            for group in {**detail.facts.who, **detail.facts.work, **detail.facts.rest}.values()
            for fact, _ in group
        ]
        above = ["access_note"] if record["access_note"] in detail.access.words else []
        missing = [fact.name for fact in [*detail.facts.questions, *detail.facts.unstated]]
        lists = [name for name in missing if name in ("fees", "requirements")]
        assert sorted([*known, *above, *missing]) == sorted([*every, *lists]), record["slug"]
        assert lists == [name for name in ("fees", "requirements") if not record[name]]


def test_every_question_asked_is_a_question(records: list[Record]) -> None:
    for record in records:
        detail = detail_of(record)
        assert [fact for fact in detail.facts.questions if not fact.question.endswith("?")] == []
        assert [fact for fact in detail.facts.unstated if fact.question] == []


# For search engines


def test_what_search_engines_read_of_a_program(plain: Record) -> None:
    host = {"name": "Mercy", "kind": "clinic", "city": "Houston", "state": "TX"}
    record = plain | {"name": "Heart", "host": host, "summary": "S", "website": "https://example.org/"}
    assert json_ld(record, pricing.FourWeekPrice(500, 800)) == {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalProgram",
        "name": "Heart",
        "provider": {
            "@type": "Organization",
            "name": "Mercy",
            "address": {
                "@type": "PostalAddress",
                "addressCountry": "US",
                "addressLocality": "Houston",
                "addressRegion": "TX",
            },
        },
        "description": "S",
        "url": "https://example.org/",
        "offers": {"@type": "Offer", "priceCurrency": "USD", "price": 500, "description": "Four weeks"},
    }


def test_search_engines_read_nothing_that_is_not_stated(plain: Record) -> None:
    host = {"name": "Mercy", "kind": "clinic", "city": None, "state": None}
    record = plain | {"host": host, "summary": None, "website": None}
    shown = json_ld(record, pricing.UNKNOWN_PRICE)
    assert set(shown) == {"@context", "@type", "name", "provider"}
    assert shown["provider"]["address"] == {"@type": "PostalAddress", "addressCountry": "US"}
    assert json_ld(record, pricing.NO_FEE)["offers"]["price"] == 0


@settings(deadline=None)
@given(
    text=st.text() | st.sampled_from(["</script><script>alert(1)</script>", "<!--", "]]>", "&lt;", "\u2028"])
)
def test_no_text_leaves_its_script_element(text: str, records: list[Record]) -> None:
    record = records[0] | {"name": text, "summary": text or None}
    structured = detail_of(record).structured
    assert [character for character in "<>&" if character in structured] == []
    assert json.loads(structured)["name"] == text


def test_the_months_are_those_that_the_filter_finds(catalog: Catalog, records: list[Record]) -> None:
    stated = 0
    for number, record in enumerate(records):
        chips, program = month_chips(record), catalog.with_ids([number])
        found = [month for month in range(1, 13) if program & catalog.option("month", str(month))]
        assert [chip.number for chip in chips if chip.is_open] == found
        assert [chip.number for chip in chips] == (list(range(1, 13)) if record["blackout_months"] else [])
        stated += bool(chips)
    assert stated == sum(bool(record["blackout_months"]) for record in records)


def test_a_month_without_places_is_said_to_have_none() -> None:
    chips = month_chips(make_record(blackout_months=[7]))
    assert [(chip.name, chip.is_open) for chip in chips[5:8]] == [
        ("Jun", True),
        ("Jul", False),
        ("Aug", True),
    ]
