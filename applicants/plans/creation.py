"""How a trip, its rotations and what is said of its costs and steps come to be."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from applicants.applications.models import Application
from applicants.plans.models import Trip, TripCost, TripDay, TripRotation
from applicants.profile.caps import lock, require_room
from applicants.profile.models import Applicant


@transaction.atomic
def create_trip(
    applicant: Applicant, token: uuid.UUID, name: str, applications: Iterable[Application]
) -> Trip:
    """Make a trip of some applications; the same token of the same applicant makes it once.

    Raise FullError when there are as many trips, or rotations in one, as one can keep.
    """
    lock(applicant)
    pk = applicant.id_for(token)
    if known := applicant.trips.with_id(pk):
        return known
    require_room(applicant, applicant.trips.all())
    trip = Trip.objects.create(pk=pk, applicant=applicant, name=name)
    chosen = list(applications)
    require_room(applicant, trip.rotations.all(), len(chosen))
    for application in chosen:
        TripRotation.objects.create(trip=trip, application=application, name=application.name)
    return trip


@transaction.atomic
def save_rotation(applicant: Applicant, rotation: TripRotation) -> TripRotation:
    """Keep it; a new idea that is there already is not added twice.

    Raise FullError when the trip has as many rotations as it can.
    """
    lock(applicant)
    if rotation.pk is None:
        facts = ("name", "city", "state", "starts_on", "ends_on", "application")
        same = rotation.trip.rotations.filter(**{name: getattr(rotation, name) for name in facts}).first()
        if same:
            return same
        require_room(applicant, rotation.trip.rotations.all())
    rotation.save()
    return rotation


@transaction.atomic
def save_cost(applicant: Applicant, cost: TripCost) -> None:
    """Keep what the applicant says; the same own line sent twice is one. Raise FullError at the cap."""
    lock(applicant)
    if cost.pk is None:
        same: dict[str, Any] = {"code": cost.code}
        if not cost.code:
            same |= {name: getattr(cost, name) for name in ("kind", "label", "low_usd", "high_usd")}
        if known := cost.trip.costs.filter(**same).first():
            cost.pk = known.pk
        else:
            require_room(applicant, cost.trip.costs.all())
    cost.save(force_update=cost.pk is not None)


@transaction.atomic
def save_day(applicant: Applicant, day: TripDay) -> None:
    """Save what is said of a step, or forget it when nothing is. Raise FullError at the cap."""
    lock(applicant)
    known = day.trip.days.with_code(day.code)
    if day.day is None and day.done_on is None:
        if known:
            known.delete()
        return
    if known:
        day.pk = known.pk
    else:
        require_room(applicant, day.trip.days.all())
    day.save(force_update=known is not None)
