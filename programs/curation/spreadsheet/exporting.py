"""Programs as a sheet that an import reads back as it was, and as records line by line."""

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

import openpyxl
from django.conf import settings

from programs.curation.spreadsheet.column_kinds import flatten_record
from programs.curation.spreadsheet.columns import EXPORTED
from programs.pages.exports import Echo, escape_cell
from programs.records import Record

LABELS = [column.label for column in EXPORTED]


def cells(record: Record) -> list[str]:
    """A program's cells: words that the import reads back as they are, JSON where no words do.

    A cell that a spreadsheet would run gets an apostrophe, which an import takes away.
    """
    values = flatten_record(record)
    return [str(escape_cell(column.write_cell(values))) for column in EXPORTED]


def csv_lines(records: Iterable[Record]) -> Iterator[str]:
    """Yield the lines of a CSV file, with a mark that spreadsheets know UTF-8 by."""
    writer = csv.writer(Echo())
    yield "\ufeff" + str(writer.writerow(LABELS))
    for record in records:
        yield str(writer.writerow(cells(record)))


def xlsx_file(records: Iterable[Record]) -> IO[Any]:
    """A workbook as an open file; rows go to the disk, so that memory does not grow with them."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Programs of the catalog")
    sheet.append(LABELS)
    for record in records:
        sheet.append(cells(record))
    file = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """Yield the records in the exchange format, one on each line."""
    return (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
