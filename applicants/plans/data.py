"""What the pages of trips are made of, and its loading."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from django.core.cache import caches

from applicants.applications.models import Application
from applicants.documents.collection import DocumentCollection, load_documents
from applicants.guides.models import ArrivalStep, CostFigure, LeadTime
from applicants.plans.conflicts import Conflict, PlanFacts, conflicts
from applicants.plans.costs import CostLine, cost_lines
from applicants.plans.models import Trip
from applicants.plans.stays import Stay, in_order, stay_of
from applicants.plans.steps import FIRST_DAY, LeadTimes, PlanStep, plan_steps
from applicants.plans.sums import CostSum, add_up
from applicants.profile.models import Applicant


@dataclass(frozen=True)
class Reference:
    """What sources say that every trip needs: prices, steps, and how long things take."""

    figures: Sequence[CostFigure]
    arrival: Sequence[ArrivalStep]
    lead: LeadTimes


@dataclass(frozen=True)
class TripData:
    """A trip with its rotations in order, on the applicant's own day."""

    trip: Trip
    applicant: Applicant
    stays: Sequence[Stay]
    reference: Reference
    collection: DocumentCollection
    today: datetime.date

    @property
    def program_ids(self) -> list[int]:
        """The programs of its rotations that are in the catalog."""
        applications = (stay.application for stay in self.stays if stay.application)
        return [one.program_id for one in applications if one.program_id is not None]

    def lines(self) -> list[CostLine]:
        """What it costs, as the applicant changed it."""
        going = [stay for stay in self.stays if not stay.is_off]
        return cost_lines(self.trip, going, self.reference.figures, self.trip.costs.all())

    def steps(self) -> list[PlanStep]:
        """Every step, the first day first."""
        return plan_steps(self.trip, self.stays, self.reference.arrival, self.reference.lead, self.today)

    def first_day(self) -> list[ArrivalStep]:
        """What to do on the first day of any rotation."""
        return [row for row in self.reference.arrival if row.days_before == FIRST_DAY]

    def conflicts(self) -> list[Conflict]:
        """What does not fit."""
        facts = (self.trip, self.applicant, self.stays, self.reference.lead, self.collection, self.today)
        return conflicts(PlanFacts(*facts))

    def cost_sum(self, lines: Iterable[CostLine]) -> CostSum:
        """The sums of its lines, with what was paid on its applications."""
        paid = sum(
            payment.amount_usd
            for stay in self.stays
            if stay.application is not None
            for payment in stay.application.payments.all()
            if payment.paid_on
        )
        weeks = sum(stay.weeks for stay in self.stays if not stay.is_off)
        return add_up(lines, weeks, paid)


def load_reference() -> Reference:
    """Prices and steps as they were at most a minute ago. Mostly no query."""
    found = caches["memory"].get_or_set("trip-reference", read_reference)
    return cast("Reference", found)


def read_reference() -> Reference:
    """Prices, steps and lead times as they are now. Three queries."""
    lead = {row.code: row for row in LeadTime.objects.all()}
    return Reference(list(CostFigure.objects.all()), list(ArrivalStep.objects.all()), lead)


def load_trips(applicant: Applicant, trips: Iterable[Trip]) -> list[TripData]:
    """Load what the pages of some trips of ``TripQuerySet.for_its_page`` show."""
    reference, collection, today = load_reference(), load_documents(applicant), applicant.today
    found = []
    for trip in trips:
        stays = in_order(stay_of(rotation, rotation.application) for rotation in trip.rotations.all())
        for stay in stays:
            if stay.application is not None:
                stay.application.applicant = applicant  # it is known: no query for its day and its stage
        found.append(TripData(trip, applicant, stays, reference, collection, today))
    return found


def steps_for_agenda(
    trips: Iterable[Trip], applications: Iterable[Application], today: datetime.date
) -> dict[str, PlanStep]:
    """The open steps of trips that hosts and offices ask for and that have a day, by a lasting name.

    The trips are those of ``TripQuerySet.for_agenda``, the applications those of
    ``ApplicationQuerySet.for_agenda``. What an advisor or a blog recommends is on the trip's page alone,
    unless the applicant gave it a day.
    """
    by_pk: dict[object, Application] = {application.pk: application for application in applications}
    found: dict[str, PlanStep] = {}
    for trip in trips:
        rotations = trip.rotations.all()
        stays = in_order(stay_of(each, by_pk.get(each.application_id)) for each in rotations)
        reference = load_reference()
        for step in plan_steps(trip, stays, reference.arrival, reference.lead, today):
            if step.by and not step.is_done and (step.is_firm or step.is_moved):
                found[f"{trip.pk}-{step.code}"] = step
    return found
