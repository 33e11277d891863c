"""Questions about rotations that read as sentences."""

import datetime
from collections import Counter
from decimal import Decimal
from typing import Any, Self

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncWeek


class TipCheckQuerySet(QuerySet):
    """Questions about what is done."""

    def codes(self) -> set[str]:
        """The codes of what is done. One query."""
        return set(self.values_list("tip__code", flat=True))

    def of_tip(self, tip: Any) -> Self:
        return self.filter(tip=tip)


class DaysQuerySet(QuerySet):
    """Questions about what is written of the days of a rotation."""

    def of_rotation(self, rotation: Any) -> Self:
        return self.filter(application=rotation)


class JournalQuerySet(DaysQuerySet):
    """Questions about journals."""

    def sums(self) -> tuple[int, Decimal]:
        """How many entries there are, and how many hours they name. One query."""
        found = self.aggregate(entries=Count("pk"), hours=Sum("hours"))
        return found["entries"], found["hours"] or Decimal(0)

    def hours_by_week(self) -> list[tuple[datetime.date, Decimal]]:
        """The hours that entries name, by the Monday of their week. One query."""
        weeks = self.exclude(hours=None).order_by().annotate(week=TruncWeek("day")).values_list("week")
        return list(weeks.annotate(hours=Sum("hours")).order_by("week"))


class LogQuerySet(DaysQuerySet):
    """Questions about logs of skills."""

    def sums(self) -> tuple[Counter[str], Counter[str]]:
        """How often something was done by level, and by competency. One query.

        What serves two competencies counts for both.
        """
        levels: Counter[str] = Counter()
        competencies: Counter[str] = Counter()
        kinds = self.order_by().values_list("level", "competencies")
        for level, codes, times in kinds.annotate(times=Sum("count")):
            levels[level] += times
            competencies.update(dict.fromkeys(codes, times))
        return levels, competencies
