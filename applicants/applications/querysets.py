"""Questions about applications that read as sentences."""

from typing import Self

from django.db.models import Q, QuerySet

from applicants.applications.workflow import ENDS


class ApplicationQuerySet(QuerySet):
    """Questions about applications; they start at ``request.applicant.applications``."""

    def running(self) -> Self:
        """Return what has not come to an end."""
        return self.exclude(status__in=ENDS)

    def of_programs(self, program_ids: list[int]) -> Self:
        """Return applications to some programs of the catalogue."""
        return self.filter(program__in=program_ids)

    def named_with(self, word: str) -> Self:
        """Return applications whose name, host or city contains a word."""
        return self.filter(Q(name__icontains=word) | Q(host_name__icontains=word) | Q(city__icontains=word))
