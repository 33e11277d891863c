"""Questions about trips that read as sentences."""

import uuid
from typing import Any, Self

from django.apps import apps  # models import this module, so it gets them by name
from django.db.models import F, Prefetch, QuerySet


class TripQuerySet(QuerySet):
    """Questions about trips; they start at ``request.applicant.trips``."""

    def with_id(self, pk: uuid.UUID) -> Any:
        """The trip with an id, None when there is none among these."""
        return self.filter(pk=pk).first()

    def for_agenda(self) -> Self:
        """Load trips with the keys of their applications and what is said of their days; two queries more."""
        return self.prefetch_related("rotations", "days")

    def for_its_page(self) -> Self:
        """Load trips with everything that their pages show; six queries beside their own.

        Of an application's program only its record is read, as ``record_now``; NULL for one added by hand.
        """
        applications = apps.get_model("applicants", "Application")._default_manager
        with_record = applications.annotate(
            record_now=F("program__record"), checked_on=F("program__checked_on")
        ).prefetch_related("payments", "checklist")
        rotations = apps.get_model("applicants", "TripRotation")._default_manager
        whole = rotations.prefetch_related(Prefetch("application", with_record))
        return self.prefetch_related(Prefetch("rotations", whole), "costs", "days")


class TripRotationQuerySet(QuerySet):
    """Questions about the rotations of a trip."""

    def of_application(self, application: Any) -> Any:
        """The one of an application, None when there is none among these."""
        return self.filter(application=application).first()


class CodedQuerySet(QuerySet):
    """Questions about what an applicant says of proposed costs and steps."""

    def with_code(self, code: str) -> Any:
        """What is said of the proposal with a code, None when nothing is."""
        return self.filter(code=code).first()


class PathwayQuerySet(QuerySet):
    """Questions about what an applicant says of the pathway."""

    def by_step(self) -> dict[int, Any]:
        """What is said, by the key of the step. One query."""
        rows: list[Any] = list(self)
        return {row.step_id: row for row in rows}

    def of_step(self, step: Any) -> Any:
        """What is said of one step, None when nothing is."""
        return self.filter(step=step).first()

    def planned(self) -> Self:
        """What is started or planned and has a day."""
        return self.filter(state="doing", on__isnull=False)
