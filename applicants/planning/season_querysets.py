"""Questions about seasons that read as sentences."""

from typing import Self

from django.db.models import QuerySet


class SeasonQuerySet(QuerySet):
    """Questions about seasons."""

    def with_dates(self) -> Self:
        """Return the seasons with their days, the newest season first. Two queries."""
        return self.prefetch_related("dates")


class SeasonDateQuerySet(QuerySet):
    """Questions about the days of seasons."""

    def of_match(self, year: int) -> Self:
        """Return the days of the season after which residency starts in ``year``."""
        return self.filter(season__year=year).select_related("season")
