"""Load what a portal needs before its first visitor."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programs.curation.importing.shipped_files import LoadingError, load_catalog
from programs.curation.publishing import reindexing


class Command(BaseCommand):
    """Thin: the rules are in ``importing.shipped_files``."""

    help = "Add the shipped vocabularies, guide and programs where they are missing. Safe at every start."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            load_catalog(Path(settings.BASE_DIR) / "fixtures", self.stdout.write)
        except LoadingError as error:
            raise CommandError(str(error)) from error
        if reindexing.is_outdated(timezone.localdate()):
            self.stdout.write(f"refreshed {reindexing.refresh_catalog(self.stdout.write):,} programs")
