"""manage.py restore FOLDER: a portal as it was, in an empty place."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from applicants.documents.backups import restore_backup
from applicants.documents.database_copies import CopyError


class Command(BaseCommand):
    """Restores a backup, but never into a database or a storage that is in use."""

    help = "Fill an empty database and an empty storage from a backup, and check every file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, and say what was found."""
        try:
            audit = restore_backup(options["folder"])
        except (CopyError, OSError) as error:
            raise CommandError(f"The restore did not finish: {error}") from error
        self.stdout.write(audit.words)
        if not audit.is_clean:
            raise CommandError(f"Not as it was: {' '.join([*audit.missing, *audit.changed][:20])}")
