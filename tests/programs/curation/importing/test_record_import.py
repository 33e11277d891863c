"""Importing records, one on each line."""

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.choices import ChangeAction, Publication
from programs.curation.importing import record_import
from programs.curation.importing.closed_programs import check_either_shape
from programs.curation.importing.record_import import CatalogImportReport, RecordResult, import_lines
from programs.curation.publishing.changes import apply_change, apply_changes
from programs.models import Change, Fee, Host, Program, Provider, SearchDocument
from programs.records import Record, record_of

pytestmark = pytest.mark.usefixtures("vocabularies")

Raw = dict[str, Any]
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
MANY_EXAMPLES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def as_line(raw: Any) -> bytes:
    return json.dumps(raw).encode()


def outcomes(report: CatalogImportReport) -> list[tuple[int, str, str]]:
    return [(outcome.line, outcome.slug, outcome.result.value) for outcome in report.outcomes]


def imported(*raws: Any, **options: bool) -> CatalogImportReport:
    return import_lines([as_line(raw) for raw in raws], **options)


def refusal(line: bytes) -> list[str]:
    (outcome,) = import_lines([line]).outcomes
    assert outcome.result == RecordResult.REFUSED
    return outcome.messages


def working_copy(slug: str) -> Record:
    return record_of(Program.objects.for_editing().get(slug=slug))


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def edited(raw_record: Raw) -> Program:
    """The raw record's program after an advisor changed its name."""
    imported(raw_record)
    program = Program.objects.get(slug=raw_record["slug"])
    program.name = "Renamed"
    program.save()
    advisor = get_user_model().objects.create_user("ada@example.org", name="Ada")
    apply_change(program.pk, ChangeAction.EDITED, by=advisor)
    program.refresh_from_db()
    return program


def test_all_shipped_records_go_in_and_come_out_as_they_are(
    program_lines: list[bytes], door_lines: list[bytes], django_assert_num_queries: Callable[..., Any]
) -> None:
    lines = [*program_lines, *door_lines]
    report = import_lines(lines)
    assert str(report) == "created 523, updated 0, unchanged 0, kept 0, refused 0"
    assert [outcome.notes for outcome in report.outcomes] == [[]] * 523

    normalized = [check_either_shape(json.loads(line)).record for line in lines]
    by_slug = {program.slug: program for program in Program.objects.for_editing()}
    assert [record_of(by_slug[record["slug"]]) for record in normalized if record] == normalized
    assert [by_slug[record["slug"]].record for record in normalized if record] == normalized

    # The vocabularies (5 queries) and the programs, 200 at a time.
    with django_assert_num_queries(5 + 3):
        again = import_lines(lines)
    assert str(again) == "created 0, updated 0, unchanged 523, kept 0, refused 0"
    assert Change.objects.count() == 523


def test_created_program_is_published_listed_and_in_the_history(raw_record: Raw) -> None:
    assert outcomes(imported(raw_record)) == [(1, raw_record["slug"], "created")]
    program = Program.objects.get(slug=raw_record["slug"])
    assert (program.publication, program.curated_at) == (Publication.PUBLISHED, None)
    assert (program.four_week_price_min_usd, program.four_week_price_max_usd) == (5500, 5500)
    assert SearchDocument.objects.filter(program=program).count() == 1
    assert list(program.changes.values_list("action", "by", "facts")) == [("created", None, {})]


def test_a_change_updates_the_program_and_replaces_its_rows(raw_record: Raw) -> None:
    imported(raw_record)
    program = Program.objects.get(slug=raw_record["slug"])
    fee = {"kind": "tuition", "amount_min": 900, "amount_max": 900, "basis": "course"}
    report = imported(raw_record | {"fees": [fee], "weeks_max": 6})
    assert outcomes(report) == [(1, raw_record["slug"], "updated")]
    assert report.outcomes[0].messages == ["weeks_max, fees"]
    assert list(Fee.objects.values_list("program", "amount_min")) == [(program.pk, 900)]
    change = program.changes.first()
    assert change is not None
    assert (change.action, change.facts["weeks_max"], sorted(change.facts)) == (
        "imported",
        [8, 6],
        ["fees", "weeks_max"],
    )
    program.refresh_from_db()
    assert program.four_week_price_min_usd == 900


def test_an_update_can_take_back_every_fact(raw_record: Raw, small_record: Raw) -> None:
    imported(raw_record)
    imported(small_record | {"slug": raw_record["slug"]})
    stated = {
        key for key, value in working_copy(raw_record["slug"]).items() if value not in (None, [], {}, False)
    }
    assert stated == {"slug", "name", "host", "type"}


def test_a_program_that_a_person_edited_is_kept(edited: Program, raw_record: Raw) -> None:
    (outcome,) = imported(raw_record).outcomes
    assert outcome.result == RecordResult.KEPT
    assert outcome.messages == ["kept name: it is as Ada left it"]
    edited.refresh_from_db()
    assert (edited.name, edited.curated_at is None) == ("Renamed", False)


