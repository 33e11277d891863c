"""Sheets of programs that do not exist, as curators would keep them."""

import csv
import io
import random
from collections.abc import Sequence

import openpyxl

HEADER = (
    "Hospital",
    "Program",
    "City",
    "State",
    "Type",
    "Specialty",
    "Length",
    "Cost",
    "Open to",
    "LOR",
    "Requirements",
    "Visas",
    "Housing",
    "Website",
    "Source date",
)
STATES = ("TX", "CA", "NY", "FL", "IL", "OH", "MI", "PA")


def made_up_rows(count: int, specialties: Sequence[str]) -> list[list[str]]:
    """Return rows of programs that do not exist; the same for the same specialties."""
    chance = random.Random(1)
    rows = []
    for number in range(count):
        specialty = chance.choice(specialties)
        syllables = "".join(chance.choice(("ba", "ko", "ri", "mu", "te", "la", "sen")) for _ in range(4))
        place = f"https://h{number % 3000}.example.org/p{number}"
        rows.append(
            [
                f"{syllables.title()} Hospital {number % 3000}",
                f"{specialty} observership {number}",
                syllables[:5].title(),
                chance.choice(STATES),
                "Observership",
                f"{specialty};",
                "2-4 wks",
                "$1,500–$2,000 per week; $100 application fee",
                "Graduates",
                "Yes",
                "Step 1 pass, TOEFL 100, TB test, CV, 2 LORs",
                "B1/B2",
                "No",
                place,
                "11/3/2026",
            ]
        )
    return rows


def content_of(rows: list[list[str]], ending: str) -> bytes:
    """Return the rows as a file."""
    if ending == "csv":
        text = io.StringIO()
        csv.writer(text).writerows([HEADER, *rows])
        return text.getvalue().encode()
    book, file = openpyxl.Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in (HEADER, *rows):
        sheet.append(row)
    book.save(file)
    return file.getvalue()
