"""manage.py refresh_catalog: derive prices, index rows and cards anew, and count the day's facts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from programs.curation.publishing import reindexing
from programs.curation.statistics import snapshots
from programs.feedback import searches


class Command(BaseCommand):
    """Run it after each release and once a day; without --all it derives only what is outdated."""

    help = "Derive prices, freshness, index rows and cards anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="Even when nothing is outdated.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh, and say how much."""
        today = timezone.localdate()
        if options["all"] or reindexing.is_outdated(today):
            self.stdout.write(f"refreshed {reindexing.refresh_catalog(self.stdout.write):,} programs")
        if count := snapshots.take_snapshot(today):
            self.stdout.write(f"counted {count} facts")
        searches.forget_rare_searches(today)
