"""Questions about immunization records that read as sentences."""

import uuid
from typing import Any, Self

from django.db.models import QuerySet


class SectionQuerySet(QuerySet):
    """Questions about the sections of the form."""

    def in_order(self) -> list[Any]:
        """Every section in the form's order. One query."""
        return list(self.all())


class ImmunizationQuerySet(QuerySet):
    """Questions about entries; they start at ``request.applicant.immunizations``."""

    def with_id(self, pk: uuid.UUID) -> Any:
        """The entry with an id, None when there is none among these."""
        return self.filter(pk=pk).first()

    def with_proofs(self) -> Self:
        """Load entries with the documents that prove them, the earliest first."""
        return self.select_related("document__kind").order_by("on", "created_at", "id")
