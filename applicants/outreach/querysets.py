"""Questions about outreach that read as sentences."""

import datetime
import uuid
from typing import Any, Self

from django.db.models import F, QuerySet

from applicants.outreach.choices import FOLLOW_UPS


class SampleQuerySet(QuerySet):
    """Questions about the shipped texts."""

    def with_code(self, code: str) -> Any:
        """The sample with a code; None when there is none."""
        return self.filter(code=code).first()

    def for_purpose(self, purpose: str) -> Any:
        """The first sample for a purpose; None when there is none."""
        return self.filter(purpose=purpose).first()


class TemplateQuerySet(QuerySet):
    """Questions about texts; they start at ``request.applicant.outreach_templates``."""

    def for_first_messages(self) -> Self:
        """The texts to begin with: no follow-ups."""
        return self.exclude(purpose__in=FOLLOW_UPS)

    def latest_for(self, purpose: str) -> Any:
        """The text for a purpose that was changed last; None when there is none."""
        return self.filter(purpose=purpose).order_by("-updated_at").first()

    def with_id(self, pk: uuid.UUID | None) -> Any:
        """The text with an id, None when there is none among these."""
        return self.filter(pk=pk).first()


class SettingsQuerySet(QuerySet):
    """Questions about an applicant's settings for outreach."""

    def of(self, applicant: Any) -> Any:
        """An applicant's settings; those of everybody, not saved, until they set their own."""
        return self.filter(applicant=applicant).first() or self.model(applicant=applicant)

    def held(self, applicant: Any) -> Any:
        """An applicant's settings, held until the transaction ends, so that counts stay true."""
        self.get_or_create(applicant=applicant)
        return self.select_for_update().get(applicant=applicant)


class OutreachQuerySet(QuerySet):
    """Questions about outreaches; they start at ``request.applicant.outreaches``."""

    def for_account(self) -> Self:
        """Load them without their texts, with people and templates, what is due first; one query."""
        return (
            self.select_related("contact__specialty", "template")
            .defer("subject", "body", "contact__note", "template__subject", "template__body")
            .order_by(F("due_on").asc(nulls_last=True), "-ended_on", "created_at", "id")
        )

    def for_its_page(self) -> Self:
        """Load an outreach with everything that its page shows of it; one query."""
        related = self.select_related("contact__specialty", "template", "application")
        return related.defer("application__record")

    def sent_on(self, day: datetime.date) -> Self:
        return self.filter(sent_on=day)

    def already_written(self) -> Self:
        """Those whose first message went out, with their people and without texts."""
        sent = self.filter(sent_on__isnull=False).select_related("contact")
        return sent.defer("subject", "body", "contact__note")

    def with_person(self, contact_id: uuid.UUID | None) -> Any:
        """The first message to this contact; None when there is none or no contact is given."""
        return self.filter(contact=contact_id).first() if contact_id else None

    def with_a_day(self) -> Self:
        return self.filter(due_on__isnull=False)
