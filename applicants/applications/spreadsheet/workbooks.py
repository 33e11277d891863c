"""XLSX workbooks, read with care: a small file can unpack to gigabytes."""

import datetime
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

import openpyxl

from applicants import sandbox
from applicants.applications.spreadsheet.reader import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_BIG,
    Sheet,
    SheetError,
    decode_text,
    read_text,
    sheet_of,
)
from applicants.documents.storage import temporary_file

PRELOADED = ("openpyxl",)  # for the sandbox

ZIP_MARK = b"PK\x03\x04"
OLD_EXCEL_MARK = b"\xd0\xcf\x11\xe0"
MOST_UNPACKED_BYTES = 8_000_000
MOST_PARTS = 200
# openpyxl makes an object of each tag. 500 rows of 40 cells have 80,000, and as many in shared strings; the
# rest is styles.
MOST_CELL_TAGS, MOST_OTHER_TAGS = 120_000, 20_000
UNREADABLE = "The workbook cannot be read. Save it anew as XLSX, or as CSV, and upload that."


def check_size(file: BinaryIO) -> None:
    """SheetError when a workbook would unpack to more than a sheet of 500 rows ever needs."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
            raise SheetError(TOO_BIG)
        for part in parts:
            is_cells = part.filename.lower().startswith(("xl/worksheets/", "xl/sharedstrings"))
            if archive.read(part).count(b"<") > (MOST_CELL_TAGS if is_cells else MOST_OTHER_TAGS):
                raise SheetError(TOO_BIG)


def cell_text(value: Any) -> str:
    """Return a cell as one would write it: days as 2026-03-01, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time.min
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def cells_of(file: BinaryIO) -> Iterator[list[str]]:
    """Yield the rows of the first sheet, one row and one column more than allowed, so that it shows."""
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)
    yield from ([cell_text(value) for value in row] for row in rows)


def rows_of(file: BinaryIO) -> list[list[str]]:
    """Return the rows of a workbook's first sheet, the column names first; SheetError says why not.

    It runs in the sandbox. Formulas give their stored values.
    """
    try:
        check_size(file)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions, which no cell needs
            sheet = sheet_of(list(cells_of(file)))
    except SheetError:
        raise
    except Exception as error:
        raise SheetError(UNREADABLE) from error
    return [sheet.header, *sheet.rows]


def read_workbook(content: bytes) -> Sheet:
    """Return the first sheet of a workbook; SheetError says why not; BusyError as ``run``."""
    with temporary_file() as file:
        file.write(content)
        file.flush()
        try:
            rows = sandbox.run(rows_of, [file], raises=SheetError)
        except sandbox.StoppedError as error:
            raise SheetError(UNREADABLE) from error
    if not is_table(rows):
        raise SheetError(UNREADABLE)
    return sheet_of(rows)  # what the sandbox says is believed no more than the file


def is_table(rows: Any) -> bool:
    lists = isinstance(rows, list) and all(isinstance(row, list) for row in rows)
    return lists and all(isinstance(cell, str) for row in rows for cell in row)


def read_file(content: bytes) -> Sheet:
    """Return the sheet in an uploaded file, XLSX or delimited text; SheetError says why not."""
    if len(content) > MOST_BYTES:
        raise SheetError(TOO_BIG)
    if content.startswith(OLD_EXCEL_MARK):
        raise SheetError("This is an old Excel file (.xls). Save it as .xlsx or .csv and upload that.")
    if content.startswith(ZIP_MARK):
        return read_workbook(content)
    return read_text(decode_text(content))
