"""How long a curator's sheet of 10,000 programs takes to import, and how much memory.

Run on an empty catalog of your own: PORTAL_VAR=/tmp/sheets ./portal manage migrate && … load_catalog, then
PORTAL_VAR=/tmp/sheets python benchmarks/program_sheets.py [rows] [csv|xlsx]. It takes everything back.
"""

import csv
import io
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("PORTAL_ENV", "development")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "usce_portal.settings")
django.setup()

import openpyxl  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from programs.models import Specialty  # noqa: E402

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


def made_up_rows(count: int) -> list[list[str]]:
    """Return rows of programs that do not exist."""
    chance, names = random.Random(1), list(Specialty.objects.values_list("name", flat=True))
    rows = []
    for number in range(count):
        specialty = chance.choice(names)
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


def main(count: int, ending: str) -> None:
    """Import a made-up sheet as the command does, say what it took, and take it back."""
    with tempfile.NamedTemporaryFile(suffix=f".{ending}") as file, transaction.atomic():
        file.write(content_of(made_up_rows(count), ending))
        file.flush()
        began, said = time.monotonic(), io.StringIO()
        call_command("import_programs", file.name, stdout=said)
        ended = time.monotonic()
        transaction.set_rollback(True)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} rows: {ended - began:.1f} s; {said.getvalue().splitlines()[-2]}")
    print(f"processor {time.process_time():.1f} s, at most {megabytes:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, sys.argv[2] if len(sys.argv) > 2 else "csv")
