"""Questions about contacts that read as sentences."""

import uuid
from typing import Any, Self

from django.db.models import Prefetch, QuerySet

from applicants.applications.models import Application


class ContactQuerySet(QuerySet):
    """Questions about contacts; they start at ``request.applicant.contacts``."""

    def to_keep_in_touch(self) -> Self:
        """Those whom the applicant wants to be in touch with on a day, the first day first."""
        return self.filter(next_on__isnull=False).order_by("next_on", "name")

    def for_listing(self) -> Self:
        """Load contacts with their specialty and what they are tied to; two queries."""
        applications = Prefetch("applications", Application.objects.in_brief())
        return self.select_related("specialty").prefetch_related(applications)

    def with_email(self, email: str) -> Self:
        """Those with an email address, whatever its case; none for no address."""
        return self.filter(email__iexact=email) if email else self.none()

    def with_id(self, pk: uuid.UUID) -> Any:
        """The contact with an id, None when there is none among these."""
        return self.filter(pk=pk).first()

    def except_for(self, contact: Any) -> Self:
        return self.exclude(pk=contact.pk)

    def for_its_page(self) -> Self:
        """Load a contact with what it is tied to: applications, the outreach to it, and letters by it."""
        return self.for_listing().select_related("outreach").prefetch_related("letters__specialty")
