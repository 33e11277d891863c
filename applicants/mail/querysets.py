"""Questions to the outbox."""

import datetime
from typing import Self

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

MOST_TRIES = 8
# How the key of a mail begins that proves a warning: what it warns of may only happen after it was sent.
WARNING = "warning:"


class MailQuerySet(QuerySet):
    """Questions about mails."""

    def due(self, now: datetime.datetime) -> Self:
        """What is to be sent now and that no sender works on."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
        return self.filter(free, sent_at__isnull=True, due_at__lte=now, tries__lt=MOST_TRIES)

    def waiting(self) -> Self:
        return self.filter(sent_at__isnull=True)

    def given_up(self) -> Self:
        return self.filter(sent_at__isnull=True, tries__gte=MOST_TRIES)

    def settled_before(self, moment: datetime.datetime) -> Self:
        """What was sent, or given up, before a moment."""
        sent = Q(sent_at__lt=moment)
        return self.filter(sent | Q(sent_at__isnull=True, tries__gte=MOST_TRIES, due_at__lt=moment))

    def except_warnings_since(self, moment: datetime.datetime) -> Self:
        """All but the warnings that were sent at a moment or later."""
        return self.exclude(key__startswith=WARNING, sent_at__gte=moment)

    def to_strangers(self, addresses: set[str]) -> Self:
        """Mails to addresses (in lower case) that had no account when they were written."""
        return self.annotate(folded=Lower("to")).filter(user=None, folded__in=addresses)
