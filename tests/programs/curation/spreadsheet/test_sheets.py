"""Whole sheets: 24 programs in plain words, mistakes of every kind, and the way back."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings

from applicants.models import Applicant, User
from programs.curation.importing.record_import import RecordImport, import_lines
from programs.curation.publishing import changes
from programs.curation.spreadsheet.exporting import LABELS, csv_lines, xlsx_file
from programs.curation.spreadsheet.files import GUESSED, read_programs
from programs.curation.spreadsheet.import_job import (
    ProgramRowOutcome,
    import_rows,
    process_rows,
    rows_of_lines,
    rows_of_sheet,
)
from programs.curation.spreadsheet.undoing import undo_import
from programs.models import CatalogImport, Host, Program
from programs.records import Record, stated_value
from tests.factories import make_application

pytestmark = pytest.mark.usefixtures("vocabularies")
DATA = Path(settings.BASE_DIR) / "tests" / "data"
BY_HAND = DATA / "programs_by_hand.csv"
MISTAKES = DATA / "programs_with_mistakes.csv"


def previewed(content: bytes | str) -> list[ProgramRowOutcome]:
    sheet, _ = read_programs(content.encode() if isinstance(content, str) else content)
    return list(process_rows(RecordImport(force=False), rows_of_sheet(sheet), write=False))


def imported(content: bytes | str, *, by: Any = None) -> CatalogImport:
    sheet, _ = read_programs(content.encode() if isinstance(content, str) else content)
    job = CatalogImport(file_name="programs.csv", by=by)
    for _ in import_rows(job, rows_of_sheet(sheet), force=False):
        pass
    return job


def record(slug: str) -> Record:
    return Program.objects.get(slug=slug).record


def export_hash() -> str:
    lines = (json.dumps(program.record, sort_keys=True) for program in Program.objects.order_by("slug"))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def facts(line: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in line.items() if stated_value(value) is not None}


def test_a_sheet_in_plain_words() -> None:
    job = imported(BY_HAND.read_bytes())
    assert job.counts == {"new": 24}
    found = record("lakeview-community-hospital-cardiology-observership")
    assert facts(found["host"]) == {
        "name": "Lakeview Community Hospital", "kind": "other", "city": "Springfield", "state": "IL",
    }  # fmt: skip
    assert [facts(line) for line in found["fees"]] == [
        {"kind": "tuition", "amount_min": 1500, "amount_max": 1500, "basis": "once"},
        {"kind": "application", "amount_min": 100, "amount_max": 100, "basis": "once", "refundable": False},
    ]
    assert [facts(line) for line in found["requirements"]] == [
        {"code": "usmle_step1", "level": "required", "detail": "Step 1 pass"},
        {"code": "toefl", "level": "required", "minimum": 100},
        {"code": "tb_test", "level": "required"},
    ]
    assert found["sources"] == [
        {
            "url": "https://www.lakeview.example.org/observers",
            "title": None,
            "page_date": "2026-11-03",
            "kind": "primary",
        }
    ]
    assert (found["specialties"], found["visas"]) == (["Cardiovascular Disease"], ["B-1", "B-2"])
    assert [window["closes"] for window in found["windows"]] == ["2026-12-01"]
    same = ("type", "audiences", "patient_contact", "letter", "visa_support", "housing", "intake", "free")
    assert [found[key] for key in same] == [
        "observership", ["graduate"], "observation", "offered", True, "not_provided", "open", False,
    ]  # fmt: skip


def test_lengths_and_prices_of_the_sheet() -> None:
    imported(BY_HAND.read_bytes())
    programs = Program.objects.order_by("pk")
    records = programs.values_list("record", flat=True)
    four = (4, 4)
    assert [(one["weeks_min"], one["weeks_max"]) for one in records] == [
        four, (2, 4), four, (4, 8), four, (2, 8), (24, 24), (None, 8), (2, None), (3, 3), (1.43, 1.43), four,
        (4, 8), four, (12, 12), (1, 1), four, four, (6, 6), (2, 6), (8, 8), four, four, four,
    ]  # fmt: skip
    assert [program.four_week_price_min_usd for program in programs] == [
        1600, 6000, 2000, None, 2500, 3350, 0, 299, 1000, 1500, 0, 825, 1800, 3000, 4800, 2000, 0, 600,
        1200, 1800, 2000, None, 600, 2000,
    ]  # fmt: skip


def test_the_same_sheet_twice_changes_nothing() -> None:
    imported(BY_HAND.read_bytes())
    before = export_hash()
    assert imported(BY_HAND.read_bytes()).counts == {"unchanged": 24}
    assert export_hash() == before


def test_mistakes_are_refused_with_the_cell() -> None:
    found = {one.row.number: one for one in previewed(MISTAKES.read_bytes())}
    refused = {number: one.outcome.messages for number, one in found.items() if one.word == "refused"}
    starts = {
        3: ["Type (E3): “Apprenticeship” is not known here."],
        4: ["State (D4): “Texos” is not a US state."],
        5: ["Specialty (F5): unknown specialty “Cardiolgy”"],
        6: ["Length (G6): “eight to two”"],
        7: ["Length (G7): “8-2 weeks”: the shortest stay is longer than the longest."],
        8: ["Cost (H8): “€500” is not in US dollars."],
        9: ["Cost (H9): “-500” is not an amount in US dollars."],
        10: ["Cost (H10): “$2,000–$1,500”: the first amount is more than the second."],
        11: ["Cost (H11): “cheap” is not an amount", "Certificate (J11): “maybe” is neither yes nor no."],
        12: [
            "Open to (I12): “Aliens” is not known here.",
            "Requirements (L12): “magic wand” is no requirement that the catalog knows.",
            "Visas (M12): “Z-99” is not a visa class.",
            "Deadline (N12): “2/30/2026” is a day that does not exist.",
            "Source date (R12): “13/45/2026” has no month 13.",
        ],
        13: [
            "Requirements (L13): “toefl 999”: 999 is not from 30 to 677.",
            "Deadline (N13): “31/12/2026” has no month 31.",
            "Website (O13): “not a url” is not a web address.",
            "Source (Q13): “ftp://x” is not a web address.",
            "Source date (R13): 2030-01-01 is after today.",
        ],
        14: ["row 14: no cell names the host."],
        15: ["row 15: no cell names the program."],
        16: ["row 16: the same program is already in row 2."],
        17: ["Slug (S17): 'Bad Slug!' is refused"],
        18: ["Hospital (A18): “PeÃ±a Hospital” was saved in a wrong encoding"],
        19: ['Hospital (A19): “=HYPERLINK("http://evil")” is a formula.'],
        20: ["row 20: a new program needs its type."],
    }  # fmt: skip
    assert {
        number: [said[: len(start)] for said, start in zip(messages, starts[number], strict=False)]
        for number, messages in refused.items()
    } == starts
    assert [(one.word, [other.slug for other in one.row.duplicates]) for one in (found[2], found[21])] == [
        ("new", []),
        ("new", ["good-hospital-good-observership"]),
    ]


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("Austin, TX;CA", "State (E2): this cell says CA, another one TX. Make them agree."),
        (
            "#REF!;TX",
            "City (D2): “#REF!” is an error of the spreadsheet. Write the value, or leave it empty.",
        ),
    ],
)
def test_a_cell_that_is_wrong_beside_others(place: str, why: str) -> None:
    sheet = f"Hospital;Program;Type;City;State\nMercy;Heart;Elective;{place}\n"
    [one] = previewed(sheet)
    assert (one.word, one.outcome.messages) == ("refused", [why])


def test_what_the_catalog_refuses_names_the_cell() -> None:
    sheet = "Hospital,Program,Type,Email\nMercy,Heart,Elective,no-mail\n"
    (one,) = previewed(sheet)
    assert one.outcome.messages == ["Email (D2): 'no-mail' is refused: Enter a valid email address."]


def test_undo_restores_the_catalog_exactly(program_lines: list[bytes], curator: User) -> None:
    import_lines(program_lines[:60])
    before, hosts = export_hash(), set(Host.objects.values_list("name", flat=True))
    curated = list(Program.objects.values_list("slug", "curated_at"))
    changed = "Slug,Cost,Source\n" + "".join(
        f"{slug},$777 per week,https://new.example.org/{slug}\n"
        for slug in Program.objects.values_list("slug", flat=True)[:20]
    )
    first = imported(BY_HAND.read_bytes(), by=curator)
    second = imported(changed, by=curator)
    assert (first.counts, second.counts) == ({"new": 24}, {"changed": 20})
    assert (undo_import(second, curator), undo_import(first, curator)) == ({}, {})
    assert (export_hash(), set(Host.objects.values_list("name", flat=True))) == (before, hosts)
    assert list(Program.objects.values_list("slug", "curated_at")) == curated
    assert CatalogImport.objects.filter(status="undone").count() == 2


def test_what_somebody_has_changed_since_stays(ada: Applicant, curator: User) -> None:
    job = imported("Hospital,Program,Type\nMercy,Heart,Elective\nGrace,Lung,Elective\nBay,Skin,Elective\n")
    changes.mark_checked(Program.objects.get(slug="mercy-heart"), curator)
    make_application(ada, program=Program.objects.get(slug="grace-lung"))
    assert undo_import(job) == {
        "mercy-heart": "somebody has changed or confirmed the program since. "
        "Restore it by hand from its history.",
        "grace-lung": "1 applications or notes of applicants name it. Archive it instead.",
    }
    assert list(Program.objects.order_by("slug").values_list("slug", flat=True)) == [
        "grace-lung",
        "mercy-heart",
    ]


# What a row says of a known program


def test_a_row_changes_what_it_names_and_nothing_else(raw_record: Record) -> None:
    import_lines([json.dumps(raw_record).encode()])
    before = record(raw_record["slug"])
    sheet = f"Slug,LOR,Housing,Source\n{before['slug']},,Provided,https://new.example.org/page\n"
    assert imported(sheet).counts == {"changed": 1}
    after = record(before["slug"])
    different = {key for key in after if after[key] != before[key]}
    assert different == {"housing", "sources", "proof"}
    assert after["sources"][after["proof"]["housing"]]["url"] == "https://new.example.org/page"


def test_not_stated_takes_a_fact_away(raw_record: Record) -> None:
    raw_record["housing"] = "provided"
    import_lines([json.dumps(raw_record).encode()])
    imported(f"Slug,Housing\n{raw_record['slug']},Not stated\n")
    assert record(raw_record["slug"])["housing"] is None


def test_a_fee_of_another_kind_stays(raw_record: Record) -> None:
    raw_record["fees"] = [{"kind": "application", "basis": "once", "amount_min": 90, "amount_max": 90}]
    import_lines([json.dumps(raw_record).encode()])
    imported(f"Slug,Tuition\n{raw_record['slug']},$100 a week\n")
    assert [(fee["kind"], fee["amount_min"]) for fee in record(raw_record["slug"])["fees"]] == [
        ("tuition", 100),
        ("application", 90),
    ]


# The way out and back


def exported(records: list[Record]) -> Iterator[bytes]:
    yield "".join(csv_lines(records)).encode()
    with xlsx_file(records) as file:
        yield file.read()


def test_an_export_is_read_back_as_it_was(program_lines: list[bytes], door_lines: list[bytes]) -> None:
    import_lines([*program_lines, *door_lines])
    records = list(Program.objects.values_list("record", flat=True))
    assert len(records) == len(program_lines) + len(door_lines)
    for content in exported(records):
        assert {one.word for one in previewed(content)} == {"unchanged"}
    job, content = CatalogImport(file_name="x"), next(exported(records))
    before = export_hash()
    Program.objects.all().delete()
    list(import_rows(job, rows_of_sheet(read_programs(content)[0]), force=False))
    assert (job.counts, export_hash()) == ({"new": len(records)}, before)


FORMULAS = ["=1+1", "+1 713", "-2", "@SUM(A1)", "'=1", "''=2", "a;=3", " =4", "\uff1d5", "{}", "[1]"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_cells_are_neutral_both_ways(small_record: Record, text: str) -> None:
    import_lines([json.dumps(small_record | {"access_note": text}).encode()])
    stored = record(small_record["slug"])
    content = next(exported([stored])).decode()
    rows = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"))))
    cell = rows[1][LABELS.index("More on access")]
    assert cell[0] not in "=+-@\uff1d"
    assert {one.word for part in exported([stored]) for one in previewed(part)} == {"unchanged"}
    Program.objects.all().delete()
    imported(content)
    assert record(small_record["slug"])["access_note"] == stored["access_note"]


def test_workbooks_of_the_export_hold_no_formula(small_record: Record) -> None:
    with xlsx_file([import_and_get(small_record | {"access_note": "=1+1"})]) as file:
        sheet = openpyxl.load_workbook(file).worksheets[0]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def import_and_get(raw: Record) -> Record:
    import_lines([json.dumps(raw).encode()])
    return record(raw["slug"])


def test_another_encoding_is_said() -> None:
    content = "Hospital,Program,Type\nPeña,Heart,Elective\n".encode("cp1252")
    sheet, notes = read_programs(content)
    assert (sheet.rows[0][0], notes) == ("Peña", [GUESSED])


def test_records_line_by_line_can_be_undone(small_record: Record) -> None:
    job = CatalogImport(file_name="programs.jsonl")
    lines = [json.dumps(small_record).encode(), b"", b"?"]
    assert [str(one) for one in import_rows(job, rows_of_lines(lines), force=False)] == [
        "ROW 1 new small-hospital-observership sources: none is named",
        "ROW 3 refused not JSON: Expecting value at character 1",
    ]
    assert (undo_import(job), Program.objects.count(), Host.objects.count()) == ({}, 0, 0)
