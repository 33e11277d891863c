"""An import of programs as a whole: read, previewed, applied row by row, undone; every row is kept."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from programs.curation.importing.record_import import (
    CHUNK,
    RecordImport,
    RecordOutcome,
    RecordResult,
    RefusedRecordError,
    parse_line,
    stated_slug,
)
from programs.curation.spreadsheet.columns import match_headers
from programs.curation.spreadsheet.known_programs import KnownPrograms
from programs.curation.spreadsheet.row_records import set_record
from programs.curation.spreadsheet.rows import ProgramRow, read_rows
from programs.models import CatalogImport, CatalogImportRow, ColumnMeaning, Host, Program, Provider
from programs.models.catalog_import import ImportStatus
from programs.sheets.reader import Sheet, plain_name

Row = TypeVar("Row")
LONGEST_NAME = 100
CHANGED_SINCE = "somebody has changed the program since the preview. Make the preview anew."
WRITTEN = (RecordResult.CREATED, RecordResult.UPDATED)
# A result in one word, as the command and the admin say it.
WORDS = {
    RecordResult.CREATED: "new",
    RecordResult.UPDATED: "changed",
    RecordResult.UNCHANGED: "unchanged",
    RecordResult.KEPT: "unchanged",
    RecordResult.REFUSED: "refused",
}


@dataclass(frozen=True)
class ProgramRowOutcome:
    """A row and what became of it."""

    row: ProgramRow
    outcome: RecordOutcome

    @property
    def word(self) -> str:
        return WORDS[self.outcome.result]

    def __str__(self) -> str:
        said = "; ".join([*self.outcome.messages, *self.outcome.notes])
        parts = [f"ROW {self.row.number} {self.word}", self.outcome.slug, said]
        return " ".join(" ".join(part for part in parts if part).split())


def split_into_chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield rows some at a time, so that memory does not grow with the file."""
    left = iter(rows)
    while chunk := list(itertools.islice(left, CHUNK)):
        yield chunk


def load_column_meanings() -> dict[str, str]:
    """The column that curators have chosen for each name, in its plain form."""
    return dict(ColumnMeaning.objects.values_list("name", "column"))


def save_column_meanings(header: list[str], fields: list[str]) -> None:
    for name, field in zip(header, fields, strict=True):
        if plain := plain_name(name)[:LONGEST_NAME]:
            ColumnMeaning.objects.update_or_create(name=plain, defaults={"column": field})


def rows_of_sheet(sheet: Sheet, fields: list[str] | None = None) -> Iterator[ProgramRow]:
    """Columns are mapped as remembered where nobody has mapped them."""
    yield from read_rows(
        sheet, fields or match_headers(sheet.header, load_column_meanings()), KnownPrograms.load()
    )


def unknown_columns(sheet: Sheet) -> list[str]:
    """The names of the columns that nothing is known of, so that they are left out."""
    fields = match_headers(sheet.header, load_column_meanings())
    return [name for name, field in zip(sheet.header, fields, strict=True) if name and not field]


def rows_of_lines(lines: Iterable[bytes]) -> Iterator[ProgramRow]:
    """Yield the records of a JSON Lines file as rows."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row = ProgramRow(number)
        try:
            row.raw = parse_line(line)
            row.slug = stated_slug(row.raw)
        except RefusedRecordError as error:
            row.errors += error.args
        yield row


def process_rows(
    run: RecordImport, rows: Iterable[ProgramRow], *, write: bool
) -> Iterator[ProgramRowOutcome]:
    """Yield what becomes of each row, a chunk at a time; without ``write`` nothing is changed."""
    for chunk in split_into_chunks(rows):
        slugs = [row.slug for row in chunk]
        records = dict(Program.objects.filter(slug__in=slugs).values_list("slug", "record"))
        for row in chunk:
            if row.cells and not row.errors:
                set_record(row, records.get(row.slug))
        right = [(row.number, row.raw) for row in chunk if not row.errors]
        found = run.import_chunk(right) if write else run.preview_chunk(right)
        by_number = {outcome.line: outcome for outcome in found}
        for row in chunk:
            yield ProgramRowOutcome(row, add_row_messages(row, by_number.get(row.number)))


def add_row_messages(row: ProgramRow, outcome: RecordOutcome | None) -> RecordOutcome:
    """An outcome with the row's own reasons and notes."""
    if outcome is None:
        return RecordOutcome(row.number, row.slug, RecordResult.REFUSED, row.errors)
    messages = outcome.messages
    if row.cells and outcome.result == RecordResult.REFUSED:
        messages = list(dict.fromkeys(row.locate_message(message) for message in messages))
    return replace(outcome, messages=messages, notes=[*row.notes, *outcome.notes])


