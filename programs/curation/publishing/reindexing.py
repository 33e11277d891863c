"""Deriving everything anew: after a release that changes a rule or the card, and once a day."""

import datetime
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from programs import records
from programs.choices import Publication
from programs.curation.publishing import review_items
from programs.curation.publishing.changes import build_derived, specialty_parents
from programs.models import Card, CatalogVersion, Program, SearchDocument
from programs.pages import cards

# Raise it with every change to what is derived from a record: index rows, prices, cards. Then
# ``refresh_catalog`` derives everything anew. A test knows what is derived today and fails without it.
DERIVED_VERSION = 12
CHUNK = 500
DERIVED = ["record", "four_week_price_min_usd", "four_week_price_max_usd", "fresh_on"]


def refresh_chunk(program_ids: list[int], parents: dict[str, str | None], today: datetime.date) -> None:
    """Derive some programs anew: record, price, freshness, index row and card."""
    programs = list(Program.objects.for_editing().filter(pk__in=program_ids))
    entries = [build_derived(program, records.record_of(program), parents) for program in programs]
    Program.objects.bulk_update(programs, DERIVED)
    listed = [program for program in programs if program.publication == Publication.PUBLISHED]
    SearchDocument.objects.filter(program__in=programs).delete()
    Card.objects.filter(program__in=programs).delete()
    SearchDocument.objects.bulk_create([entry for entry in entries if entry.program in listed])
    review_items.unqueue_programs([program for program in programs if program not in listed])
    review_items.queue_programs(listed, today)
    Card.objects.bulk_create([cards.card_of(program, today) for program in listed])


@transaction.atomic
def refresh_catalog(say: Callable[[str], None] = lambda _: None) -> int:
    """Derive the whole catalog anew in one transaction, and return how many programs there are."""
    CatalogVersion.advance(rebuild=True)
    parents, today = specialty_parents(), timezone.localdate()
    program_ids = list(Program.objects.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(program_ids), CHUNK):
        refresh_chunk(program_ids[first : first + CHUNK], parents, today)
        say(f"{min(first + CHUNK, len(program_ids)):,} of {len(program_ids):,} programs")
    mark_derived()
    return len(program_ids)


def mark_derived() -> None:
    """Note that all derived rows are made with today's rules."""
    CatalogVersion.objects.filter(pk=1).update(derived_with=DERIVED_VERSION)


def is_outdated(today: datetime.date) -> bool:
    """Whether a rule or the card has changed since the last refresh, or a card has run out."""
    row = CatalogVersion.objects.first()
    has_changed = row is not None and row.derived_with != str(DERIVED_VERSION)
    return has_changed or Card.objects.filter(good_until__lt=today).exists()
