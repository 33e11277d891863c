"""Questions about saved searches and alerts that read as sentences."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any, Self

from django.db.models import QuerySet

from applicants.alerts.choices import AlertKind


class SavedSearchQuerySet(QuerySet):
    """Questions about saved searches."""

    def with_id(self, pk: uuid.UUID) -> Any:
        """The search with an id, None when there is none among these."""
        return self.filter(pk=pk).first()

    def awake(self) -> Self:
        return self.filter(is_paused=False)

    def questions(self) -> QuerySet[Any, str]:
        """Each different question once, as its conditions."""
        return self.order_by().values_list("conditions", flat=True).distinct()

    def asking(self, questions: Iterable[str]) -> Self:
        """Those that ask one of some questions, the oldest first."""
        return self.filter(conditions__in=questions).order_by("created_at", "pk")


class WatchQuerySet(QuerySet):
    """Questions about watches."""

    def of_programs(self, program_ids: Iterable[int]) -> Self:
        return self.filter(program__in=list(program_ids))

    def with_programs(self) -> Self:
        """Load watches with their program; one query."""
        return self.select_related("program")


class AlertQuerySet(QuerySet):
    """Questions about alerts."""

    def for_list(self) -> Self:
        """Load alerts with their program, change and search; one query."""
        return self.select_related("program", "change", "search").order_by("-made_at", "-pk")

    def unseen(self) -> Self:
        return self.filter(seen_at__isnull=True)

    def besides_tracked_changes(self) -> Self:
        """All but facts that changed in tracked programs, which the pages of applications tell."""
        return self.exclude(search=None, kind=AlertKind.CHANGED)

    def made_before(self, moment: datetime.datetime) -> Self:
        return self.filter(made_at__lt=moment)

    def unmailed(self) -> Self:
        """Those that no mail has told of, and that nobody has seen on a page."""
        return self.filter(mailed_at__isnull=True, seen_at__isnull=True)
