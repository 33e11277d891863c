"""Two programs that are one: a curator chooses the facts; whatever pointed at the duplicate moves along."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, models, transaction
from django.utils import timezone

from programs import proof
from programs.choices import ChangeAction, Publication
from programs.curation.history.versions import record_before
from programs.curation.merging.record_merge import merge_records
from programs.curation.publishing.changes import apply_change, archive_program, note_silences, silences_of
from programs.curation.publishing.record_rows import KnownRows, write_record
from programs.models import (
    Card,
    CatalogVersion,
    Change,
    FactCheck,
    FormerSlug,
    Program,
    ProgramMerge,
    ReviewItem,
    SearchDocument,
    Source,
)
from programs.models.program_rows import LINE_MODELS
from programs.records import record_of

# What a record consists of, what is made from it, and its history: it stays with the duplicate.
OWN_MODELS = (
    *LINE_MODELS.values(),
    Source,
    Program.specialties.through,
    SearchDocument,
    Card,
    ReviewItem,
    Change,
    FactCheck,
    ProgramMerge,
)
# Acts that only show a program to visitors or take it from them.
VISIBILITY_ACTS = (ChangeAction.PUBLISHED, ChangeAction.ARCHIVED, ChangeAction.UNMERGED)
CHANGED_SINCE = "Somebody has changed one of the two programs in the meantime. Look at their facts again."
GONE = "One of the two programs is no longer there."


class MergeError(ValueError):
    """Two programs that cannot be merged, or a merge that cannot be undone; the message says why."""


@dataclass(frozen=True)
class MergeDecision:
    """What a curator decides: which program stays, and which facts of its duplicate it takes over.

    ``seen`` are the versions of both that the curator looked at.
    """

    kept: int
    removed: int
    taken: frozenset[str]
    seen: str
    reason: str = ""


def versions_of(kept: Program, removed: Program) -> str:
    """What changes with every change of one of the two."""
    return f"{kept.changed_in}-{removed.changed_in}"


def standing_merge(program: Program) -> ProgramMerge | None:
    """The merge by which another program took over from this one."""
    return ProgramMerge.objects.standing().filter(removed=program).first()


def all_merged_into(program: Program) -> list[ProgramMerge]:
    """The merges by which a program took over from others, and those others from theirs."""
    own = list(ProgramMerge.objects.standing().filter(kept=program))
    return [*own, *(earlier for merge in own for earlier in all_merged_into(merge.removed))]


def reason_against(kept: Program, removed: Program) -> str:
    """Why two programs cannot be merged; blank when they can."""
    if kept.pk == removed.pk:
        return "This is the same program."
    for program in (kept, removed):
        if merge := standing_merge(program):
            return f"{program.name} was merged into {merge.kept.name} already."
    if removed.publication == Publication.PUBLISHED != kept.publication:
        return f"Visitors see {removed.name} and would lose it: keep that one, or publish {kept.name} first."
    without = [program.name for program in (kept, removed) if not program.record["sources"]]
    if len(without) == 1:
        return f"Record a source for {without[0]} first: its facts would rest on the other one's page."
    return ""


def foreign_keys_to_programs() -> dict[str, Any]:
    """Every column of the database in which something points at a program, by a name of its own."""
    relations: list[Any] = [
        relation
        for relation in Program._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and not relation.many_to_many
    ]
    return {
        f"{relation.related_model._meta.label_lower}.{relation.field.name}": relation.field
        for relation in relations
        if relation.related_model not in OWN_MODELS
    }


def rows_pointing_at(column: Any, program: Program) -> models.QuerySet:
    return column.model._default_manager.filter(**{column.name: program})


def move_rows(column: Any, rows: models.QuerySet, program: Program) -> list[Any]:
    """Let rows point at another program, and return their keys.

    One that the database allows once for each program stays as it is where that program has its like.
    """
    keys = list(rows.order_by().values_list("pk", flat=True))
    value = {column.name: program}
    try:
        with transaction.atomic():
            rows.update(**value)
    except IntegrityError:
        one_by_one = [(key, rows.filter(pk=key)) for key in keys]
        return [key for key, row in one_by_one if move_row(row, value)]
    return keys


def move_row(row: models.QuerySet, value: dict[str, Program]) -> bool:
    """Point one row elsewhere unless its like is there."""
    try:
        with transaction.atomic():
            row.update(**value)
    except IntegrityError:
        return False
    return True


def count_rows_left(program: Program) -> dict[str, int]:
    """How many rows of each column point at a program."""
    counts = {
        name: rows_pointing_at(column, program).count() for name, column in foreign_keys_to_programs().items()
    }
    return {name: count for name, count in counts.items() if count}


def lock_programs(kept: int, removed: int) -> tuple[Program, Program]:
    """Both programs; nobody changes them, or adds what points at them, until the transaction ends."""
    CatalogVersion.advance()
    rows = Program.objects.with_ids([kept, removed]).order_by("pk").select_for_update()
    list(rows.values_list("pk"))
    found = Program.objects.for_editing().in_bulk([kept, removed])
    if kept not in found or removed not in found:
        raise MergeError(GONE)
    return found[kept], found[removed]


def check_state(program: Program) -> dict[str, Any]:
    return {
        "checked_on": program.checked_on and program.checked_on.isoformat(),
        "checked_by": program.checked_by_id,
        "fact_checks": program.fact_checks,
    }


def combined_checks(kept: Program, removed: Program, taken: Iterable[str]) -> proof.Checks:
    """Date the whole program by the older check of the two, and return the facts that were checked later."""
    taken = set(taken)
    own = {path: day for path, day in kept.fact_checks.items() if path.partition(".")[0] not in taken}
    checks = {path: day for path, day in removed.fact_checks.items() if path.partition(".")[0] in taken}
    kept.fact_checks = own
    older = min(kept, removed, key=lambda program: program.checked_on or datetime.date.min)
    for program, keys in ((kept, kept.record.keys() - taken), (removed, taken)):
        if program.checked_on and program.checked_on != older.checked_on:
            day = program.checked_on.isoformat()
            checks |= {key: max(day, checks.get(key, ""), own.get(key, "")) for key in keys}
    kept.checked_on, kept.checked_by = older.checked_on, older.checked_by
    return checks


def write_taken_facts(kept: Program, removed: Program, taken: frozenset[str]) -> proof.Checks:
    """Write the chosen facts of the duplicate, each with its own source, and return the days of their checks.

    Raise MergeError when they do not fit together with the others.
    """
    record = merge_records(record_of(removed), record_of(kept), taken)
    checks = combined_checks(kept, removed, taken) if taken else {}
    try:
        with transaction.atomic():
            write_record(kept, record, KnownRows.load())
    except (ValidationError, DatabaseError) as error:
        said = "; ".join(getattr(error, "messages", [])) or "the database refuses them."
        raise MergeError(f"These facts do not fit together: {said}") from error
    return checks


@transaction.atomic
def merge_programs(decision: MergeDecision, by: Any) -> ProgramMerge:
    """Let one program take over from its duplicate, which leaves the catalog and whose address leads here.

    MergeError changes nothing. What people wrote about the duplicate moves, except an application of
    somebody who has one at both: both stay as they are.
    """
    kept, removed = lock_programs(decision.kept, decision.removed)
    if why := reason_against(kept, removed):
        raise MergeError(why)
    if decision.seen != versions_of(kept, removed):
        raise MergeError(CHANGED_SINCE)
    was, flags = check_state(kept), silences_of(kept)
    checks = write_taken_facts(kept, removed, decision.taken)
    moved = {
        name: move_rows(column, rows_pointing_at(column, removed), kept)
        for name, column in foreign_keys_to_programs().items()
    }
    change = apply_change(kept.pk, ChangeAction.MERGED, by=by, reason=decision.reason, checks=checks)
    note_silences(change, kept, flags)
    publication = removed.publication
    archive_program(removed, by, f"Merged into {kept.slug}: {decision.reason}"[:500])
    FormerSlug.objects.update_or_create(slug=removed.slug, defaults={"program": kept})
    return ProgramMerge.objects.create(
        kept=kept, removed=removed, by=by, reason=decision.reason, change=change,
        publication=publication, moved=moved, before=was,
    )  # fmt: skip


@transaction.atomic
def preview_merge(decision: MergeDecision, by: Any) -> tuple[ProgramMerge, dict[str, int]]:
    """What a merge would do, and how many rows would stay with the duplicate; nothing is changed."""
    found = merge_programs(decision, by)
    left = count_rows_left(found.removed)
    transaction.set_rollback(True)
    return found, left


def is_unchanged_since(found: ProgramMerge) -> bool:
    """Whether nobody has changed or confirmed the program that stayed since."""
    if found.change_id is None:
        return False
    later = Change.objects.filter(program=found.kept_id, pk__gt=found.change_id)
    return all(
        action in VISIBILITY_ACTS and not facts for action, facts in later.values_list("action", "facts")
    )


def revert_facts(found: ProgramMerge, kept: Program) -> proof.Checks:
    """Write what the program said before the merge; return the days of its checks."""
    was = found.before
    kept.checked_on = was["checked_on"] and datetime.date.fromisoformat(was["checked_on"])
    kept.checked_by_id, kept.fact_checks = was["checked_by"], was["fact_checks"]
    known = KnownRows.load()
    record = record_before(record_of(kept), found.change) if found.change else record_of(kept)
    write_record(kept, record, known)
    return was["fact_checks"]


@transaction.atomic
def undo_merge(found: ProgramMerge, by: Any, reason: str) -> bool:
    """Put the duplicate back, with what moved; return whether the other one's facts went back too.

    They stay where somebody has changed or confirmed the program since. MergeError changes nothing.
    """
    kept, removed = lock_programs(found.kept_id, found.removed_id)
    if not ProgramMerge.objects.standing().filter(pk=found.pk).update(undone_at=timezone.now()):
        raise MergeError("Somebody else has undone this merge in the meantime.")
    if later := standing_merge(kept):
        raise MergeError(f"{kept.name} was itself merged into {later.kept.name}. Undo that first.")
    checks = revert_facts(found, kept) if (is_whole := is_unchanged_since(found)) else {}
    FormerSlug.objects.filter(slug=removed.slug, program=kept).delete()
    columns = foreign_keys_to_programs()
    for name in found.moved.keys() & columns.keys():
        rows = rows_pointing_at(columns[name], kept).filter(pk__in=found.moved[name])
        move_rows(columns[name], rows, removed)
    removed.publication = found.publication
    removed.save(update_fields=["publication"])
    for program, days in ((kept, checks), (removed, {})):
        apply_change(program.pk, ChangeAction.UNMERGED, by=by, reason=reason, checks=days)
    return is_whole
