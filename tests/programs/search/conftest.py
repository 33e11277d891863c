"""An index of the shipped programs, built without a database."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from programs import freshness, pricing
from programs.curation.closed_programs import check_any_shape
from programs.search.index import DocumentRow, Index
from programs.search.terms import document_fields

CATALOGUE = Path(settings.BASE_DIR) / "fixtures" / "catalogue"
TODAY = datetime.date(2026, 11, 23)


def parents_of_specialties() -> dict[str, str | None]:
    rows = json.loads((CATALOGUE / "specialties.json").read_text())
    return {row["name"]: row["parent"] for row in rows}


def entry_row(number: int, record: dict[str, Any], parents: dict[str, str | None]) -> DocumentRow:
    price = pricing.four_week_price(record["fees"], is_free=record["free"])
    fresh_on = freshness.newest_proof([source["page_date"] for source in record["sources"]], None)
    return DocumentRow(program_id=number, fresh_on=fresh_on, **document_fields(record, price, parents))


@pytest.fixture(scope="session")
def records() -> list[dict[str, Any]]:
    """All shipped records, normalized, closed programs last."""
    names = ("programs.jsonl", "closed_doors.jsonl")
    lines = [line for name in names for line in (CATALOGUE / name).read_text().splitlines()]
    return [check_any_shape(json.loads(line)).record for line in lines]


@pytest.fixture(scope="session")
def index(records: list[dict[str, Any]]) -> Index:
    """The index of all shipped records; program ids are their numbers in the list."""
    parents = parents_of_specialties()
    rows = [entry_row(number, record, parents) for number, record in enumerate(records)]
    return Index(sorted(rows, key=lambda row: row.terms), version=1, today=TODAY)
