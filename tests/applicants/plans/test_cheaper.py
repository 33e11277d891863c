"""Which change would make a trip cheaper: only what is known to cost less, for the same answer."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.eligibility.program_answer import answers_among, assess_catalog
from applicants.models import Applicant, CostFigure, Trip
from applicants.plans.cheaper import CheaperProgram, cheaper_programs
from programs.models import Specialty
from tests.applicants.plans.loading import load, load_figures
from tests.factories import make_application, make_program, make_trip

pytestmark = pytest.mark.django_db
FOUR_WEEKS = {"starts_on": datetime.date(2027, 3, 1), "ends_on": datetime.date(2027, 3, 28)}
HEART = {
    "specialties": ["Cardiovascular Disease"],
    "type": "observership",
    "patient_contact": "observation",
}


@pytest.fixture(autouse=True)
def figures(db: None) -> None:
    load_figures()


def program(name: str, usd: int | None, city: str = "Houston", state: str = "TX", **facts: Any) -> Any:
    fee = {"kind": "tuition", "amount_min": usd, "amount_max": usd, "basis": "once"}
    host = {"name": f"{name} Hospital", "kind": "university", "city": city, "state": state}
    return make_program(name=name, host=host, fees=[fee] if usd is not None else [], **(HEART | facts))


def trip_to(ada: Applicant, *programs: Any) -> Trip:
    applications = []
    for one in programs:
        host = one.record["host"]
        facts = {"name": one.name, "city": host["city"], "state": host["state"], "record": one.record}
        applications.append(make_application(ada, program=one, **FOUR_WEEKS, **facts))
    return make_trip(ada, *applications)


def cheaper(ada: Applicant, trip: Trip) -> list[CheaperProgram]:
    data, assessment = load(ada, trip), assess_catalog(ada)
    return cheaper_programs(data, answers_among(assessment, data.program_ids), assessment)


def rent(city: str) -> tuple[int, int]:
    figure = CostFigure.objects.get(kind="rent", city=city)
    return round(figure.low_usd * 28 / 30), round((figure.high_usd or 0) * 28 / 30)


def test_the_program_that_saves_most_is_named_with_fees_and_rent(ada: Applicant) -> None:
    trip = trip_to(ada, program("Dear", 4000))
    program("Cheap", 1000)
    program("Cheaper", 500)
    low, high = rent("Houston")
    [found] = cheaper(ada, trip)
    assert (found.program.name, found.saved, found.place) == ("Cheaper", 3500, "Houston, TX")
    assert (found.low, found.high, found.low_now, found.high_now) == (
        500 + low,
        500 + high,
        4000 + low,
        4000 + high,
    )


def test_a_cheaper_city_counts(ada: Applicant) -> None:
    trip = trip_to(ada, program("Dear", 1000, "New York", "NY"))
    program("There", 1000)
    [found] = cheaper(ada, trip)
    assert (found.program.name, found.saved) == ("There", rent("New York")[0] - rent("Houston")[0])


@pytest.mark.parametrize(
    "facts",
    [
        {"usd": None},  # it states no price
        {"city": "Smallville"},  # no source prices its rent
        {"specialties": ["Dermatology"]},
        {"type": "externship"},
        {"patient_contact": "hands_on"},
        {"weeks_max": 2},
        {"blackout_months": [3]},
        {"intake": "full"},  # another answer
        {"audiences": ["clinical_student"]},  # closed to a graduate: another answer
        {"usd": 4000},  # it costs as much
    ],
)
def test_what_is_not_known_to_be_cheaper_or_not_the_same_is_never_proposed(
    facts: dict[str, Any], ada: Applicant
) -> None:
    ada.stage = "graduate"
    ada.save()
    trip = trip_to(ada, program("Dear", 4000))
    program(**({"name": "Other", "usd": 500} | facts))
    assert cheaper(ada, trip) == []


def test_where_any_specialty_goes_the_wished_one_counts(ada: Applicant) -> None:
    anything = {"specialties": [], "any_specialty": True}
    trip = trip_to(ada, program("Dear", 4000, **anything))
    skin = program("Skin", 400, specialties=["Dermatology"])
    program("Heart", 500)
    assert [found.program.name for found in cheaper(ada, trip)] == ["Skin"]
    ada.specialties.add(Specialty.objects.get(name="Cardiovascular Disease"))
    assert [found.program.name for found in cheaper(ada, trip)] == ["Heart"]
    ada.specialties.set(skin.specialties.all())
    assert [found.program.name for found in cheaper(ada, trip)] == ["Skin"]


def test_a_program_of_the_trip_is_not_proposed_for_another_of_it(ada: Applicant) -> None:
    assert cheaper(ada, trip_to(ada, program("Dear", 4000), program("Cheap", 500))) == []


def test_ideas_and_unpriced_programs_have_no_cheaper_one(ada: Applicant) -> None:
    trip = trip_to(ada, program("Dear", None))
    program("Cheap", 500)
    trip.rotations.create(name="An idea")
    assert cheaper(ada, trip) == []


@pytest.mark.parametrize("count", [1, 40])
def test_two_queries_however_many_programs(count: int, ada: Applicant) -> None:
    trip = trip_to(ada, program("Dear", 4000))
    for number in range(count):
        program(f"Cheap {number}", 500 + number)
    data, assessment = load(ada, trip), assess_catalog(ada)
    answers = answers_among(assessment, data.program_ids)
    with CaptureQueriesContext(connection) as queries:
        [found] = cheaper_programs(data, answers, assessment)
    assert (found.program.name, len(queries)) == ("Cheap 0", 2)


def test_the_trips_page_shows_it(ada: Applicant, ada_client: Client) -> None:
    trip = trip_to(ada, program("Dear", 4000))
    cheap = program("Cheap", 500)
    shown = ada_client.get(trip.get_absolute_url()).content.decode()
    assert f'data-cheaper="{cheap.slug}"' in shown
    assert "saves about $3,500" in shown
