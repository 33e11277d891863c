"""Questions about people."""

import datetime
from typing import Any, Self

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from applicants.profile.choices import AlertMail


class UserQuerySet(QuerySet):
    """Questions about users."""

    def advisors(self) -> Self:
        """Active staff: they may curate programs."""
        return self.filter(is_staff=True, is_active=True)

    def unconfirmed_since(self, moment: datetime.datetime) -> Self:
        """Accounts that signed up before a moment, never logged in and never confirmed an address."""
        signed_up = self.filter(is_staff=False, last_login=None, date_joined__lt=moment)
        return signed_up.filter(emailaddress__isnull=False).exclude(emailaddress__verified=True).distinct()

    def away_since(self, moment: datetime.datetime) -> Self:
        """Accounts whose last log-in, or sign-up if there was none, lies before a moment."""
        return self.annotate(seen_at=Coalesce("last_login", "date_joined")).filter(seen_at__lt=moment)


class AnswerQuerySet(QuerySet):
    """Questions about answers; they start at ``request.applicant.answers``."""

    def to_any_of(self, codes: list[str]) -> Self:
        return self.filter(code__in=codes)


class ApplicantQuerySet(QuerySet):
    """Questions about applicants."""

    def who_can_be_mailed(self) -> Self:
        """Applicants with an active account that is no mere sign-up."""
        signed_up = self.filter(user__last_login=None, user__emailaddress__verified=False)
        unconfirmed = signed_up.exclude(user__emailaddress__verified=True)
        active = self.filter(user__is_active=True).select_related("user")
        return active.exclude(pk__in=unconfirmed.values("pk"))

    def who_want_digests(self) -> Self:
        """Applicants who asked for reminders and can be mailed."""
        return self.who_can_be_mailed().filter(has_digest=True)

    def who_want_alerts_at_once(self) -> Self:
        """Applicants who want to know by mail at once what changed, and can be mailed."""
        return self.who_can_be_mailed().filter(alert_mail=AlertMail.AT_ONCE)

    def not_digested_since(self, day: datetime.date) -> Self:
        """Applicants whose last digest is of an earlier day, or who never had one."""
        return self.filter(Q(digested_on__isnull=True) | Q(digested_on__lt=day))

    def with_calendar(self, secret: str) -> Self:
        """The applicant whose private calendar has this address, or none."""
        return self.filter(calendar_secret=secret, user__is_active=True)


class RateCountQuerySet(QuerySet):
    """Questions about counts of what an applicant did in a short time."""

    def add_one(self, most: int, **row: Any) -> bool:
        """Count one more in a row; False when it is not there or has as many as there may be."""
        return bool(self.filter(**row, count__lt=most).update(count=F("count") + 1))

    def take_one(self) -> None:
        """Count one less in the newest of these rows."""
        newest = self.filter(count__gt=0).order_by("-window_start").values("pk")[:1]
        self.filter(pk__in=list(newest.values_list("pk", flat=True))).update(count=F("count") - 1)

    def begun_before(self, moment: datetime.datetime) -> Self:
        """The counts whose time began before a moment."""
        return self.filter(window_start__lt=moment)
