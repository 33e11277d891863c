"""Questions to the outbox."""

import datetime
from typing import Self

from django.db.models import Q, QuerySet

MOST_TRIES = 8


class MailQuerySet(QuerySet):
    """Questions about mails."""

    def due(self, now: datetime.datetime) -> Self:
        """Return what is to be sent now and that no sender works on."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
        return self.filter(free, sent_at__isnull=True, due_at__lte=now, tries__lt=MOST_TRIES)

    def waiting(self) -> Self:
        """Return what is not sent yet."""
        return self.filter(sent_at__isnull=True)
