"""An import undone: every program is again what it was, unless somebody has changed it since."""

from typing import Any

from django.db import models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils import timezone

from programs.choices import ChangeAction
from programs.curation.importing.record_import import RecordResult
from programs.curation.publishing.changes import apply_changes, specialty_parents
from programs.curation.publishing.record_rows import KnownRows, RecordRows, save_rows
from programs.curation.spreadsheet.import_job import WRITTEN, split_into_chunks
from programs.models import CatalogImport, CatalogImportRow, CatalogVersion, Change, Host, Program, Provider
from programs.models.catalog_import import ImportStatus
from programs.records import complete_record

OWN_TABLES = "programs"


def others_using(programs: list[Program]) -> int:
    """How many rows outside the catalog point at some programs, such as people's applications."""
    collector = Collector(using="default")
    try:
        collector.collect(programs)
    except (ProtectedError, RestrictedError):
        return 1
    field_updates: dict[Any, Any] = collector.field_updates
    updated = [row for rows in field_updates.values() for part in rows for row in part]
    deleted = [row for rows in collector.data.values() for row in rows]
    fast = [
        row for rows in collector.fast_deletes for row in rows if rows.model._meta.app_label != OWN_TABLES
    ]
    return len(fast) + sum(row._meta.app_label != OWN_TABLES for row in (*updated, *deleted))


def used_programs(programs: list[Program]) -> dict[int, int]:
    """By program how many rows outside the catalog point at it; to ask one by one is slow."""
    if not programs or not others_using(programs):
        return {}
    return {program.pk: count for program in programs if (count := others_using([program]))}


def reason_against(
    row: CatalogImportRow, program: Program | None, last_change: int | None, used: dict[int, int]
) -> str:
    """Why a row cannot be undone; blank when it can. ``used`` is of ``used_programs``."""
    if program is None:
        return "the program is not in the catalog any more."
    if last_change != row.change_id:
        return "somebody has changed or confirmed the program since. Restore it by hand from its history."
    if count := used.get(program.pk, 0):
        return f"{count} applications or notes of applicants name it. Archive it instead."
    return ""


def undo_chunk(rows: list[CatalogImportRow], by: Any, made_after: dict[str, int]) -> dict[str, str]:
    """Undo some rows, and return the reason for each that stays, by slug."""
    programs = {
        program.slug: program
        for program in Program.objects.select_related("host", "provider").filter(
            slug__in=[row.slug for row in rows]
        )
    }
    last = dict(
        Change.objects.filter(program__in=programs.values())
        .values_list("program")
        .annotate(models.Max("pk"))
        .order_by()
    )
    created = [row.slug for row in rows if row.result == RecordResult.CREATED]
    used = used_programs([programs[slug] for slug in created if slug in programs])
    reasons: dict[str, str] = {}
    back: list[Any] = []
    gone: list[Any] = []
    for row in rows:
        program = programs.get(row.slug)
        if why := reason_against(row, program, last.get(program.pk) if program else None, used):
            reasons[row.slug] = why
        elif program:
            (gone if row.result == RecordResult.CREATED else back).append((row, program))
    restore_programs(back, by)
    delete_programs([program for _, program in gone], made_after)
    undone = [row.pk for row, _ in (*back, *gone)]
    CatalogImportRow.objects.filter(pk__in=undone).update(undone_at=timezone.now())
    return reasons


def restore_programs(pairs: list[tuple[CatalogImportRow, Program]], by: Any) -> None:
    if not pairs:
        return
    known = KnownRows.load()
    save_rows([RecordRows.of(program, complete_record(row.before), known) for row, program in pairs], known)
    ids = [program.pk for _, program in pairs]
    apply_changes(ids, [ChangeAction.UNDONE] * len(ids), by=by, parents=specialty_parents())
    for row, program in pairs:
        Program.objects.filter(pk=program.pk).update(curated_at=row.curated_before)


def delete_programs(programs: list[Program], made_after: dict[str, int]) -> None:
    """Delete programs that an import made, and the hosts and providers that it made for them alone."""
    if not programs:
        return
    CatalogVersion.advance(rebuild=True)
    Program.objects.filter(pk__in=[program.pk for program in programs]).delete()
    tables: tuple[tuple[type[models.Model], set[int | None]], ...] = (
        (Host, {program.host_id for program in programs}),
        (Provider, {program.provider_id for program in programs}),
    )
    for model, keys in tables:
        first = made_after.get(model._meta.model_name or "", 0)
        model._default_manager.filter(pk__in=keys - {None}, pk__gt=first, programs=None).delete()


@transaction.atomic
def undo_import(job: CatalogImport, by: Any = None) -> dict[str, str]:
    """Undo an import in one transaction, and return the reason for each program that stays as it is."""
    CatalogVersion.advance()
    reasons: dict[str, str] = {}
    rows = job.rows.filter(result__in=WRITTEN, undone_at=None).order_by("-number")
    for chunk in split_into_chunks(rows):
        reasons |= undo_chunk(chunk, by, job.newest_before)
    if not reasons:
        job.status = ImportStatus.UNDONE
        job.save()
    return reasons
