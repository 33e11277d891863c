"""manage.py remind_due: write the digests whose hour has come."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from applicants.agenda.digests import write_due_digests


class Command(BaseCommand):
    """Thin: the rules are in ``planning.digest``. Run it at least once an hour."""

    help = "Write into the outbox one email for everybody who has something due and whose hour has come."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them and say how many."""
        self.stdout.write(f"digests written: {write_due_digests(timezone.now())}")
