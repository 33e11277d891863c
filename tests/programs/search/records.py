"""The shipped records, normalized, and index rows made of them, without a database."""

import datetime
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from programs import pricing, proof
from programs.models import Host, Requirement, Specialty
from programs.search.index import DocumentRow
from programs.search.index_terms import document_fields
from programs.search.vocabulary import CatalogWords, Codes

CATALOG = Path(settings.BASE_DIR) / "fixtures" / "catalog"
TODAY = datetime.date(2026, 11, 23)


def parents_of_specialties() -> dict[str, str | None]:
    rows = json.loads((CATALOG / "specialties.json").read_text())
    return {row["name"]: row["parent"] for row in rows}


def entry_row(number: int, record: dict[str, Any], parents: dict[str, str | None]) -> DocumentRow:
    price = pricing.four_week_price(record["fees"], is_free=record["free"])
    fresh_on = proof.fresh_on(record, None)
    return DocumentRow(program_id=number, fresh_on=fresh_on, **document_fields(record, price, parents))


def shipped_words(
    codes: Codes, blocker: DjangoDbBlocker, records: Iterable[dict[str, Any]] = ()
) -> CatalogWords:
    """Return the words of a catalog beside the shipped specialties, requirements, and some records' hosts."""
    rows = json.loads((CATALOG / "specialties.json").read_text())
    documents = json.loads((CATALOG / "requirements.json").read_text())
    words = CatalogWords(codes)
    with blocker.unblock(), transaction.atomic():
        names = {row["name"]: Specialty(name=row["name"], slug=row["slug"]) for row in rows}
        Specialty.objects.bulk_create(names.values())
        for row in rows:
            names[row["name"]].parent = names.get(row["parent"])
        Specialty.objects.bulk_update(names.values(), ["parent"])
        hosts = {record["host"]["name"] for record in records}
        Host.objects.bulk_create(Host(name=name, slug=f"host-{n}") for n, name in enumerate(hosts))
        Requirement.objects.bulk_create(Requirement(**document) for document in documents)
        _ = words.vocabulary.hosts, words.requirements
        transaction.set_rollback(True)
    return words
