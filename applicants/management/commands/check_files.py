"""manage.py check_files: say whether every private file is there, and the one that was uploaded."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applicants.documents.integrity import check_files


class Command(BaseCommand):
    """Reads every file: run it after moving files and now and then, not every hour."""

    help = "Compare the sha256 of every private file with its row."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and fail when one is missing or changed."""
        audit = check_files()
        self.stdout.write(audit.words)
        if not audit.is_clean:
            raise CommandError(" ".join([*audit.missing, *audit.changed][:20]))
