"""Questions about people."""

from typing import Self

from django.db.models import QuerySet


class UserQuerySet(QuerySet):
    """Questions about users."""

    def advisors(self) -> Self:
        """Return staff who may curate programs."""
        return self.filter(is_staff=True, is_active=True)


class AnswerQuerySet(QuerySet):
    """Questions about answers; they start at ``request.applicant.answers``."""

    def to_any_of(self, codes: list[str]) -> Self:
        """Return the answers to some questions."""
        return self.filter(code__in=codes)


class ApplicantQuerySet(QuerySet):
    """Questions about applicants."""

    def who_want_digests(self) -> Self:
        """Return applicants with an active account who asked for reminders."""
        return self.filter(has_digest=True, user__is_active=True).select_related("user")

    def with_calendar(self, secret: str) -> Self:
        """Return the applicant whose private calendar has this address, or none."""
        return self.filter(calendar_secret=secret, user__is_active=True)
