"""Import programs from a sheet or from JSON Lines, and undo such an import."""

import gc
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from programs.curation.importing.record_import import CatalogImportReport, RecordResult
from programs.curation.spreadsheet.files import read_programs
from programs.curation.spreadsheet.import_job import (
    ProgramRowOutcome,
    import_rows,
    rows_of_lines,
    rows_of_sheet,
    unknown_columns,
)
from programs.curation.spreadsheet.rows import ProgramRow
from programs.curation.spreadsheet.undoing import undo_import
from programs.models import CatalogImport
from programs.sheets.reader import SheetError

# Python looks for cycles so often that it takes a fifth of the time; once in so many rows is enough.
SELDOM = (50_000, 20, 20)
ROWS_BETWEEN = 500
LEFT_OUT = "These columns are not known and left out: {}. Names that are known: fixtures/sheet_words.json."
SHEETS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls")


class Command(BaseCommand):
    """Thin: the rules are in ``curation.importing`` and ``curation.spreadsheet``."""

    help = (
        "Import programs: one JSON record per line (.jsonl), or a sheet as people keep them (.csv, .xlsx). "
        "Formats are described in fixtures/README.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, nargs="?")
        parser.add_argument("--dry-run", action="store_true", help="Say what each row does, change nothing.")
        parser.add_argument("--force", action="store_true", help="Overwrite what a person has edited.")
        parser.add_argument(
            "--all-or-nothing", action="store_true", help="Import nothing if a row is refused."
        )
        parser.add_argument("--undo", metavar="IMPORT", type=int, help="Undo the import with this number.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file; raise CommandError when it cannot be read or a row was refused."""
        if options["undo"] is not None:
            self.undo(options["undo"])
            return
        if options["file"] is None:
            raise CommandError("Name a file, or an import to undo.")
        gc.freeze()
        gc.set_threshold(*SELDOM)
        rows, is_sheet = self.rows(options["file"])
        job = CatalogImport(file_name=options["file"].name[:200])
        report, is_dry = CatalogImportReport(), options["dry_run"]
        with transaction.atomic():
            with transaction.atomic():
                for row_outcome in import_rows(job, rows, force=options["force"]):
                    if len(report.outcomes) % ROWS_BETWEEN == 0:
                        gc.collect()
                    report.outcomes.append(replace(row_outcome.outcome, before={}, after={}, change=None))
                    self.say(row_outcome, is_dry=is_dry, is_sheet=is_sheet)
                refused = report.count(RecordResult.REFUSED)
                is_taken_back = is_dry or (refused and options["all_or_nothing"])
                transaction.set_rollback(bool(is_taken_back))
            if not is_taken_back and not job.written:
                job.delete()
        self.sum_up(report, job, is_dry=is_dry, is_taken_back=bool(is_taken_back))

    def sum_up(
        self, report: CatalogImportReport, job: CatalogImport, *, is_dry: bool, is_taken_back: bool
    ) -> None:
        """Say what was done; raise CommandError when a row was refused."""
        if is_taken_back:
            self.stdout.write(f"{'Dry run' if is_dry else 'All or nothing'}: nothing was changed.")
        self.stdout.write(str(report))
        if not is_taken_back and job.pk:
            self.stdout.write(f"Import {job.pk}. To undo it: import_programs --undo {job.pk}")
        if count := report.count(RecordResult.REFUSED):
            raise CommandError(f"{count} {'record was' if count == 1 else 'records were'} refused.")

    def rows(self, path: Path) -> tuple[Iterator[ProgramRow], bool]:
        """Read the rows of a file, and whether it is a sheet; raise CommandError when it cannot be read."""
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"cannot read {path}: {error.strerror or error}") from error
        if path.suffix.lower() not in SHEETS:
            return rows_of_lines(content.split(b"\n")), False
        try:
            sheet, notes = read_programs(content)
        except SheetError as error:
            raise CommandError(f"cannot read {path}: {error}") from error
        if unknown := unknown_columns(sheet):
            notes = [*notes, LEFT_OUT.format(", ".join(f"“{name}”" for name in unknown))]
        for note in notes:
            self.stdout.write(f"note: {note}")
        return rows_of_sheet(sheet), True

    def say(self, row_outcome: ProgramRowOutcome, *, is_dry: bool, is_sheet: bool) -> None:
        """Print every row of a dry run, and of any other those that there is something to say of."""
        if is_dry:
            self.stdout.write(str(row_outcome))
        elif row_outcome.outcome.result != RecordResult.UNCHANGED or row_outcome.outcome.notes:
            written = str(row_outcome.outcome)
            self.stdout.write(written.replace("line", "row", 1) if is_sheet else written)

    def undo(self, number: int) -> None:
        """Undo an import; raise CommandError when there is none, or when a program has to stay."""
        job = CatalogImport.objects.filter(pk=number).first()
        if job is None:
            raise CommandError(f"There is no import {number}.")
        reasons = undo_import(job)
        for slug, why in reasons.items():
            self.stdout.write(f"kept {slug}: {why}")
        count = job.rows.exclude(undone_at=None).count()
        self.stdout.write(
            f"Import {number}: {count} {'program is' if count == 1 else 'programs are'} as before."
        )
        if reasons:
            raise CommandError(f"{len(reasons)} of the programs stay as the import left them.")
