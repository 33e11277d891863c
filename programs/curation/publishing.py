"""Publishing: the one code path that applies a change to a program."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from programs import pricing, proof, records
from programs.choices import ChangeAction, Publication
from programs.curation import review_items
from programs.models import Card, CatalogueVersion, Change, Program, SearchDocument, Specialty
from programs.pages import cards
from programs.search import document_fields


def specialty_parents() -> dict[str, str | None]:
    """Return each specialty's parent by name."""
    return dict(Specialty.objects.values_list("name", "parent__name"))


def build_derived(program: Program, record: records.Record, parents: dict[str, str | None]) -> SearchDocument:
    """Set what a program's columns derive from its record, and return its unsaved index row."""
    price = pricing.four_week_price(record["fees"], is_free=record["free"])
    program.record = record
    program.four_week_price_min_usd, program.four_week_price_max_usd = price.low, price.high
    program.fresh_on = proof.fresh_on(record, program.checked_on, program.fact_checks)
    return SearchDocument(
        program=program, fresh_on=program.fresh_on, **document_fields(record, price, parents)
    )


def list_or_unlist(program: Program, entry: SearchDocument, today: datetime.date) -> None:
    """Put a published program on the list; take any other off."""
    if program.publication == Publication.PUBLISHED:
        entry.save()
        cards.card_of(program, today).save()
        review_items.list_programs([program], today)
    else:
        SearchDocument.objects.filter(program=program).delete()
        Card.objects.filter(program=program).delete()
        review_items.unlist_programs([program])


@transaction.atomic
def apply_change(  # noqa: PLR0913 - each says one thing of the act
    program_id: int,
    action: ChangeAction,
    *,
    by: Any = None,
    parents: dict[str, str | None] | None = None,
    reason: str = "",
    checks: proof.Checks = proof.NO_CHECKS,
) -> Change:
    """Make a program's working copy what visitors see, and return the change that was recorded.

    In one transaction: moves the catalogue's version on, rewrites the record, the four-week price,
    the freshness date, the index row and the card, and records who changed which facts. An act by
    a person marks the program as curated, so that an import leaves it alone. ``reason``: why, in the
    person's words. ``checks``: the days of single facts that were compared with their source, beside those
    that the change leaves as they were.
    """
    number = CatalogueVersion.advance()
    program = Program.objects.for_editing().get(pk=program_id)
    before, after = program.record, records.record_of(program)
    program.fact_checks = proof.kept_checks(program.fact_checks, before, after) | checks
    entry = build_derived(program, after, specialty_parents() if parents is None else parents)
    program.changed_in = number
    if by is not None:
        program.curated_at = timezone.now()
    program.save()
    list_or_unlist(program, entry, timezone.localdate())
    facts = records.changed_facts(before, after) if before else {}
    return Change.objects.create(program=program, by=by, action=action, facts=facts, reason=reason)


def confirm(program: Program, by: Any, reason: str = "") -> Change:
    """Record that an advisor found today that the facts still agree with the source."""
    program.checked_on, program.checked_by = timezone.localdate(), by
    program.save(update_fields=["checked_on", "checked_by"])
    return apply_change(program.pk, ChangeAction.CONFIRMED, by=by, reason=reason)


def publish(program: Program, by: Any) -> Change:
    """Show a program to visitors."""
    program.publication = Publication.PUBLISHED
    program.save(update_fields=["publication"])
    return apply_change(program.pk, ChangeAction.PUBLISHED, by=by)


def archive(program: Program, by: Any) -> Change:
    """Take a program out of the catalogue; its history stays."""
    program.publication = Publication.ARCHIVED
    program.save(update_fields=["publication"])
    return apply_change(program.pk, ChangeAction.ARCHIVED, by=by)
