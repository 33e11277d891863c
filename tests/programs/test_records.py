"""The catalog's exchange format."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from programs import choices
from programs.models import (
    AudienceDifference,
    Block,
    Fee,
    Host,
    Limit,
    Package,
    Program,
    ProgramRequirement,
    Provider,
    Requirement,
    Source,
    Specialty,
    Window,
)
from programs.records import BLANK, changed_facts, plain_number, record_of, stated_value
from tests.factories import make_program

VALUES = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers())
RECORDS = st.dictionaries(st.sampled_from("abcdef"), VALUES)


@pytest.mark.parametrize(
    ("number", "plain"),
    [
        (None, None),
        (Decimal("4.00"), 4),
        (Decimal("4.30"), 4.3),
        (Decimal(0), 0),
        (Decimal("0.10"), 0.1),
        (2.0, 2),
        (7, 7),
    ],
)
def test_plain_number(number: Decimal | float | None, plain: float | None) -> None:
    assert (plain_number(number), type(plain_number(number))) == (plain, type(plain))


@given(st.decimals(0, 9999, places=2))
def test_plain_numbers_are_exact(number: Decimal) -> None:
    assert Decimal(str(plain_number(number))) == number


@pytest.fixture
def bare_program(db: None) -> Program:
    host = Host.objects.create(name="Mercy", slug="mercy")
    return Program.objects.create(slug="bare", name="Bare", host=host, host_kind="clinic", type="elective")


@pytest.fixture
def full_program(bare_program: Program) -> Program:
    """A program that states something of every kind."""
    program = bare_program
    program.provider = Provider.objects.create(name="Rotations", kind="agency")
    program.weeks_min, program.is_free, program.has_certificate = Decimal("2.50"), False, True
    program.audiences, program.blackout_months = ["graduate", "clinical_student"], [7, 6]
    program.funding_kind, program.capacity_note = "stipend", "Few"
    program.save()
    program.specialties.set(
        [Specialty.objects.create(name=name, slug=name.lower()) for name in ("Urology", "Allergy")]
    )
    cv = Requirement.objects.create(code="cv", label="CV", group="document")
    Fee.objects.create(program=program, kind="tuition", amount_min=100, is_refundable=False, is_counted=True)
    ProgramRequirement.objects.create(
        program=program, requirement=cv, minimum=Decimal("2.00"), any_of="Documents"
    )
    Window.objects.create(program=program, opens="--12-01")
    Source.objects.create(program=program, url="https://example.org/", kind="primary")
    own = Source.objects.create(
        program=program, url="https://example.org/2", kind="primary", facts=["certificate"]
    )
    Limit.objects.create(program=program, kind="age", maximum=35, source=own)
    Block.objects.create(program=program, starts="--07-06")
    Package.objects.create(program=program, name="Four weeks", weeks=Decimal("4.00"), price_usd=900)
    AudienceDifference.objects.create(program=program, audience="graduate", fact="letter", value="None")
    return program


def parts_of(program: Program) -> dict[str, Any]:
    record = record_of(Program.objects.for_editing().get(pk=program.pk))
    return {key: value for key, value in record.items() if value not in (None, [], {})}


def test_a_bare_program_states_almost_nothing(bare_program: Program) -> None:
    assert parts_of(bare_program) == {
        "slug": "bare",
        "name": "Bare",
        "type": "elective",
        "any_specialty": False,
        "host": {"name": "Mercy", "kind": "clinic", "city": None, "state": None},
    }


def test_a_full_program(full_program: Program) -> None:
    assert parts_of(full_program) == {
        "slug": "bare",
        "name": "Bare",
        "type": "elective",
        "any_specialty": False,
        "host": {"name": "Mercy", "kind": "clinic", "city": None, "state": None},
        "provider": {"name": "Rotations", "kind": "agency"},
        "weeks_min": 2.5,
        "free": False,
        "certificate": True,
        "audiences": ["graduate", "clinical_student"],
        "blackout_months": [7, 6],
        "specialties": ["Allergy", "Urology"],
        "funding": {"kind": "stipend", "amount_usd": None, "note": None},
        "capacity": {"count": None, "per": None, "note": "Few"},
        "fees": [
            {
                "kind": "tuition",
                "amount_min": 100,
                "amount_max": None,
                "basis": "once",
                "applies_to": None,
                "refundable": False,
                "counted": True,
                "note": None,
            }
        ],
        "requirements": [
            {
                "code": "cv",
                "level": "required",
                "minimum": 2,
                "detail": None,
                "any_of": "Documents",
                "applies_to": None,
                "valid_days": None,
            }
        ],
        "windows": [{"opens": "--12-01", "closes": None, "term": None, "note": None}],
        "sources": [
            {"url": "https://example.org/", "title": None, "page_date": None, "kind": "primary"},
            {"url": "https://example.org/2", "title": None, "page_date": None, "kind": "primary"},
        ],
        "blocks": [{"starts": "--07-06", "ends": None, "note": None}],
        "packages": [{"name": "Four weeks", "weeks": 4, "price_usd": 900, "note": None}],
        "proof": {"certificate": 1, "limits": 1},
        "limits": [{"kind": "age", "maximum": 35, "note": None}],
        "differences": [{"audience": "graduate", "fact": "letter", "value": "None"}],
    }


def test_a_record_takes_a_constant_number_of_queries(
    full_program: Program, django_assert_num_queries: Any
) -> None:
    # The program with host and provider, and eleven prefetched tables.
    with django_assert_num_queries(12):
        record_of(Program.objects.for_editing().get())
    Program.objects.create(slug="b", name="B", host=full_program.host, host_kind="clinic", type="elective")
    with django_assert_num_queries(12):
        assert len([record_of(program) for program in Program.objects.for_editing()]) == 2


def test_codes_of_a_record_are_plain_text(full_program: Program) -> None:
    record = record_of(Program.objects.for_editing().get())
    codes = [record["type"], record["fees"][0]["kind"], record["requirements"][0]["level"]]
    assert [type(code) for code in codes] == [str, str, str]
    assert codes == [choices.ProgramType.ELECTIVE, choices.FeeKind.TUITION, choices.RequirementLevel.REQUIRED]


@pytest.mark.parametrize("value", [False, 0, "no", [0]])
def test_false_and_zero_are_stated(value: Any) -> None:
    assert stated_value(value) == value


@pytest.mark.parametrize("value", [None, "", []])
def test_ways_of_not_stating(value: Any) -> None:
    assert stated_value(value) is None


def test_changed_facts_say_before_and_after() -> None:
    before = {"a": 1, "b": None, "c": [], "gone": "x", "old": None}
    after = {"a": 2, "b": "", "c": [1], "new": False}
    assert changed_facts(before, after) == {
        "a": [1, 2],
        "c": [None, [1]],
        "new": [None, False],
        "gone": ["x", None],
    }


def test_a_key_that_was_not_known_before_and_states_nothing_is_no_change() -> None:
    before, after = {"fees": [{"kind": "tuition"}]}, {"fees": [{"kind": "tuition", "note": None}]}
    assert changed_facts(before, after) == {}
    after = {"fees": [{"kind": "tuition", "is_refundable": False}]}
    assert changed_facts(before, after) == {"fees": [before["fees"], after["fees"]]}


@given(RECORDS)
def test_a_record_does_not_differ_from_itself(record: dict[str, Any]) -> None:
    assert changed_facts(record, record) == {}


@given(RECORDS, RECORDS)
def test_changes_back_are_the_changes_reversed(before: dict[str, Any], after: dict[str, Any]) -> None:
    there, back = changed_facts(before, after), changed_facts(after, before)
    assert back == {key: pair[::-1] for key, pair in there.items()}


def test_a_blank_record_has_every_key_that_a_record_may_lack(db: None) -> None:
    program = make_program()
    assert set(program.record) - set(BLANK) == {"host"}
    assert set(BLANK) - set(program.record) == set()


@pytest.mark.parametrize("name", sorted(set(BLANK) - {"slug", "name", "type"}))
def test_a_record_from_before_a_fact_was_known_does_not_state_it(name: str, client: Client, db: None) -> None:
    program = make_program(slug="old")
    older = {key: value for key, value in program.record.items() if key != name}
    Program.objects.update(record=older)
    assert Program.objects.get().record[name] == BLANK[name]
    assert client.get("/programs/old/").status_code == 200
