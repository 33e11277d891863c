"""Earlier versions of a program, worked out and restored."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applicants.models import User
from programs.choices import ChangeAction
from programs.curation.history.versions import RestoreError, restore_version, version_after, walk_versions
from programs.curation.importing.record_check import check_record
from programs.curation.publishing.changes import apply_change
from programs.curation.publishing.record_rows import KnownRows, write_record
from programs.models import Change, Host, Program, Requirement, Specialty
from programs.records import Record, record_of
from tests.factories import make_program

SOURCES = [
    {"url": f"https://example.org/{n}", "title": None, "page_date": f"202{n}-0{n + 1}", "kind": "primary"}
    for n in range(3)
]
FEES = [
    {"kind": "tuition", "amount_min": 500, "amount_max": 900, "basis": "week"},
    {
        "kind": "application",
        "amount_min": None,
        "basis": "once",
        "note": "Asked by mail",
        "refundable": False,
    },
]
REQUIREMENTS = [
    {"code": "cv", "level": "required"},
    {"code": "toefl", "level": "preferred", "minimum": 90.5, "any_of": "English"},
]
EDITS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Observership", "Elective in Houston", "Программа"]),
        "summary": st.sampled_from(["", "Two weeks.\nOn the wards."]),
        "intake": st.sampled_from(["", "open", "paused"]),
        "free": st.sampled_from([None, True, False]),
        "weeks_min": st.sampled_from([None, 1, 1.5, 4]),
        "audiences": st.sampled_from([[], ["graduate"], ["graduate", "final_year_student"]]),
        "housing": st.sampled_from(["", "provided"]),
        "host": st.sampled_from(
            [
                {"name": "Host A", "kind": "clinic", "city": "Austin", "state": "TX"},
                {"name": "Host B", "kind": "university"},
            ]
        ),
        "fees": st.lists(st.sampled_from(FEES), max_size=2),
        "requirements": st.lists(st.sampled_from(REQUIREMENTS), max_size=2, unique_by=lambda r: r["code"]),
        "specialties": st.lists(st.sampled_from(["Urology", "Cardiology"]), unique=True),
        "windows": st.lists(
            st.sampled_from([{"opens": "--01-05"}, {"closes": "2027-03-01", "term": "Fall"}])
        ),
        "sources": st.lists(st.sampled_from(SOURCES), min_size=1, unique_by=lambda s: s["url"]),
        "proof": st.sampled_from([{}, {"intake": 1}, {"fees": 1, "housing": 2}]),
    },
)


def now(program: Program) -> Record:
    return record_of(Program.objects.for_editing().get(pk=program.pk))


def edit(program: Program, facts: dict[str, Any]) -> Change:
    """Write a record with other facts as a curator would, and publish it."""
    raw = now(program) | facts
    raw["proof"] = {path: place for path, place in raw["proof"].items() if place < len(raw["sources"])}
    found = check_record(raw)
    assert found.errors == []
    write_record(Program.objects.get(pk=program.pk), found.record, KnownRows.load())
    return apply_change(program.pk, ChangeAction.EDITED)


@pytest.fixture
def program(db: None) -> Program:
    for name in ("Urology", "Cardiology"):
        Specialty.objects.get_or_create(name=name, slug=name.lower())
    for code in ("cv", "toefl"):
        Requirement.objects.get_or_create(code=code, defaults={"label": code})
    return make_program()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDITS, min_size=1, max_size=6), chosen=st.integers(0, 6))
def test_any_version_is_known_and_comes_back_exactly(
    edits: list[dict[str, Any]], chosen: int, program: Program
) -> None:
    with transaction.atomic():
        first = program.changes.get()
        left = [(first, now(program)), *((edit(program, facts), now(program)) for facts in edits)]
        assert [version_after(now(program), change) for change, _ in left] == [record for _, record in left]
        walked = list(walk_versions(now(program), list(program.changes.all())))
        assert walked == left[::-1]
        change, record = left[chosen % len(left)]
        noted = restore_version(change, None, "Better before")
        assert (now(program), noted.action, noted.reason) == (record, "restored", "Better before")
        assert [version_after(now(program), old) for old, _ in left] == [old for _, old in left]
        transaction.set_rollback(True)


def test_visitors_see_what_was_restored(program: Program, curator: User) -> None:
    before = program.changes.get()
    edit(program, {"name": "Wrong"})
    noted = restore_version(before, curator, "")
    program.refresh_from_db()
    assert (program.record["name"], program.name) == (program.name, f"Program {program.slug.split('-')[1]}")
    assert (noted.by, noted.facts) == (curator, {"name": ["Wrong", program.name]})
    assert program.card.html.count("Wrong") == 0


def test_the_address_and_silences_stay(program: Program) -> None:
    before = program.changes.get()
    change = edit(program, {"slug": "elsewhere"})
    change.facts["silences"] = [[], [{"rule": "no_letter", "reason": "Asked"}]]
    change.save()
    restore_version(before, None, "")
    assert now(program)["slug"] == "elsewhere"


def test_what_the_catalog_no_longer_has_cannot_come_back(program: Program) -> None:
    change = edit(program, {"specialties": ["Urology"]})
    edit(program, {"specialties": []})
    Specialty.objects.filter(name="Urology").delete()
    with pytest.raises(RestoreError, match='specialties: unknown "Urology"'):
        restore_version(change, None, "")
    assert program.changes.count() == 3


def test_what_today_s_rules_refuse_cannot_come_back(program: Program) -> None:
    change = edit(program, {"phone": "1"})
    change.facts["type"] = ["nonsense", "observership"]
    change.save()
    first = program.changes.last()
    with pytest.raises(RestoreError, match="nonsense"):
        restore_version(first, None, "")
    assert (now(program)["phone"], Host.objects.count()) == ("1", 1)
