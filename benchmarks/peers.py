"""Datasette, the peer in an environment of its own: its packages, and the file it serves.

python -m benchmarks.peers FILE     export the configured database's programs to FILE
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

PACKAGES = ("datasette",)
# Facets on columns, and facets on columns that hold a JSON list.
COLUMN_FACETS = (
    "type",
    "contact",
    "state",
    "city",
    "free",
    "letter",
    "letterhead",
    "certificate",
    "seekers",
    "intake",
    "setting",
    "host_kind",
    "delivery",
    "funding",
    "housing",
)
LIST_FACETS = ("specialty", "audience", "access", "visa", "requirement", "source")
FACETS = {"_facet": COLUMN_FACETS, "_facet_array": LIST_FACETS}
NUMBERS = ("price", "weeks_min", "weeks_max")
TEXTS = ("name", "summary", "host", "specialty_words")
COLUMNS = (*TEXTS, *COLUMN_FACETS, *NUMBERS, *LIST_FACETS)


def installed(cache: Path) -> str:
    """Return the command of a Datasette installed under ``cache``."""
    environment = cache / "datasette-environment"
    command = environment / "bin" / "datasette"
    if not command.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(environment)], check=True)
        pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", *PACKAGES]
        subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)
    return str(command)


def flat(record: dict[str, Any], price: int | None) -> dict[str, Any]:
    """Return a record as one row; lists are written as JSON."""
    host, funding = record["host"], record["funding"] or {}
    same = (
        "name",
        "summary",
        "type",
        "letter",
        "letterhead",
        "intake",
        "setting",
        "delivery",
        "housing",
        "free",
    )
    lists = {
        "specialty": record["specialties"],
        "audience": record["audiences"],
        "access": record["access"],
        "visa": record["visas"],
        "requirement": sorted({line["code"] for line in record["requirements"]}),
        "source": sorted({source["kind"] for source in record["sources"]}),
    }
    return {
        **{key: record[key] for key in (*same, "certificate", "weeks_min", "weeks_max")},
        "contact": record["patient_contact"],
        "seekers": record["residency_seekers"],
        "host": host["name"],
        "host_kind": host["kind"],
        "city": host["city"],
        "state": host["state"],
        "funding": funding.get("kind"),
        "price": price,
        "specialty_words": ", ".join(record["specialties"]),
        **{key: json.dumps(values) for key, values in lists.items()},
    }


def rows() -> Iterator[list[Any]]:
    """Yield the configured database's programs as rows."""
    from programs.models import Program  # noqa: PLC0415 - only after Django is set up

    programs = Program.objects.order_by("pk").values_list("record", "four_week_price_min_usd")
    for record, price in programs.iterator(chunk_size=1000):
        row = flat(record, price)
        yield [row[column] for column in COLUMNS]


def export(path: Path) -> None:
    """Write the programs to a SQLite file with an index on each plain facet and full-text search."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE programs (id INTEGER PRIMARY KEY, {', '.join(COLUMNS)})")
        marks = ", ".join("?" for _ in COLUMNS)
        database.executemany(f"INSERT INTO programs ({', '.join(COLUMNS)}) VALUES ({marks})", rows())  # noqa: S608
        for column in (*COLUMN_FACETS, *NUMBERS):
            database.execute(f"CREATE INDEX by_{column} ON programs ({column})")
        searched = ", ".join((*TEXTS, "city"))
        database.execute(
            f"CREATE VIRTUAL TABLE programs_fts USING fts5({searched}, content=programs, content_rowid=id)"
        )
        database.execute("INSERT INTO programs_fts(programs_fts) VALUES ('rebuild')")
    with sqlite3.connect(path) as database:
        database.execute("ANALYZE")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    export(Path(sys.argv[1]))
