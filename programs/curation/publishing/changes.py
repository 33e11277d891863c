"""Publishing: the one code path that applies a change to a program."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from programs import pricing, proof, records
from programs.choices import ChangeAction, Publication
from programs.curation.publishing import review_items
from programs.models import Card, CatalogVersion, Change, Program, SearchDocument, Specialty
from programs.pages import cards
from programs.search import document_fields

# What ``apply_changes`` writes into a program's own row.
DERIVED = (
    "record",
    "four_week_price_min_usd",
    "four_week_price_max_usd",
    "fresh_on",
    "changed_in",
    "curated_at",
    "fact_checks",
)


def specialty_parents() -> dict[str, str | None]:
    """The name of each specialty's parent by its own name; None at the top."""
    return dict(Specialty.objects.values_list("name", "parent__name"))


def build_derived(program: Program, record: records.Record, parents: dict[str, str | None]) -> SearchDocument:
    """Set what a program's columns derive from its record, and return its unsaved index row."""
    price = pricing.four_week_price(record["fees"], is_free=record["free"])
    program.record = record
    program.four_week_price_min_usd, program.four_week_price_max_usd = price.low, price.high
    program.fresh_on = proof.fresh_on(record, program.checked_on, program.fact_checks)
    silenced = [silence.rule for silence in program.silences.all()]
    fields = document_fields(record, price, parents, silenced)
    return SearchDocument(program=program, fresh_on=program.fresh_on, **fields)


def update_listing(programs: list[Program], entries: list[SearchDocument], today: datetime.date) -> None:
    """Put published programs on the list; take any other off."""
    listed = [program for program in programs if program.publication == Publication.PUBLISHED]
    ids = {program.pk for program in listed}
    SearchDocument.objects.filter(program__in=programs).delete()
    Card.objects.filter(program__in=programs).delete()
    SearchDocument.objects.bulk_create([entry for entry in entries if entry.program_id in ids])
    Card.objects.bulk_create([cards.card_of(program, today) for program in listed])
    review_items.queue_programs(listed, today)
    review_items.unqueue_programs([program for program in programs if program.pk not in ids])


@transaction.atomic
def apply_changes(  # noqa: PLR0913 - each says one thing of the act
    program_ids: list[int],
    actions: list[ChangeAction],
    *,
    by: Any = None,
    parents: dict[str, str | None] | None = None,
    reason: str = "",
    checks: proof.Checks = proof.NO_CHECKS,
) -> list[Change]:
    """Make working copies what visitors see, and return the change recorded for each, in the order given.

    In one transaction: moves the catalog's version on, rewrites records, four-week prices, freshness
    dates, index rows and cards, and records who changed which facts. An act by a person marks the
    programs as curated, so that an import leaves them alone. ``reason``: why, in the person's words.
    ``checks``: the days of single facts that were compared with their source, beside those that the change
    leaves as they were.
    """
    number = CatalogVersion.advance()
    found = Program.objects.for_editing().in_bulk(program_ids)
    programs = [found[pk] for pk in program_ids]
    parents = specialty_parents() if parents is None else parents
    before = [program.record for program in programs]
    entries = []
    for program in programs:
        after = records.record_of(program)
        program.fact_checks = proof.kept_checks(program.fact_checks, program.record, after) | checks
        entries.append(build_derived(program, after, parents))
    for program in programs:
        program.changed_in = number
        if by is not None:
            program.curated_at = timezone.now()
    if len(programs) == 1:
        programs[0].save(update_fields=DERIVED)
    else:
        Program.objects.bulk_create(
            programs, update_conflicts=True, unique_fields=["id"], update_fields=DERIVED
        )
    update_listing(programs, entries, timezone.localdate())
    return Change.objects.bulk_create(
        Change(
            program=program,
            by=by,
            action=action,
            facts=records.changed_facts(old, program.record) if old else {},
            reason=reason,
        )
        for program, action, old in zip(programs, actions, before, strict=True)
    )


def apply_change(  # noqa: PLR0913 - each says one thing of the act
    program_id: int,
    action: ChangeAction,
    *,
    by: Any = None,
    parents: dict[str, str | None] | None = None,
    reason: str = "",
    checks: proof.Checks = proof.NO_CHECKS,
) -> Change:
    """Make one program's working copy what visitors see: ``apply_changes`` for one."""
    return apply_changes([program_id], [action], by=by, parents=parents, reason=reason, checks=checks)[0]


def silences_of(program: Program) -> list[dict[str, Any]]:
    """The silenced red flags with their reasons, as histories keep them."""
    return [dict(row) for row in program.silences.order_by("pk").values("rule", "reason")]


def note_silences(change: Change, program: Program, before: list[dict[str, Any]]) -> None:
    """Add to a change which flags were silenced with it; ``before`` comes from ``silences_of``."""
    after = silences_of(program)
    if before != after:
        change.facts["silences"] = [before, after]
        change.save(update_fields=["facts"])


def mark_checked(program: Program, by: Any, reason: str = "") -> Change:
    """Record that an advisor found today that the facts still agree with the source."""
    program.checked_on, program.checked_by = timezone.localdate(), by
    program.save(update_fields=["checked_on", "checked_by"])
    return apply_change(program.pk, ChangeAction.CONFIRMED, by=by, reason=reason)


def publish_program(program: Program, by: Any) -> Change:
    program.publication = Publication.PUBLISHED
    program.save(update_fields=["publication"])
    return apply_change(program.pk, ChangeAction.PUBLISHED, by=by)


def archive_program(program: Program, by: Any, reason: str = "") -> Change:
    """Take a program out of the catalog; its history stays."""
    program.publication = Publication.ARCHIVED
    program.save(update_fields=["publication"])
    return apply_change(program.pk, ChangeAction.ARCHIVED, by=by, reason=reason)


def apply_edit_to_each(program_ids: Iterable[int], by: Any) -> int:
    """Publish every program that a changed host, provider or specialty is a fact of, and return how many.

    Call it in a transaction.
    """
    parents = specialty_parents()
    edited = [apply_change(one, ChangeAction.EDITED, by=by, parents=parents) for one in program_ids]
    return len(edited)
