"""Questions about seasons that read as sentences."""

from typing import Self

from django.db.models import QuerySet


class SeasonQuerySet(QuerySet):
    """Questions about seasons."""

    def with_dates(self) -> Self:
        """Return the seasons with their days, the newest season first. Two queries."""
        return self.prefetch_related("dates")
