"""manage.py sweep_files: delete private files that no row knows."""

from typing import Any

from django.core.management.base import BaseCommand

from applicants.documents.orphans import sweep_files


class Command(BaseCommand):
    """Deletes files that belong to no row.

    ``send_due --loop`` does it once an hour; run it from cron where that does not run.
    """

    help = "Delete private files older than a day that belong to no document."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep, and say how many went."""
        self.stdout.write(f"{sweep_files()} files without a document deleted")
