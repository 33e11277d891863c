"""What a trip costs: the lines, their sources, and what the applicant says of them."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.guides.models import CostFigure
from applicants.models import Applicant, Trip, TripCost, TripRotation
from applicants.plans.costs import CostLine, cost_lines, fee_lines
from applicants.plans.stays import Stay
from applicants.plans.sums import add_up
from programs.choices import FeeBasis, FeeKind
from tests.applicants.plans.loading import load, load_figures
from tests.factories import make_application, make_program, make_trip

pytestmark = pytest.mark.django_db
MARCH_1 = datetime.date(2027, 3, 1)
FOUR_WEEKS = {"starts_on": MARCH_1, "ends_on": datetime.date(2027, 3, 28)}


def fee(kind: str = "tuition", usd: int | None = 1000, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "amount_min": usd, "amount_max": usd, "basis": "once"} | more


def rotation_in(ada: Applicant, city: str = "Houston", state: str = "TX", **facts: Any) -> Trip:
    """Return a trip of four weeks in March at a program."""
    program = make_program(**facts)
    place = {"city": city, "state": state, "record": program.record}
    return make_trip(ada, make_application(ada, program=program, name=program.name, **FOUR_WEEKS, **place))


def amounts(lines: list[CostLine]) -> dict[str, tuple[int | None, int | None]]:
    return {line.label: (line.low, line.high) for line in lines if line.is_counted}


def test_fees_and_rent_are_counted_for_the_days_of_the_stay(ada: Applicant) -> None:
    load_figures()
    trip = rotation_in(ada, fees=[fee(usd=500, basis="week"), fee("application", 200)])
    houston = CostFigure.objects.get(kind="rent", city="Houston")
    lines = load(ada, trip).lines()
    shown = amounts(lines)
    assert shown["Tuition or program fee"] == (2000, 2000)
    assert shown["Application fee"] == (200, 200)
    assert shown["Rent in Houston"] == (
        round(houston.low_usd * 28 / 30),
        round((houston.high_usd or 0) * 28 / 30),
    )
    assert {line.label for line in lines if line.low is None} == {
        *("Flight", "Health insurance", "Food", "Local transport")
    }


def test_every_proposed_amount_has_a_source_with_a_date(ada: Applicant) -> None:
    load_figures()
    trip = rotation_in(
        ada,
        fees=[fee()],
        requirements=[
            {"code": "malpractice_insurance", "level": "required"},
            {"code": "tb_test", "level": "required"},
        ],
    )
    for visa in ("B-1", "ESTA", "J-1", "F-1"):
        trip.visa = visa
        trip.save()
        priced = [line for line in load(ada, trip).lines() if line.low is not None]
        assert [line.label for line in priced if not (line.source and line.source.dated)] == []
        assert len(priced) >= 4


def test_what_no_source_prices_is_asked_and_never_guessed(ada: Applicant) -> None:
    trip = rotation_in(ada, city="Nowhere", state="AK")
    lines = load(ada, trip).lines()
    assert [(line.label, line.low) for line in lines[:2]] == [
        ("Program fee", None),
        ("Rent in Nowhere", None),
    ]


def test_a_free_program_costs_nothing_and_says_so(ada: Applicant) -> None:
    trip = rotation_in(ada, free=True)
    assert [line.label for line in load(ada, trip).lines() if line.kind == "program"] == []


@pytest.mark.parametrize(
    "facts", [{"housing": "provided"}, {"included": ["housing"]}, {"delivery": "virtual"}]
)
def test_no_rent_where_housing_is_given_or_nobody_travels(facts: dict[str, Any], ada: Applicant) -> None:
    trip = rotation_in(ada, **facts)
    assert [line.label for line in load(ada, trip).lines() if line.kind == "rent"] == []


def test_tuition_by_who_one_is_goes_from_the_least_to_the_most(ada: Applicant) -> None:
    choices = [fee(usd=800, applies_to="Students"), fee(usd=1500, applies_to="Graduates")]
    trip = rotation_in(ada, fees=choices)
    assert amounts(load(ada, trip).lines())["Tuition, by who you are"] == (800, 1500)


def test_fees_for_some_people_wait_to_be_added(ada: Applicant) -> None:
    trip = rotation_in(ada, fees=[fee(), fee("insurance", 120)])
    lines = load(ada, trip).lines()
    assert [(line.label, line.is_counted) for line in lines if line.kind == "program"] == [
        ("Tuition or program fee", True),
        ("Insurance", False),
    ]


def test_what_the_sources_disagree_about_counts_in_the_high_total_alone(ada: Applicant) -> None:
    load_figures()
    trip = make_trip(ada, visa="B-1")
    shown = amounts(load(ada, trip).lines())
    assert shown["US visa application fee (MRV)"] == (185, 185)
    assert shown["Visa integrity fee"] == (0, 250)


def test_malpractice_is_paid_by_begun_months_of_the_programs_that_ask_for_it(ada: Applicant) -> None:
    load_figures()
    needs = [{"code": "malpractice_insurance", "level": "required"}]
    trip = rotation_in(ada, requirements=needs)
    assert amounts(load(ada, trip).lines())["Malpractice cover (AMPI)"] == (230, None)
    TripRotation.objects.filter(trip=trip).update(application=None)
    assert "Malpractice cover (AMPI)" not in amounts(load(ada, trip).lines())


def test_an_own_estimate_replaces_the_figure_and_its_source(ada: Applicant) -> None:
    load_figures()
    trip = rotation_in(ada, fees=[fee()])
    line = next(line for line in load(ada, trip).lines() if line.kind == "rent")
    TripCost.objects.create(
        trip=trip, code=line.code, kind="rent", label=line.label, low_usd=600, paid_usd=100
    )
    again = next(line for line in load(ada, trip).lines() if line.kind == "rent")
    assert (again.low, again.high, again.source, again.is_estimate, again.paid) == (600, 600, None, True, 100)


def test_a_proposed_cost_can_be_left_out_and_an_own_one_added(ada: Applicant) -> None:
    trip = rotation_in(ada, fees=[fee()])
    line = load(ada, trip).lines()[0]
    TripCost.objects.create(trip=trip, code=line.code, kind="program", label="x", is_counted=False)
    TripCost.objects.create(trip=trip, kind="other", label="SIM card", low_usd=30, high_usd=50)
    lines = load(ada, trip).lines()
    assert amounts(lines)["SIM card"] == (30, 50)
    assert "Tuition or program fee" not in amounts(lines)
    assert add_up(lines, 4).low == 30


AMOUNTS = st.none() | st.integers(0, 5000)


@st.composite
def fees(draw: st.DrawFn) -> list[dict[str, Any]]:
    found = []
    for _ in range(draw(st.integers(0, 4))):
        low, high = draw(AMOUNTS), draw(AMOUNTS)
        if low is not None and high is not None:
            low, high = sorted((low, high))
        found.append(
            fee(
                draw(st.sampled_from(FeeKind.values)),
                amount_min=low,
                amount_max=high,
                basis=draw(st.sampled_from(FeeBasis.values)),
                applies_to=draw(st.sampled_from([None, "Students"])),
                refundable=draw(st.sampled_from([None, True, False])),
                counted=draw(st.sampled_from([None, True, False])),
                note=None,
            )
        )
    return found


@given(fees(), st.integers(1, 200))
def test_no_line_is_lower_than_nothing_or_higher_than_its_high_end(
    lines: list[dict[str, Any]], days: int
) -> None:
    record = {"fees": lines, "sources": [{"url": "https://example.org/", "title": "Page", "page_date": None}]}
    last = MARCH_1 + datetime.timedelta(days=days - 1)
    stay = Stay(TripRotation(pk=1), None, "A", "Houston", "TX", MARCH_1, last, record)
    found = list(fee_lines(stay))
    assert [
        line for line in found if line.low is None or (line.high is not None and line.high < line.low)
    ] == []
    assert len({line.code for line in found}) == len(found)
    every = cost_lines(Trip(), [stay], [], [])
    sums = add_up(every, stay.weeks)
    counted = [line for line in every if line.is_counted]
    assert sums.low == sum(line.low or 0 for line in counted)
    assert sums.low <= sums.high
