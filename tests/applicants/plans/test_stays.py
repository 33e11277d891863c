"""The rotations of a trip: whose dates hold, in which order, and how long they are."""

import datetime

import pytest

from applicants.models import Applicant, TripRotation
from applicants.plans.stays import Stay
from tests.applicants.plans.loading import load
from tests.factories import make_application, make_trip

MONDAY = datetime.date(2027, 3, 1)


@pytest.mark.parametrize(("days", "weeks"), [(5, 1), (7, 1), (26, 4), (28, 4), (14, 2), (3, 3 / 7)])
def test_monday_to_friday_is_a_whole_week(days: int, weeks: float) -> None:
    last = MONDAY + datetime.timedelta(days=days - 1)
    assert Stay(TripRotation(), None, "A", "", "", MONDAY, last).weeks == weeks


@pytest.mark.django_db
def test_an_application_keeps_its_own_dates_and_lends_none_that_it_lacks(ada: Applicant) -> None:
    dated = make_application(ada, name="Dated", starts_on=MONDAY, ends_on=MONDAY)
    open_one = make_application(ada, name="Open")
    trip = make_trip(ada, open_one, dated)
    day = datetime.date(2027, 1, 4)
    trip.rotations.update(starts_on=day, ends_on=day)
    idea = TripRotation.objects.create(trip=trip, name="Idea")
    stays = load(ada, trip).stays
    assert [(stay.name, stay.starts_on) for stay in stays] == [
        ("Open", day),
        ("Dated", MONDAY),
        ("Idea", None),
    ]
    assert (stays[2].rotation, stays[2].weeks) == (idea, 4)


@pytest.mark.django_db
def test_an_application_that_came_to_nothing_is_off(ada: Applicant) -> None:
    trip = make_trip(
        ada, *(make_application(ada, status=status) for status in ("declined", "completed", "offered"))
    )
    assert sorted((stay.application.status, stay.is_off) for stay in load(ada, trip).stays) == [
        ("completed", False),
        ("declined", True),
        ("offered", False),
    ]


@pytest.mark.django_db
def test_an_application_that_is_deleted_leaves_an_idea_with_its_name(ada: Applicant) -> None:
    application = make_application(ada, name="Gone")
    trip = make_trip(ada, application)
    application.delete()
    assert [(stay.name, stay.application) for stay in load(ada, trip).stays] == [("Gone", None)]
