"""A trip as its page loads it, on one day in November, and shipped figures to hold it against."""

import datetime
from pathlib import Path

import time_machine
from django.conf import settings
from django.core.cache import caches

from applicants.guides.models import ArrivalStep, CostFigure, LeadTime
from applicants.models import Applicant, Trip
from applicants.plans.data import TripData, load_trips
from applicants.reference_data import load_missing_rows

NOON = datetime.datetime(2026, 12, 1, 12, tzinfo=datetime.UTC)
TODAY = NOON.date()
FOLDER = Path(settings.BASE_DIR) / "fixtures" / "reference"


def load_figures() -> None:
    """Load what the portal ships on costs and on what to do before a rotation."""
    load_missing_rows(CostFigure, "cost_figures.json", FOLDER)
    load_missing_rows(ArrivalStep, "arrival_steps.json", FOLDER)
    load_missing_rows(LeadTime, "lead_times.json", FOLDER)
    caches["memory"].clear()


def load(applicant: Applicant, trip: Trip) -> TripData:
    with time_machine.travel(NOON, tick=False):
        return load_trips(applicant, applicant.trips.for_its_page().filter(pk=trip.pk))[0]
