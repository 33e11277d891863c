"""manage.py load_reference_data: what the portal needs before its first applicant."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from applicants.reference_data import load_reference_data
from programs.curation.importing.shipped_files import LoadingError


class Command(BaseCommand):
    """Loads ``fixtures/reference`` and names a broken file."""

    help = "Add the shipped entry rules, advice and seasons where they are missing. Safe at every start."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            load_reference_data(Path(settings.BASE_DIR) / "fixtures" / "reference", self.stdout.write)
        except LoadingError as error:
            raise CommandError(str(error)) from error
