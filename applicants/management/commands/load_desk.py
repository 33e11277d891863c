"""Load What the portal needs before its first applicant."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from applicants.reference_data import load_desk
from programs.curation.loading import LoadingError


class Command(BaseCommand):
    """Thin: the rules are in ``planning.loading``."""

    help = "Add the shipped entry rules, advice and seasons where they are missing. Safe at every start."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the shipped files."""
        try:
            load_desk(Path(settings.BASE_DIR) / "fixtures" / "reference", self.stdout.write)
        except LoadingError as error:
            raise CommandError(str(error)) from error
