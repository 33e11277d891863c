"""Read queries as the search box does: for curators, and for whoever checks what people's words become."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from programs.search import current_catalog, understand


class Command(BaseCommand):
    """Reads one query from each line and prints one JSON object for it."""

    help = 'Print {"q", "filters": {parameter: [values]}, "rest"} for each query of the standard input.'

    def handle(self, *args: Any, **options: Any) -> None:
        """Read lines until there are no more."""
        catalog = current_catalog()
        for line in sys.stdin:
            text = " ".join(line.split())
            meant = understand(text, catalog.words.vocabulary, catalog.today)
            filters = {parameter: list(codes) for parameter, codes in meant.filters.items()}
            self.stdout.write(
                json.dumps({"q": text, "filters": filters, "rest": meant.rest}, ensure_ascii=False)
            )
