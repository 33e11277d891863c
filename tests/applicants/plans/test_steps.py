"""Days counted back from a first day, against a plain calendar."""

import datetime
from itertools import pairwise, starmap
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.guides.models import ArrivalStep, LeadTime
from applicants.models import Applicant, Trip, TripDay, TripRotation
from applicants.plans.stays import Stay
from applicants.plans.steps import (
    HOST_LETTER,
    SCREENING,
    PlanStep,
    arrival_steps,
    earliest_start,
    notice_steps,
    visa_steps,
    with_day,
)
from tests.applicants.plans.loading import TODAY, load, load_figures
from tests.factories import make_application, make_trip

LEAD = {HOST_LETTER: LeadTime(days=30), SCREENING: LeadTime(days=14)}
DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2032, 12, 31))
MARCH_1 = datetime.date(2027, 3, 1)


def stay(starts_on: datetime.date | None = MARCH_1, **record: Any) -> Stay:
    return Stay(TripRotation(pk=1), None, "Cardiology", "", "", starts_on, None, record)


def calendar_days(first: datetime.date, last: datetime.date) -> int:
    """Count the days between two days one by one."""
    count = 0
    while first < last:
        first += datetime.timedelta(days=1)
        count += 1
    return count


@given(DAYS, st.sampled_from([0, 1, 7, 14, 28, 30, 60, 400]))
def test_a_day_is_counted_back_day_by_day(starts_on: datetime.date, days: int) -> None:
    row = ArrivalStep(code="a", title="A", days_before=days, source_title="Page")
    steps = list(arrival_steps([stay(starts_on)], [row], TODAY))
    if days == 0:
        assert steps == []
    else:
        (step,) = steps
        assert step.by is not None
        assert calendar_days(step.by, starts_on) == days


@given(DAYS, st.integers(0, 900))
def test_a_longer_wait_moves_every_day_before_the_interview(starts_on: datetime.date, wait: int) -> None:
    trip = Trip(visa="B-1", visa_wait_days=wait)
    days = [step.by or starts_on for step in visa_steps(trip, starts_on, LEAD, TODAY)]
    assert list(starmap(calendar_days, pairwise([*days, starts_on]))) == [30, wait, 14]


def test_a_visa_that_is_not_needed_or_is_there_has_nothing_to_do() -> None:
    assert list(visa_steps(Trip(visa="none"), MARCH_1, LEAD, TODAY)) == []
    assert list(visa_steps(Trip(visa="ESTA"), MARCH_1, LEAD, TODAY)) == []
    issued = Trip(visa="J-1", visa_wait_days=5, visa_issued_on=TODAY)
    assert {step.is_done for step in visa_steps(issued, MARCH_1, LEAD, TODAY)} == {True}


def test_the_notice_of_a_program_is_in_its_weeks() -> None:
    (step,) = notice_steps([stay(lead_time_weeks=8, sources=[])], TODAY)
    assert (step.title, step.by, step.text) == (
        "Apply",
        datetime.date(2027, 1, 4),
        "The program wants 8 weeks of notice.",
    )


@pytest.mark.parametrize(
    ("trip", "record", "day"),
    [
        ({}, {}, None),
        ({}, {"lead_time_weeks": 12}, TODAY + datetime.timedelta(days=84)),
        ({"visa": "B-1"}, {}, None),
        ({"visa": "B-1", "visa_wait_days": 90}, {}, TODAY + datetime.timedelta(days=104)),
        (
            {"visa": "B-1", "visa_wait_days": 90},
            {"lead_time_weeks": 20},
            TODAY + datetime.timedelta(days=140),
        ),
        ({"visa": "B-1", "visa_interview_on": MARCH_1}, {}, MARCH_1 + datetime.timedelta(days=14)),
        ({"visa": "none", "visa_wait_days": 90}, {}, None),
    ],
)
def test_the_earliest_start_is_the_latest_of_what_stands_in_the_way(
    trip: dict[str, Any], record: dict[str, Any], day: datetime.date | None
) -> None:
    found = earliest_start(Trip(**trip), stay(**record), LEAD, TODAY)
    assert (found.day if found else None) == day


@given(DAYS, DAYS)
def test_a_moved_day_stays_where_it_was_put(counted: datetime.date, moved: datetime.date) -> None:
    step = PlanStep("a", "A", counted, "", TODAY)
    again = with_day(step, TripDay(code="a", day=moved))
    assert (again.by, again.is_moved, again.is_late) == (moved, True, moved < TODAY)
    assert with_day(step, None) == step


@pytest.mark.django_db
def test_steps_of_the_whole_trip_come_before_its_first_rotation_alone(ada: Applicant) -> None:
    load_figures()
    stays = [make_application(ada, name=name, starts_on=MARCH_1, ends_on=MARCH_1) for name in ("One", "Two")]
    steps = load(ada, make_trip(ada, *stays)).steps()
    assert [step.stay.name for step in steps if step.stay and step.title == "Learn the US system"] == ["One"]
    assert [step.stay.name for step in steps if step.stay and step.title == "Find a room"] == ["One", "Two"]
    assert [step for step in steps if step.by and step.by >= MARCH_1] == []
    assert [step for step in steps if not (step.source and step.source.dated)] == []
