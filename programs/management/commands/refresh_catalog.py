"""manage.py refresh_catalog: derive prices, index rows and cards anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from programs.curation import reindexing


class Command(BaseCommand):
    """Run it after each release and once a day; without --all it does nothing when nothing is outdated."""

    help = "Derive prices, freshness, index rows and cards anew."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the options."""
        parser.add_argument("--all", action="store_true", help="Even when nothing is outdated.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh, and say how much."""
        if options["all"] or reindexing.is_outdated(timezone.localdate()):
            self.stdout.write(f"refreshed {reindexing.refresh_catalogue(self.stdout.write):,} programs")
