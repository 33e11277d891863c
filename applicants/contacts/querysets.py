"""Questions about contacts that read as sentences."""

from typing import Self

from django.db.models import QuerySet


class ContactQuerySet(QuerySet):
    """Questions about contacts; they start at ``request.applicant.contacts``."""

    def to_keep_in_touch(self) -> Self:
        """Return those whom the applicant wants to be in touch with on a day, the first day first."""
        return self.filter(next_on__isnull=False).order_by("next_on", "name")
