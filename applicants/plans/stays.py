"""The rotations of a trip as the plan sees them. Pure."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from applicants.applications.workflow import ApplicationStatus, is_over
from applicants.plans.models import TripRotation
from programs.records import Record

DAYS_IN_WEEK, WORKDAYS = 7, 5
# How long a rotation is taken to be while its dates are not known; pages say so.
USUAL_WEEKS = 4


@dataclass(frozen=True)
class Stay:
    """One rotation: an application's or an idea's. None: not known. ``record`` {}: not in the catalog.

    ``checked_on`` is when a curator last confirmed the program with its source.
    """

    rotation: TripRotation
    name: str
    city: str
    state: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    record: Record = field(default_factory=dict)
    checked_on: datetime.date | None = None

    @property
    def pk(self) -> int:
        return self.rotation.pk

    @property
    def application(self) -> Any:
        """The application, None for an idea."""
        return self.rotation.application

    @property
    def is_off(self) -> bool:
        """Whether its application came to nothing: it is in no sum and has no steps."""
        status = self.application.status if self.application else ""
        return bool(status) and is_over(status) and status != ApplicationStatus.COMPLETED

    @property
    def days(self) -> int | None:
        """How many days it lasts, both ends counted; None while a date is missing."""
        if self.starts_on is None or self.ends_on is None:
            return None
        return (self.ends_on - self.starts_on).days + 1

    @property
    def weeks(self) -> float:
        """How many weeks it lasts; four while its dates are not known. Monday to Friday is a whole week."""
        if self.days is None:
            return USUAL_WEEKS
        has_last_weekend = self.days % DAYS_IN_WEEK != WORKDAYS
        days = self.days if has_last_weekend else self.days + DAYS_IN_WEEK - WORKDAYS
        return days / DAYS_IN_WEEK


def stay_of(rotation: TripRotation) -> Stay:
    """What is known of a rotation loaded by ``TripQuerySet.for_its_page``."""
    application: Any = rotation.application
    if application is None:
        place = rotation.name, rotation.city, rotation.state
        return Stay(rotation, *place, rotation.starts_on, rotation.ends_on)
    has_dates = application.starts_on or application.ends_on
    dated: Any = application if has_dates else rotation
    return Stay(
        rotation,
        application.name,
        application.city,
        application.state,
        dated.starts_on,
        dated.ends_on,
        application.record_now or application.record or {},
        application.checked_on,
    )


def stays_of(rotations: Iterable[TripRotation]) -> list[Stay]:
    """The rotations of a trip in order: by their first day, those without one at the end."""
    return sorted(
        map(stay_of, rotations), key=lambda stay: (stay.starts_on is None, stay.starts_on or stay.pk, stay.pk)
    )
