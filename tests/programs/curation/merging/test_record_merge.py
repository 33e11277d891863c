"""A new record of a program that curators have edited."""

import datetime
from typing import Any

import pytest

from applicants.models import User
from programs.choices import ChangeAction
from programs.curation.importing.record_import import RecordResult
from programs.curation.merging.record_merge import merge_records
from programs.curation.publishing.changes import apply_change, mark_checked
from programs.models import Program, Source
from programs.records import complete_record
from tests.factories import import_records, make_record

pytestmark = pytest.mark.usefixtures("vocabularies")

OLD = {"url": "https://example.org/old", "title": None, "page_date": "2024", "kind": "primary"}
HOST = {"name": "Mercy", "kind": "clinic", "city": None, "state": None}
NEW = {"url": "https://example.org/new", "title": None, "page_date": "2026", "kind": "primary"}


def release(**facts: Any) -> dict[str, Any]:
    return make_record(slug="first", name="First", host=HOST, **facts)


@pytest.fixture
def program(db: None) -> Program:
    import_records(release(sources=[OLD], housing="provided", letter="offered", weeks_min=2))
    return Program.objects.get()


def edit(program: Program, by: User, **columns: Any) -> None:
    Program.objects.filter(pk=program.pk).update(**columns)
    apply_change(program.pk, ChangeAction.EDITED, by=by)


def taken(**facts: Any) -> tuple[RecordResult, list[str], dict[str, Any]]:
    (outcome,) = import_records(release(**facts)).outcomes
    return outcome.result, outcome.messages, Program.objects.get().record


def test_a_curators_fact_stays_and_the_others_are_taken(program: Program, curator: User) -> None:
    edit(program, curator, housing="not_provided")
    result, messages, record = taken(sources=[NEW], housing="assistance", letter="on_merit", weeks_min=2)
    assert result == RecordResult.UPDATED
    assert messages[1:] == ["kept housing: it is as cora@example.org left it"]
    assert (record["housing"], record["letter"]) == ("not_provided", "on_merit")
    assert record["sources"] == [NEW, OLD]
    assert record["proof"] == {"housing": 1}


def test_taking_it_again_changes_nothing(program: Program, curator: User) -> None:
    edit(program, curator, housing="not_provided")
    facts = {"sources": [NEW], "housing": "assistance", "letter": "on_merit", "weeks_min": 2}
    taken(**facts)
    seen = Program.objects.get().record
    result, messages, record = taken(**facts)
    assert (result, messages) == (RecordResult.KEPT, ["kept housing: it is as cora@example.org left it"])
    assert record == seen


def test_a_fact_that_a_curator_took_away_stays_away(program: Program, curator: User) -> None:
    edit(program, curator, letter="")
    assert taken(sources=[OLD], housing="provided", letter="offered", weeks_min=2)[2]["letter"] is None


def test_a_program_that_a_curator_made_is_theirs_with_every_fact(curator: User) -> None:
    import_records(release(sources=[OLD], housing="provided"))
    program = Program.objects.get()
    program.changes.update(by=curator)
    Program.objects.update(curated_at=datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC))
    result, messages, record = taken(sources=[NEW], housing="assistance", letter="offered")
    assert result == RecordResult.UPDATED
    assert messages[1:] == ["kept housing: it is as cora@example.org left it"]
    assert (record["housing"], record["letter"]) == ("provided", "offered")


@pytest.mark.parametrize(
    ("page_date", "letter"), [("2026", "offered"), (None, "offered"), ("2027", "on_merit")]
)
def test_a_confirmed_fact_yields_only_to_a_later_page(
    program: Program, curator: User, page_date: str | None, letter: str
) -> None:
    mark_checked(program, curator)
    page = NEW | {"page_date": page_date}
    assert taken(sources=[page], housing="provided", letter="on_merit", weeks_min=2)[2]["letter"] == letter


def test_a_curators_new_source_stays(program: Program, curator: User) -> None:
    Source.objects.create(program=program, url="https://example.org/own", kind="primary")
    apply_change(program.pk, ChangeAction.EDITED, by=curator)
    record = taken(sources=[NEW], housing="provided", letter="offered", weeks_min=2)[2]
    assert [source["url"] for source in record["sources"]] == [
        "https://example.org/new",
        "https://example.org/old",
        "https://example.org/own",
    ]


def test_lines_keep_the_sources_they_rest_on() -> None:
    fees = [{"kind": "tuition"}, {"kind": "deposit"}]
    current = complete_record(release(sources=[OLD], fees=fees, housing="provided"))
    new = complete_record(
        release(
            sources=[NEW, OLD | {"page_date": "2025"}], fees=[], housing="assistance", proof={"housing": 1}
        )
    )
    record = merge_records(current, new, ["fees"])
    assert record["fees"] == fees
    assert record["sources"] == [*new["sources"], OLD]
    assert record["proof"] == {"fees": 2, "housing": 1}
