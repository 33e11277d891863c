"""Contacts as a spreadsheet, CSV or XLSX, safe from formulas."""

import datetime
import io
from collections.abc import Callable, Iterable
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from applicants.applications.spreadsheet.exporting import csv_text, escape_cell

Cell = str | datetime.date

COLUMNS: dict[str, Callable[[Any], Cell | None]] = {
    "Name": lambda contact: contact.name,
    "Role": lambda contact: str(contact.get_role_display()),
    "Title": lambda contact: contact.title,
    "Specialty": lambda contact: contact.specialty and contact.specialty.name,
    "Organization": lambda contact: contact.organization,
    "Department": lambda contact: contact.department,
    "City": lambda contact: contact.city,
    "State": lambda contact: contact.state,
    "Email": lambda contact: contact.email,
    "Phone": lambda contact: contact.phone,
    "Website": lambda contact: contact.website,
    "Get in touch on": lambda contact: contact.next_on,
    "About what": lambda contact: contact.next_note,
    "Applications": lambda contact: "; ".join(one.name for one in contact.applications.all()),
    "Note": lambda contact: contact.note,
}


def row_of(contact: Any) -> list[Cell]:
    """Collect a contact's cells; a cell is empty where nothing is said."""
    return [read(contact) or "" for read in COLUMNS.values()]


def csv_of(contacts: Iterable[Any]) -> str:
    """Write the contacts as CSV, with days such as 2026-03-01."""
    return csv_text(COLUMNS, map(row_of, contacts))


def plain_cell(cell: Cell) -> Any:
    """A cell that no spreadsheet runs, without the characters that a workbook cannot hold."""
    return escape_cell(ILLEGAL_CHARACTERS_RE.sub(" ", cell)) if isinstance(cell, str) else cell


def xlsx_of(contacts: Iterable[Any]) -> bytes:
    """Contacts as a workbook of one sheet; days are days."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Contacts")
    sheet.append(list(COLUMNS))
    for contact in contacts:
        sheet.append([plain_cell(cell) for cell in row_of(contact)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
