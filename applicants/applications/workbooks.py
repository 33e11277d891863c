"""XLSX workbooks, read with care: a small file can unpack to gigabytes."""

import datetime
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl

from applicants.applications.sheets import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_BIG,
    Sheet,
    SheetError,
    decoded,
    read_text,
    sheet_of,
)

ZIP_MARK = b"PK\x03\x04"
OLD_EXCEL_MARK = b"\xd0\xcf\x11\xe0"
MOST_UNPACKED_BYTES = 8_000_000
MOST_PARTS = 200
UNREADABLE = "The workbook cannot be read. Save it anew as XLSX, or as CSV, and upload that."


def check_size(content: bytes) -> None:
    """SheetError when a workbook would unpack to more than a sheet of 500 rows ever needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise SheetError(UNREADABLE) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
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


def cells_of(content: bytes) -> Iterator[list[str]]:
    """Yield the rows of the first sheet, one row and one column more than allowed, so that it shows."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)
    yield from ([cell_text(value) for value in row] for row in rows)


def read_workbook(content: bytes) -> Sheet:
    """Return the first sheet of a workbook; SheetError says why not. Formulas give their stored values."""
    check_size(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions, which no cell needs
            return sheet_of(list(cells_of(content)))
    except SheetError:
        raise
    except Exception as error:
        raise SheetError(UNREADABLE) from error


def read_file(content: bytes) -> Sheet:
    """Return the sheet in an uploaded file, XLSX or delimited text; SheetError says why not."""
    if len(content) > MOST_BYTES:
        raise SheetError(TOO_BIG)
    if content.startswith(OLD_EXCEL_MARK):
        raise SheetError("This is an old Excel file (.xls). Save it as .xlsx or .csv and upload that.")
    if content.startswith(ZIP_MARK):
        return read_workbook(content)
    return read_text(decoded(content))
