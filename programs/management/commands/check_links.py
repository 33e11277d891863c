"""manage.py check_links: fetch the sources of programs and keep what curators compare facts with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from programs.curation.links.checking import NoNetworkError, check_links
from programs.curation.review.program_use import count_people


class Command(BaseCommand):
    """Checks the sources' pages; it changes no fact: what it finds goes to the review queue."""

    help = "Fetch programs' sources, politely; what moved, went or changed goes to the review queue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, help="At most so many pages, those read longest ago first.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and say what was found."""
        limit = options["limit"]
        try:
            report = check_links(limit if limit is None else max(0, limit), self.stdout.write)
        except NoNetworkError as error:
            self.stdout.write(f"No network here ({error}): no source was checked, nothing was changed.")
            return
        count_people()
        self.stdout.write(f"Checked: {report}.")
