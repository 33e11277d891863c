"""XLSX workbooks, read with care: a small file can unpack to gigabytes."""

import datetime
import json
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

import openpyxl
from django.conf import settings

from programs import sandbox
from programs.sheets.reader import SMALL, Caps, Sheet, SheetError, decode_text, read_text, sheet_of

PRELOADED = ("openpyxl",)  # for the sandbox

ZIP_MARK = b"PK\x03\x04"
OLD_EXCEL_MARK = b"\xd0\xcf\x11\xe0"
OLD_EXCEL = "This is an old Excel file (.xls). Save it as .xlsx or .csv and upload that."
MOST_PARTS = 200
# How much longer than an applicant's sheet a curator's may take: 10,000 programs of 60 columns.
LONGER = 5
UNREADABLE = "The workbook cannot be read. Save it again as XLSX, or as CSV, and upload that."


def temporary_file() -> Any:
    """A private file that goes when it is closed."""
    return tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)


def check_size(file: BinaryIO, caps: Caps = SMALL) -> None:
    """Raise SheetError when a workbook would unpack to more than a sheet within the caps ever needs."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > caps.unpacked:
            raise SheetError(caps.too_big)
        for part in parts:
            is_cells = part.filename.lower().startswith(("xl/worksheets/", "xl/sharedstrings"))
            if archive.read(part).count(b"<") > (caps.cell_tags if is_cells else caps.other_tags):
                raise SheetError(caps.too_big)


def cell_text(value: Any) -> str:
    """A cell as one would write it: days as 2026-03-01, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time.min
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def cells_of(file: BinaryIO, caps: Caps = SMALL) -> Iterator[list[str]]:
    """Yield the rows of the first sheet, one row and one column more than allowed, so that it shows."""
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    rows = sheet.iter_rows(max_row=caps.rows + 2, max_col=caps.columns + 1, values_only=True)
    yield from ([cell_text(value) for value in row] for row in rows)


def rows_of(file: BinaryIO) -> list[list[str]]:
    """Read the rows of a workbook's first sheet, the column names first; raise SheetError if it cannot.

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


def write_rows(file: BinaryIO, output: BinaryIO, caps: list[int]) -> None:
    """Write all rows of a workbook's first sheet as JSON, blank ones too; raise SheetError if it cannot.

    It runs in the sandbox: the way for sheets that are longer than an answer may be.
    """
    try:
        check_size(file, Caps(*caps))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            output.write(json.dumps(list(cells_of(file, Caps(*caps)))).encode())
    except SheetError:
        raise
    except Exception as error:
        raise SheetError(UNREADABLE) from error


def read_long_workbook(content: bytes, caps: Caps) -> Sheet:
    """The first sheet of a workbook within these caps; errors as ``read_workbook``."""
    with temporary_file() as file, temporary_file() as output:
        file.write(content)
        file.flush()
        try:
            files, most = [file, output], list(caps)
            sandbox.run(write_rows, files, raises=SheetError, times=LONGER, caps=most)
            output.seek(0)
            rows = json.loads(output.read(caps.unpacked))
            json.dumps(rows, ensure_ascii=False).encode()  # half a character could be put on no page
        except (sandbox.StoppedError, ValueError, RecursionError) as error:
            raise error if isinstance(error, SheetError) else SheetError(UNREADABLE) from error
    if not is_table(rows):
        raise SheetError(UNREADABLE)
    return sheet_of(rows, caps)


def read_workbook(content: bytes) -> Sheet:
    """Read the first sheet of a workbook; raise SheetError if it cannot, and BusyError as ``run``."""
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
    """Read the sheet in an uploaded file, XLSX or delimited text; raise SheetError if it cannot."""
    if len(content) > SMALL.size:
        raise SheetError(SMALL.too_big)
    if content.startswith(OLD_EXCEL_MARK):
        raise SheetError(OLD_EXCEL)
    if content.startswith(ZIP_MARK):
        return read_workbook(content)
    return read_text(decode_text(content))
