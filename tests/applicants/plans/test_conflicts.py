"""What does not fit in a trip, said with days."""

import datetime
from typing import Any

import pytest

from applicants.documents.collection import DocumentCollection
from applicants.models import Applicant, LeadTime, Trip, TripRotation
from applicants.plans.conflicts import PlanFacts, conflicts, months_between
from applicants.plans.stays import Stay
from applicants.plans.steps import SCREENING
from tests.applicants.plans.loading import TODAY, load
from tests.factories import make_application, make_document, make_trip

LEAD = {
    SCREENING: LeadTime(days=14),
    "stay_b1": LeadTime(days=180, says="Six months."),
    "stay_esta": LeadTime(days=90, says="90 days."),
}

WHY = "people wait 90 days for a visa interview, and extra screening can take 14 days"
VALID = "Your visa or status is valid until March 20, 2027"
ADVICE = "Renew or extend it in time, or ask the host for other dates."


def stay(name: str, first: str, last: str, **record: Any) -> Stay:
    days = (datetime.date.fromisoformat(day) for day in (first, last))
    return Stay(TripRotation(name=name), None, name, "", "", *days, record)


def found(*stays: Stay, **trip: Any) -> list[tuple[str, str]]:
    facts = PlanFacts(Trip(**trip), Applicant(), stays, LEAD, DocumentCollection(), TODAY)
    return [(conflict.code, conflict.words) for conflict in conflicts(facts)]


def test_rotations_one_after_the_other_fit() -> None:
    assert found(stay("A", "2027-03-01", "2027-03-26"), stay("B", "2027-03-29", "2027-04-23")) == []


def test_two_rotations_at_once_are_said_with_their_days() -> None:
    assert found(stay("A", "2027-03-01", "2027-03-29"), stay("B", "2027-03-29", "2027-04-23")) == [
        ("overlap", "Overlapping rotations: A ends on March 29, 2027, and B starts on March 29, 2027.")
    ]


def test_a_visa_wait_of_ninety_days_pushes_the_start_and_says_so() -> None:
    assert found(stay("A", "2027-02-01", "2027-02-26"), visa="B-1", visa_wait_days=90) == [
        (
            "too_early",
            f"A starts on February 1, 2027, but {WHY}. The earliest start is March 15, 2027.",
        )
    ]
    assert found(stay("A", "2027-03-15", "2027-04-09"), visa="B-1", visa_wait_days=90) == []


def test_months_without_places_are_said() -> None:
    assert found(stay("A", "2027-06-14", "2027-07-09", blackout_months=[7, 12])) == [
        ("blackout", "A takes nobody in July.")
    ]


@pytest.mark.parametrize(
    ("visa", "last", "codes"),
    [
        ("B-1", "2027-08-27", []),
        ("B-1", "2027-08-28", ["long_stay"]),
        ("ESTA", "2027-05-29", []),
        ("ESTA", "2027-05-30", ["long_stay"]),
        ("J-1", "2028-03-01", []),
        ("", "2028-03-01", []),
    ],
)
def test_a_trip_is_no_longer_than_the_class_allows(visa: str, last: str, codes: list[str]) -> None:
    stays = stay("A", "2027-03-01", "2027-03-26"), stay("B", "2027-04-01", last)
    assert [code for code, _ in found(*stays, visa=visa)] == codes


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2027-03-01", "2027-03-31", {3}),
        ("2027-11-20", "2028-02-01", {11, 12, 1, 2}),
        ("2027-03-15", "2029-03-15", set(range(1, 13))),
    ],
)
def test_the_months_that_a_stay_touches(first: str, last: str, months: set[int]) -> None:
    assert months_between(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)) == months


@pytest.mark.django_db
def test_a_visa_or_a_document_that_ends_inside_and_an_ended_application_are_said(ada: Applicant) -> None:
    days = {"starts_on": datetime.date(2027, 3, 1), "ends_on": datetime.date(2027, 3, 26)}
    make_document(ada, issued_on=datetime.date(2026, 3, 10))
    going = make_application(ada, name="Going", status="accepted", **days)
    going.checklist.create(code="tb_test", label="TB test")
    over = make_application(ada, name="Over", status="declined", **days)
    ada.visa_expires_on = datetime.date(2027, 3, 20)
    ada.save()
    shown = [
        (conflict.code, conflict.words) for conflict in load(ada, make_trip(ada, going, over)).conflicts()
    ]
    assert shown == [
        ("off", "Over is “Offer declined”. Take it out of this trip."),
        (
            "visa",
            f"{VALID}, and the rotation ends on March 26, 2027. {ADVICE}",
        ),
        ("documents", "For Going these expire too early: TB test."),
    ]