def test_an_edited_program_that_agrees_is_unchanged(edited: Program, raw_record: Raw) -> None:
    assert outcomes(imported(raw_record | {"name": "Renamed"})) == [(1, edited.slug, "unchanged")]
    edited.refresh_from_db()
    assert edited.curated_at is not None


def test_force_overwrites_what_a_person_edited(edited: Program, raw_record: Raw) -> None:
    assert outcomes(imported(raw_record, force=True)) == [(1, edited.slug, "updated")]
    edited.refresh_from_db()
    assert (edited.name, edited.curated_at) == (raw_record["name"], None)
    assert outcomes(imported(raw_record)) == [(1, edited.slug, "unchanged")]


def test_a_draft_stays_a_draft(small_record: Raw) -> None:
    imported(small_record)
    program = Program.objects.get()
    program.publication = Publication.DRAFT
    program.save()
    imported(small_record | {"name": "New name"})
    program.refresh_from_db()
    assert (program.name, program.publication) == ("New name", Publication.DRAFT)
    assert SearchDocument.objects.count() == 0


def test_dry_run_reports_the_same_and_changes_nothing(
    edited: Program, raw_record: Raw, small_record: Raw
) -> None:
    raws = [raw_record, small_record, small_record, {"slug": "bad"}, raw_record | {"slug": "another"}]
    before = (
        Program.objects.count(),
        Host.objects.count(),
        Change.objects.count(),
        SearchDocument.objects.count(),
    )
    dry = imported(*raws, dry_run=True)
    assert (
        Program.objects.count(),
        Host.objects.count(),
        Change.objects.count(),
        SearchDocument.objects.count(),
    ) == before
    real = imported(*raws)
    assert dry == real
    assert str(real) == "created 2, updated 0, unchanged 0, kept 1, refused 2"


def test_the_second_line_of_a_slug_is_refused(small_record: Raw) -> None:
    report = imported(small_record, small_record | {"name": "Other"})
    assert outcomes(report) == [(1, small_record["slug"], "created"), (2, small_record["slug"], "refused")]
    assert report.outcomes[1].messages == ["slug: small-hospital-observership is already on line 1"]
    assert Program.objects.get().name == "Observership"


def test_a_refused_line_does_not_take_its_slug(small_record: Raw) -> None:
    report = imported(small_record | {"type": "tour"}, small_record)
    assert [outcome.result for outcome in report.outcomes] == [RecordResult.REFUSED, RecordResult.CREATED]


def test_blank_lines_are_skipped_and_counted(small_record: Raw) -> None:
    report = import_lines([b"\n", b"  \r\n", as_line(small_record) + b"\r\n", b""])
    assert outcomes(report) == [(3, small_record["slug"], "created")]


def test_a_byte_order_mark_is_no_matter(small_record: Raw) -> None:
    report = import_lines([b"\xef\xbb\xbf" + as_line(small_record)])
    assert [outcome.result for outcome in report.outcomes] == [RecordResult.CREATED]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"\xff\xfe", "not UTF-8 at byte 1"),
        (b'{"slug": ', "not JSON: Expecting value at character 10"),
        (b"slug,name", "not JSON: Expecting value at character 1"),
        (b"[" * 100_000, "not readable: nested too deeply"),
        (b'{"weeks_min": ' + b"9" * 5000 + b"}", "not readable: a number has too many digits"),
        (b'{"weeks_min": NaN}', "NaN is not a number in JSON"),
        (b'{"weeks_min": -Infinity}', "-Infinity is not a number in JSON"),
        (b'{"slug": "a", "slug": "b"}', "the key 'slug' is there more than once"),
        (b"[]", "record: [] is not an object"),
        (b"null", "record: is missing"),
    ],
)
def test_lines_that_are_no_record(line: bytes, message: str, small_record: Raw) -> None:
    report = import_lines([line, as_line(small_record)])
    assert [outcome.result for outcome in report.outcomes] == [RecordResult.REFUSED, RecordResult.CREATED]
    assert report.outcomes[0].messages == [message]


def test_an_infinite_number_is_refused(small_record: Raw) -> None:
    line = as_line(small_record)[:-1] + b', "weeks_min": 1e999}'
    assert refusal(line) == ["weeks_min: inf is not a finite number"]


def test_unknown_names_are_refused_with_the_nearest_known(small_record: Raw) -> None:
    requirements = [
        {"code": "usmle_step_1", "level": "required"},
        {"code": "zzzzzzzz", "level": "required"},
    ]
    raw = small_record | {"specialties": ["Cardiovascular Diseases"], "requirements": requirements}
    assert refusal(as_line(raw)) == [
        'specialties: unknown "Cardiovascular Diseases"; did you mean "Cardiovascular Disease"?',
        'requirements: unknown "usmle_step_1"; did you mean "usmle_step1"?',
        'requirements: unknown "zzzzzzzz"',
    ]


