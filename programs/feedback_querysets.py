"""What people outside tell curators, and search for in vain: questions that read as sentences."""

import datetime
from typing import Self

from django.db.models import Count, QuerySet

from programs.report_choices import ProposalState


class ReportQuerySet(QuerySet):
    """Questions about what visitors report and suggest."""

    def open(self) -> Self:
        return self.filter(outcome="")

    def resolved(self) -> Self:
        return self.exclude(outcome="")

    def count_per_kind(self) -> dict[str, int]:
        return dict(self.order_by().values_list("kind").annotate(Count("pk")))

    def count_per_program(self) -> dict[int, int]:
        rows = self.filter(program__isnull=False).order_by().values_list("program")
        return dict(rows.annotate(count=Count("pk")))

    def with_programs(self) -> Self:
        return self.select_related("program__host", "resolved_by")


class HostProposalQuerySet(QuerySet):
    """Questions about what hosts' offices propose."""

    def with_programs(self) -> Self:
        return self.select_related("program__host", "decided_by")

    def waiting(self) -> Self:
        return self.filter(state=ProposalState.WAITING)

    def undecided(self) -> Self:
        """Those that still have a link to be used, or wait for a curator."""
        return self.filter(decided_at__isnull=True)

    def asked_since(self, moment: datetime.datetime, email: str) -> Self:
        """Those whose link went to an address since a moment."""
        return self.filter(email__iexact=email, created_at__gte=moment)

    def without_answer_before(self, moment: datetime.datetime) -> Self:
        """Those whose link was sent before a moment and never used."""
        return self.filter(submitted_at__isnull=True, created_at__lt=moment)


class FruitlessSearchQuerySet(QuerySet):
    """Questions about searches that found nothing."""

    def by_at_least(self, people: int) -> Self:
        """The texts that so many different people have searched for, the most frequent first."""
        return self.filter(people__gte=people).order_by("-times", "text")

    def by_few_before(self, people: int, day: datetime.date) -> Self:
        """The texts that too few people have searched for, and none since a day."""
        return self.filter(people__lt=people, last_on__lt=day)
