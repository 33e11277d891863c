"""Questions about rotations that read as sentences."""

from decimal import Decimal
from typing import Any, Self

from django.db.models import Count, QuerySet, Sum


class TipCheckQuerySet(QuerySet):
    """Questions about what is done."""

    def codes(self) -> set[str]:
        """The codes of what is done. One query."""
        return set(self.values_list("tip__code", flat=True))

    def of_tip(self, tip: Any) -> Self:
        return self.filter(tip=tip)


class JournalQuerySet(QuerySet):
    """Questions about journals."""

    def sums(self) -> tuple[int, Decimal]:
        """How many entries there are, and how many hours they name. One query."""
        found = self.aggregate(entries=Count("pk"), hours=Sum("hours"))
        return found["entries"], found["hours"] or Decimal(0)
