"""manage.py backup FOLDER: everything of this portal in one folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from applicants.documents.backups import back_up
from applicants.documents.database_copies import CopyError


class Command(BaseCommand):
    """May run while the portal serves. What it writes is as private as the portal's own data."""

    help = "Write the database, then the applicants' files that it knows, into a new folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Back up, and say how much; fails when a file is lost."""
        try:
            count, lost = back_up(options["folder"])
        except (CopyError, OSError) as error:
            raise CommandError(f"No backup: {error}") from error
        self.stdout.write(f"The database and {count} files are in {options['folder']}")
        if lost:
            raise CommandError(
                f"{len(lost)} files are lost; their rows are in the backup: {' '.join(lost[:20])}"
            )
