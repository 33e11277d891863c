"""XLSX workbooks: ordinary ones are read, hostile ones are refused quickly and cheaply."""

import datetime
import io
import resource
import zipfile
from unittest.mock import Mock

import openpyxl
import pytest

from programs import sandbox
from programs.sheets import workbooks
from programs.sheets.reader import MOST_BYTES, SheetError
from programs.sheets.workbooks import read_file

KILOBYTES = 100_000


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """Return a workbook with some parts replaced (double underscore for a slash) or added."""
    new = {name.replace("__", "/") + ".xml": part for name, part in parts.items()}
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in old.namelist():
            if name not in new:
                archive.writestr(name, old.read(name))
        for name, part in new.items():
            archive.writestr(name, part)
    return file.getvalue()


GOOD = workbook(
    ["Program", "Host", "Start", "Rating", "Sum"],
    ["Heart", "Mercy", datetime.datetime(2026, 3, 1), 4.0, None],  # noqa: DTZ001 - Excel knows no zones
    [None, None, None, None, None],
    ["Lung", "Grace", datetime.date(2026, 4, 1), 2.5, True],
)


def test_a_workbook_is_read_as_one_would_write_it() -> None:
    sheet = read_file(GOOD)
    assert sheet.header == ["Program", "Host", "Start", "Rating", "Sum"]
    assert sheet.rows == [
        ["Heart", "Mercy", "2026-03-01", "4", ""],
        ["Lung", "Grace", "2026-04-01", "2.5", "True"],
    ]


def test_a_file_of_text_is_read_too() -> None:
    assert read_file("Program;Host\nHerz;Müller".encode("utf-16")).rows == [["Herz", "Müller"]]


def xml_sheet(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{body}</sheetData></worksheet>'.encode()
    )


def styles(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><styleSheet xmlns="{space}">{body}</styleSheet>'.encode()


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet>&c;</worksheet>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>"""
SHEET = "xl__worksheets__sheet1"
HOSTILE = {
    "cut short": GOOD[: len(GOOD) // 2],
    "only the mark of a zip": b"PK\x03\x04" + b"\x00" * 50,
    "a zip that is no workbook": repacked(workbook(["a"]), **{"[Content_Types]": b"<x/>"}),
    "300 MB of spaces": repacked(GOOD, xl__sharedStrings=b" " * 300_000_000),
    "many parts": repacked(GOOD, **{f"part{number}": b"x" for number in range(300)}),
    "billion laughs": repacked(GOOD, **{SHEET: LAUGHS}),
    "outside entity": repacked(GOOD, **{SHEET: OUTSIDE}),
    "no sheet": repacked(GOOD, **{SHEET: b"not xml"}),
    "far columns": repacked(GOOD, **{SHEET: xml_sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>' * 3)}),
    "a million formats": repacked(GOOD, xl__styles=styles("<xf/>" * 1_000_000)),
    "a million fonts": repacked(GOOD, xl__styles=styles("<font/>" * 1_000_000)),
    "more cells than rows": repacked(GOOD, **{SHEET: xml_sheet("<row>" + "<c/>" * 1_500_000 + "</row>")}),
    "a million tags in each other": repacked(GOOD, xl__theme__theme1=b"<a>" * 1_000_000),
    "too many rows": workbook(*([["x"]] * 600)),
    "old excel": b"\xd0\xcf\x11\xe0" + b"\x00" * 100,
    "too big": b"PK\x03\x04" + b"\x00" * MOST_BYTES,
    "picture": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_costs_the_portal_nothing(name: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SheetError, match=r"\.$"):
        read_file(HOSTILE[name])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < KILOBYTES


def test_what_the_sandbox_stops_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "run", Mock(side_effect=sandbox.StoppedError))
    with pytest.raises(SheetError) as fault:
        read_file(GOOD)
    assert str(fault.value) == workbooks.UNREADABLE


@pytest.mark.parametrize(
    "body",
    [
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row>" * 90_000,
    ],
)
def test_rows_far_down_cost_nothing(body: str) -> None:
    with pytest.raises(SheetError):
        read_file(repacked(GOOD, **{SHEET: xml_sheet(body)}))


@pytest.mark.parametrize(
    "result", [None, "ab", 5, [], {}, [5, 6], [["a"], [1]], [["a"], "b"], [["a"], [None]]]
)
def test_false_rows_are_refused_in_words(monkeypatch: pytest.MonkeyPatch, result: object) -> None:
    monkeypatch.setattr(sandbox, "run", Mock(return_value=result))
    with pytest.raises(SheetError, match=r"\.$"):
        read_file(GOOD)


def test_rows_are_counted_again_outside_of_the_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "run", Mock(return_value=[["name"], *[["x"]] * 600]))
    with pytest.raises(SheetError, match="more than 500 rows"):
        read_file(GOOD)
    monkeypatch.setattr(sandbox, "run", Mock(return_value=[["name"], ["x", "y"]]))
    assert read_file(GOOD) == workbooks.Sheet(["name", ""], [["x", "y"]])
