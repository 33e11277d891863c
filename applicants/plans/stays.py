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
    """One rotation: an application's, or an idea's (``application`` None). Other None: not known.

    ``record`` {}: the program is not in the catalog. ``checked_on`` is when a curator last confirmed the
    program with its source.
    """

    rotation: TripRotation
    application: Any
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
    def counted_days(self) -> int:
        """How many days costs are counted for: four weeks while its dates are not known."""
        return self.days or USUAL_WEEKS * DAYS_IN_WEEK

    @property
    def weeks(self) -> float:
        """How many weeks it lasts; four while its dates are not known. Monday to Friday is a whole week."""
        if self.days is None:
            return USUAL_WEEKS
        has_last_weekend = self.days % DAYS_IN_WEEK != WORKDAYS
        days = self.days if has_last_weekend else self.days + DAYS_IN_WEEK - WORKDAYS
        return days / DAYS_IN_WEEK


def stay_of(rotation: TripRotation, application: Any) -> Stay:
    """What is known of a rotation and its application (None for an idea), whose ``record_now`` is read."""
    if application is None:
        place = rotation.name, rotation.city, rotation.state
        return Stay(rotation, None, *place, rotation.starts_on, rotation.ends_on)
    has_dates = application.starts_on or application.ends_on
    dated: Any = application if has_dates else rotation
    return Stay(
        rotation,
        application,
        application.name,
        application.city,
        application.state,
        dated.starts_on,
        dated.ends_on,
        record_of(application),
        getattr(application, "checked_on", None),
    )


def record_of(application: Any) -> Record:
    """The program as it is now, else as it was last seen; of a row of the agenda what the days need."""
    if hasattr(application, "program_lead_weeks"):
        return {"lead_time_weeks": application.program_lead_weeks}
    return application.record_now or application.record or {}


def in_order(stays: Iterable[Stay]) -> list[Stay]:
    """The rotations of a trip by their first day, those without one at the end."""
    return sorted(stays, key=lambda stay: (stay.starts_on is None, stay.starts_on or stay.pk, stay.pk))
