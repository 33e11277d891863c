"""Sources in a sheet, and which facts rest on them: in lines that people read, and back."""

import csv
import io
import json

import pytest

from programs.curation.importing.record_import import RecordImport, import_lines
from programs.curation.spreadsheet.exporting import LABELS, csv_lines
from programs.curation.spreadsheet.files import read_programs
from programs.curation.spreadsheet.import_job import ProgramRowOutcome, process_rows, rows_of_sheet
from programs.models import Program
from programs.records import Record

pytestmark = pytest.mark.usefixtures("vocabularies")


def record(slug: str) -> Record:
    return Program.objects.get(slug=slug).record


def import_and_get(raw: Record) -> Record:
    import_lines([json.dumps(raw).encode()])
    return record(raw["slug"])


def read(content: str) -> list[ProgramRowOutcome]:
    sheet, _ = read_programs(content.encode())
    return list(process_rows(RecordImport(force=False), rows_of_sheet(sheet), write=True))


def cells_of(stored: Record, *labels: str) -> list[str]:
    rows = list(csv.reader(io.StringIO("".join(csv_lines([stored])).removeprefix("\ufeff"))))
    return [rows[1][LABELS.index(label)] for label in labels]


def test_sources_and_what_rests_on_them_are_lines_that_people_read(
    program_lines: list[bytes], door_lines: list[bytes]
) -> None:
    import_lines([*program_lines, *door_lines])
    cells = [cells_of(one, "Source", "Proof") for one in Program.objects.values_list("record", flat=True)]
    assert [cell for pair in cells for cell in pair if "{" in cell] == []
    assert sum(bool(proof) for _, proof in cells) > 50


TWO_PAGES = [
    {
        "url": "https://small.example/visit",
        "title": "Visits: how to",
        "page_date": "2026-05",
        "kind": "primary",
    },
    {"url": "https://small.example/fees", "title": None, "page_date": None, "kind": "secondary"},
]


@pytest.fixture
def two_pages(vocabularies: None, small_record: Record) -> Record:
    fees = [
        {"kind": kind, "amount_min": 50, "amount_max": 50, "basis": "once"} for kind in ("tuition", "other")
    ]
    requirements = [{"code": code, "level": "required"} for code in ("cv", "toefl")]
    places = {"housing": 1, "fees.1": 1, "requirements.cv": 1, "audiences.graduate": 1}
    stated = {"housing": "provided", "audiences": ["graduate"], "fees": fees, "requirements": requirements}
    return import_and_get(small_record | stated | {"sources": TWO_PAGES, "proof": places})


def test_how_sources_are_written(two_pages: Record) -> None:
    fees = "https://small.example/fees (no date"
    assert cells_of(two_pages, "Source", "Proof") == [
        f"https://small.example/visit (2026-05): Visits: how to\n{fees}, secondary source)",
        f"Open to (graduate); Fees (line 2); Housing; Requirements (cv): {fees})",
    ]


def reread(two_pages: Record, **texts: str) -> tuple[str, Record]:
    """Return what an import of some cells says and makes of the program."""
    row = {"Slug": two_pages["slug"], **texts}
    file = io.StringIO()
    csv.writer(file).writerows([row.keys(), row.values()])
    (outcome,) = read(file.getvalue())
    return str(outcome), record(two_pages["slug"])


@pytest.mark.parametrize(
    "cell",
    [
        json.dumps({"proof": {"housing": 1, "letter": 1}}),
        "housing: small.example/fees",
        "HOUSING; letter of recommendation: https://small.example/fees (No date)",
    ],
)
def test_proof_is_read_from_json_and_from_lines(two_pages: Record, cell: str) -> None:
    _, after = reread(two_pages, Proof=cell.replace(": small", ": https://small"))
    assert after["proof"] == {"housing": 1}


def test_sources_are_read_from_json(two_pages: Record) -> None:
    cells = {key.title().rstrip("s"): json.dumps({key: two_pages[key]}) for key in ("sources", "proof")}
    said, after = reread(two_pages, **cells)
    assert ("unchanged" in said, after) == (True, two_pages)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (
            "Housing: https://small.example/gone (2026)",
            "https://small.example/gone is no Source of this program.",
        ),
        ("Weather: https://small.example/fees", "'Weather' is no fact of a program."),
        ("Housing", "'Housing' cannot be read. Write it as: Housing; Fees: https://… (2026-05)."),
        ('{"proof": [1]}', "is not an object"),
        ('{"proof": {"housing": 7}}', "there is no source 7"),
    ],
)
def test_proof_that_cannot_be_right_is_refused(two_pages: Record, cell: str, why: str) -> None:
    said, after = reread(two_pages, Proof=cell)
    assert ("refused" in said, why in said.replace("“", "'").replace("”", "'"), after) == (
        True,
        True,
        two_pages,
    )


def test_a_source_is_dated_and_added_in_its_cell(two_pages: Record) -> None:
    dated = "https://small.example/fees (May 3, 2026, secondary source)"
    lines = f"{dated}\nhttps://small.example/new (2026-06-01): New"
    _, after = reread(two_pages, Source=lines, Proof="Housing: https://small.example/new")
    assert after["sources"] == [
        TWO_PAGES[0],
        TWO_PAGES[1] | {"page_date": "2026-05-03"},
        {"url": "https://small.example/new", "title": "New", "page_date": "2026-06-01", "kind": "primary"},
    ]
    assert after["proof"] == {"housing": 2}


def test_a_new_program_says_what_rests_on_which_source(vocabularies: None) -> None:
    (outcome,) = read(
        "Hospital,Program,Type,Housing,Source,Proof\nMercy,Visit,Observership,Yes,"
        '"https://m.example/a (2026)\nhttps://m.example/b (2025)","Housing: https://m.example/b"\n'
    )
    assert outcome.word == "new"
    assert Program.objects.get().record["proof"] == {"housing": 1}
