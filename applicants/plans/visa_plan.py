"""The steps to a visa for one case: what sources say, counted back from a first day. Pure."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from applicants.guides.choices import VisaStepKind
from applicants.guides.models import VisaStep
from applicants.plans.models import Trip
from applicants.plans.steps import EarliestStart, LeadTimes, PlanStep, visa_limit, visa_steps


@dataclass(frozen=True)
class VisaPlan:
    """The rows of a class by kind, the days, and the first start that still works.

    ``days`` are empty without a first day; ``earliest`` None: nothing that was said stands in the way.
    """

    groups: Sequence[tuple[str, Sequence[VisaStep]]]
    days: Sequence[PlanStep]
    earliest: EarliestStart | None
    is_too_early: bool


def visa_plan(
    rows: Iterable[VisaStep],
    trip: Trip,
    starts_on: datetime.date | None,
    lead: LeadTimes,
    today: datetime.date,
) -> VisaPlan:
    """Plan the visa of a trip, which need not be stored: its class and the typed wait are enough."""
    mine = [row for row in rows if trip.visa in row.visas]
    earliest = max(visa_limit(trip, lead, today), key=lambda limit: limit.day, default=None)
    groups = [
        (str(kind.label), sorted((row for row in mine if row.kind == kind), key=lambda row: row.order))
        for kind in VisaStepKind
    ]
    return VisaPlan(
        [(label, found) for label, found in groups if found],
        list(visa_steps(trip, starts_on, lead, today)) if starts_on else [],
        earliest,
        bool(earliest and starts_on and starts_on < earliest.day),
    )