def test_a_synonym_of_a_specialty_is_the_specialty(small_record: Raw) -> None:
    (outcome,) = imported(small_record | {"specialties": ["Cardiology", "Paediatrics"]}).outcomes
    assert outcome.notes[1:] == [
        "specialties: Cardiology is Cardiovascular Disease",
        "specialties: Paediatrics is Pediatrics",
    ]
    names = Program.objects.get().specialties.values_list("name", flat=True)
    assert sorted(names) == ["Cardiovascular Disease", "Pediatrics"]


def test_a_host_is_found_by_name_city_and_state(small_record: Raw) -> None:
    host = small_record["host"]
    places = [host, host, host | {"state": "NY"}, host | {"city": "Troy", "state": "NY"}]
    imported(*(small_record | {"slug": f"p-{n}", "host": place} for n, place in enumerate(places)))
    assert sorted(Host.objects.values_list("slug", "city", "state")) == [
        ("small-hospital", "", ""),
        ("small-hospital-2", "", "NY"),
        ("small-hospital-troy", "Troy", "NY"),
    ]
    assert Host.objects.get(slug="small-hospital").programs.count() == 2


def test_a_host_without_latin_letters_gets_a_slug(small_record: Raw) -> None:
    names = ["病院", "Больница"]
    imported(
        *(
            small_record | {"slug": f"p-{n}", "host": {"name": name, "kind": "clinic"}}
            for n, name in enumerate(names)
        )
    )
    assert sorted(Host.objects.values_list("slug", flat=True)) == ["host", "host-2"]


def test_a_provider_keeps_its_kind(small_record: Raw) -> None:
    first = small_record | {"provider": {"name": "Rotations Inc.", "kind": "agency"}}
    second = first | {"slug": "p-2", "provider": {"name": "Rotations Inc.", "kind": "society"}}
    report = imported(first, second)
    assert report.outcomes[1].notes == [
        "sources: none is named",
        "provider: Rotations Inc. stays agency, not society",
    ]
    assert list(Provider.objects.values_list("name", "kind")) == [("Rotations Inc.", "agency")]
    assert outcomes(imported(second)) == [(1, "p-2", "unchanged")]


def test_what_the_database_refuses_leaves_nothing_behind(
    small_record: Raw, raw_record: Raw, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_small(program_ids: list[int], *args: Any, **options: Any) -> list[Change]:
        if Program.objects.filter(pk__in=program_ids, slug=small_record["slug"]).exists():
            raise IntegrityError("CHECK constraint failed\nDETAIL: more")
        return apply_changes(program_ids, *args, **options)

    monkeypatch.setattr(record_import, "apply_changes", refuse_small)
    same_host = raw_record | {"host": small_record["host"]}
    report = imported(small_record, same_host)
    assert report.outcomes[0].messages == ["the database refuses it: CHECK constraint failed"]
    assert outcomes(report)[1] == (2, raw_record["slug"], "created")
    assert list(Program.objects.values_list("slug", "host__name")) == [(raw_record["slug"], "Small Hospital")]


def test_progress_is_told_line_by_line(small_record: Raw) -> None:
    told: list[str] = []
    import_lines([as_line(small_record), b"?"], progress=lambda outcome: told.append(str(outcome)))
    assert told == [
        "line 1: created small-hospital-observership: note: sources: none is named",
        "line 2: refused: not JSON: Expecting value at character 1",
    ]


@MANY_EXAMPLES
@given(data=st.data())
def test_whatever_one_record_holds_the_others_get_in(
    data: st.DataObject, raw_record: Raw, small_record: Raw
) -> None:
    broken = copy.deepcopy(raw_record)
    target = data.draw(
        st.sampled_from([broken, broken["host"], broken["fees"][0], broken["requirements"][0]])
    )
    key = data.draw(st.sampled_from(sorted(target)))
    target[key] = data.draw(JSON_VALUES)
    with rolled_back():
        report = imported(small_record, broken, small_record | {"slug": "last"})
        assert [report.outcomes[0].result, report.outcomes[2].result] == [
            RecordResult.CREATED,
            RecordResult.CREATED,
        ]
        if report.outcomes[1].result == RecordResult.CREATED:
            normalized = check_either_shape(broken).record
            assert normalized is not None
            assert working_copy(normalized["slug"]) == normalized
        else:
            assert set(Program.objects.values_list("slug", flat=True)) == {small_record["slug"], "last"}


@MANY_EXAMPLES
@given(data=st.data())
def test_whatever_bytes_a_line_holds_the_others_get_in(
    data: st.DataObject, raw_record: Raw, small_record: Raw
) -> None:
    line = bytearray(as_line(raw_record))
    for _ in range(data.draw(st.integers(1, 5))):
        line[data.draw(st.integers(0, len(line) - 1))] = data.draw(st.integers(0, 255))
    with rolled_back():
        report = import_lines([as_line(small_record), bytes(line), as_line(small_record | {"slug": "last"})])
        assert [outcome.result for outcome in report.outcomes if outcome.line != 2] == [
            RecordResult.CREATED
        ] * 2
