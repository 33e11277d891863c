"""manage.py tidy: delete what has had its time."""

from typing import Any

from django.core.management.base import BaseCommand

from applicants.privacy.retention import retain
from applicants.profile.cleanup import tidy


class Command(BaseCommand):
    """Deletes what has outlived its use.

    ``send_due --loop`` does it once an hour; run it from cron where that does not run.
    """

    help = "Delete old mails, unconfirmed accounts, sessions, counters, and files after two years' absence."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tidy, and say what went."""
        self.stdout.write(", ".join(f"{count} {what}" for what, count in (tidy() | retain()).items()))
