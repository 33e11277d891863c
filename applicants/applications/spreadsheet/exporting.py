"""Applications as a spreadsheet: the columns that an import understands, safe from formulas."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from applicants.applications.spreadsheet.columns import COLUMNS
from programs.pages.exports import escape_cell


def cell_value(application: Any, field: str) -> object:
    if field == "on":
        last = application.last_move
        return last.happened_on.isoformat() if last else ""
    value = getattr(application, field)
    if field in ("status", "type"):
        return str(getattr(application, f"get_{field}_display")())
    return "" if value is None else value if isinstance(value, int) else str(value)


def csv_text(labels: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV that no spreadsheet runs, with a mark that spreadsheets know UTF-8 by."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(labels)
    writer.writerows(map(escape_cell, row) for row in rows)
    return "\ufeff" + file.getvalue()


def csv_of(applications: Iterable[Any]) -> str:
    rows = ([cell_value(application, column.field) for column in COLUMNS] for application in applications)
    return csv_text([column.label for column in COLUMNS], rows)