def build_import_row(job: CatalogImport, one: ProgramRowOutcome) -> CatalogImportRow:
    """The unsaved row of an outcome; records only where they are needed to apply or to undo."""
    outcome = one.outcome
    is_written = outcome.result in WRITTEN
    return CatalogImportRow(
        catalog_import=job,
        number=one.row.number,
        slug=outcome.slug[:100],
        name=(one.row.name or str(outcome.after.get("name") or ""))[:300],
        result=outcome.result,
        messages=outcome.messages,
        notes=outcome.notes,
        alike=[f"row {other.row_number}" if other.row_number else other.slug for other in one.row.duplicates],
        before=outcome.before if is_written else {},
        after=outcome.after if is_written else {},
        curated_before=outcome.curated_at,
        change=outcome.change,
    )


def save_outcomes(job: CatalogImport, found: Iterable[ProgramRowOutcome]) -> Iterator[ProgramRowOutcome]:
    """Save each row of an import, its counts at the end, and yield the outcomes."""
    counts: Counter[str] = Counter()
    for chunk in split_into_chunks(found):
        CatalogImportRow.objects.bulk_create(build_import_row(job, one) for one in chunk)
        counts.update(one.word for one in chunk)
        yield from chunk
    job.counts = dict(counts)
    job.save()


def newest_keys() -> dict[str, int]:
    """The last key of each table that an import may add to beside programs: later ones are its own."""
    return {
        model._meta.model_name or "": getattr(model._default_manager.order_by("-pk").first(), "pk", 0)
        for model in (Host, Provider)
    }


def import_rows(
    job: CatalogImport, rows: Iterable[ProgramRow], *, force: bool
) -> Iterator[ProgramRowOutcome]:
    """Import rows at once, as the command does, and keep what became of each."""
    job.status, job.newest_before = ImportStatus.APPLIED, newest_keys()
    job.save()
    yield from save_outcomes(job, process_rows(RecordImport(force=force, by=job.by), rows, write=True))


def preview_rows(job: CatalogImport, rows: Iterable[ProgramRow]) -> Iterator[int]:
    """Keep what an import would do to each row, for the curator to choose from; yield how many are done.

    No transaction lasts for longer than a chunk, as SQLite lets nobody else write meanwhile. The preview
    counts once all of it is there.
    """
    job.status = ImportStatus.UPLOADED
    job.save()
    job.rows.all().delete()
    found = save_outcomes(job, process_rows(RecordImport(force=job.overwrites, by=job.by), rows, write=False))
    yield from (done for done, _ in enumerate(found, start=1) if done % CHUNK == 0)
    job.status = ImportStatus.PREVIEWED
    job.save()


def apply_rows(job: CatalogImport, numbers: set[int], by: Any) -> Iterator[int]:
    """Import the chosen rows of a preview in one transaction, and yield how many are done, chunk by chunk.

    A row that its program was changed since is refused, not written.
    """
    with transaction.atomic():
        run, done = RecordImport(force=True, by=by), 0
        job.newest_before = newest_keys()
        rows = job.rows.filter(result__in=WRITTEN)
        for chunk in split_into_chunks(rows.iterator(CHUNK)):
            chosen = [row for row in chunk if row.number in numbers]
            apply_chunk(run, chosen)
            done += len(chosen)
            yield done
        mark_left_out(job, numbers)
        words: dict[str, str] = {str(result): said for result, said in WORDS.items()}
        job.counts = dict(Counter(words.get(row, row) for row in job.rows.values_list("result", flat=True)))
        job.status, job.by, job.at, job.sheet = ImportStatus.APPLIED, by, timezone.now(), []
        job.save()


def mark_left_out(job: CatalogImport, numbers: set[int]) -> None:
    rows = [row for row in job.rows.filter(result__in=WRITTEN).only("number") if row.number not in numbers]
    for chunk in split_into_chunks(rows):
        job.rows.filter(pk__in=[row.pk for row in chunk]).update(result="left out", before={}, after={})


def apply_chunk(run: RecordImport, rows: list[CatalogImportRow]) -> None:
    """Import some rows of a preview whose programs are still as the preview saw them."""
    records = dict(Program.objects.filter(slug__in=[row.slug for row in rows]).values_list("slug", "record"))
    fresh = [row for row in rows if records.get(row.slug, {}) == row.before]
    found = {outcome.line: outcome for outcome in run.import_chunk((row.number, row.after) for row in fresh)}
    for row in rows:
        outcome = found.get(row.number)
        if outcome is None:
            row.result, row.messages = RecordResult.REFUSED, [CHANGED_SINCE]
        else:
            row.result, row.messages = outcome.result, outcome.messages
            row.change, row.curated_before = outcome.change, outcome.curated_at
    CatalogImportRow.objects.bulk_update(rows, ["result", "messages", "change", "curated_before"])
