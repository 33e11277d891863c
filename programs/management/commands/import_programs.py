"""Import programs from a JSON Lines file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from programs.curation.importing import CatalogImportReport, RecordOutcome, RecordResult, import_lines


class Command(BaseCommand):
    """Thin: the rules are in ``curation.importing``."""

    help = "Import programs, one JSON record per line. The format is described in fixtures/README.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and the two options."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Report everything, change nothing.")
        parser.add_argument("--force", action="store_true", help="Overwrite what a person has edited.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file; CommandError when it cannot be read or a record was refused."""
        report = self.read(options["file"], dry_run=options["dry_run"], force=options["force"])
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was changed.")
        self.stdout.write(str(report))
        if count := report.count(RecordResult.REFUSED):
            raise CommandError(f"{count} {'record was' if count == 1 else 'records were'} refused.")

    def read(self, path: Path, *, dry_run: bool, force: bool) -> CatalogImportReport:
        """Import the lines of a file."""
        try:
            with path.open("rb") as lines:
                return import_lines(lines, dry_run=dry_run, force=force, progress=self.say)
        except OSError as error:
            raise CommandError(f"cannot read {path}: {error.strerror or error}") from error

    def say(self, outcome: RecordOutcome) -> None:
        """Print a line's outcome unless there is nothing to say."""
        if outcome.result != RecordResult.UNCHANGED or outcome.notes:
            self.stdout.write(str(outcome))
