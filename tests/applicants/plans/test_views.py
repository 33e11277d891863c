"""The pages of trips, with three people looking."""

import datetime
import re
import uuid
from typing import Any

import pytest
from django.test import Client

from applicants.models import Applicant, Application, CostFigure, Trip, TripCost, TripDay, TripRotation
from tests.applicants.agenda.reading import agenda_rows
from tests.applicants.plans.loading import load_figures
from tests.clock import today
from tests.factories import make_application, make_plan, make_program, make_trip
from tests.page_forms import forms_of, send
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
RENT = r'data-cost="rent" data-low="(\d+)"\s+data-high="(\d+)" data-source-url="https:[^"]+"'


def day(number: int) -> datetime.date:
    return today() + datetime.timedelta(days=number)


def stay(ada: Applicant, first: int = 100, **facts: Any) -> Application:
    days = {"starts_on": day(first), "ends_on": day(first + 27)}
    return make_application(ada, **days | facts)


def page(client: Client, address: str) -> str:
    return as_shown(client.get(address))


def test_a_trip_is_made_of_ones_own_running_applications(
    ada: Applicant, obi: Applicant, ada_client: Client
) -> None:
    mine, over = stay(ada, name="Mine"), stay(ada, name="Over", status="declined")
    theirs = stay(obi, name="Theirs")
    body = page(ada_client, "/plans/new/")
    assert [name in body for name in ("Mine", "Over", "Theirs")] == [True, False, False]
    for wrong in (over, theirs):
        answer = ada_client.post("/plans/new/", {"name": "Trip", "applications": [wrong.pk]})
        assert (answer.status_code, Trip.objects.count()) == (422, 0)
    answer = ada_client.post("/plans/new/", {"name": "Trip", "applications": [mine.pk]})
    trip = Trip.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/plans/{trip.pk}/")
    assert (trip.applicant, [row.application for row in trip.rotations.all()]) == (ada, [mine])


def test_a_form_sent_twice_makes_one_trip(ada_client: Client) -> None:
    sent = {"name": "Trip", "token": str(uuid.uuid4())}
    assert [ada_client.post("/plans/new/", sent).status_code for _ in "12"] == [302, 302]
    assert Trip.objects.count() == 1


def test_the_page_says_days_costs_with_sources_and_the_total(ada: Applicant, ada_client: Client) -> None:
    load_figures()
    fees = [{"kind": "tuition", "amount_min": 2000, "amount_max": 2000, "basis": "four_weeks"}]
    program = make_program(name="Cardiology", fees=fees)
    application = stay(ada, program=program, name="Cardiology", city="Chicago", state="IL")
    trip = make_trip(ada, application, visa="B-1")
    body = page(ada_client, trip.get_absolute_url())
    rent = re.search(RENT, body)
    assert rent is not None
    low, high = int(rent[1]), int(rent[2])
    chicago = CostFigure.objects.get(kind="rent", city="Chicago")
    month = chicago.low_usd, chicago.high_usd or 0
    assert (low, high) == (round(month[0] * 28 / 30), round(month[1] * 28 / 30))
    total = re.search(r'data-total-low="(\d+)" data-total-high="(\d+)"', body)
    assert total is not None
    assert (int(total[1]), int(total[2])) == (2000 + 185 + low, 2000 + 185 + 250 + high)
    assert 'data-cost="flight" data-low=""' in body


def test_other_people_get_nothing_of_it(
    ada: Applicant, obi_client: Client, curator_client: Client, client: Client
) -> None:
    plan = make_plan(ada, stay(ada))
    here = plan["trip"].get_absolute_url()
    for path in ("", "edit/", "steps/", f"costs/{plan['trip_cost'].pk}/"):
        answers = [person.get(f"{here}{path}").status_code for person in (obi_client, curator_client, client)]
        assert answers == [404, 404, 302]
    assert obi_client.post(f"{here}delete/").status_code == 404
    assert "Spring 2027" not in page(obi_client, "/plans/")
    assert Trip.objects.count() == 1


def test_an_idea_is_added_changed_and_taken_out(ada: Applicant, ada_client: Client) -> None:
    trip = make_trip(ada)
    here = trip.get_absolute_url()
    answer = ada_client.post(f"{here}rotations/new/", {"city": "Austin"})
    assert (answer.status_code, "give your idea a name" in as_shown(answer)) == (422, True)
    sent = {"name": "Surgery", "city": "Austin", "state": "TX", "starts_on": day(9), "ends_on": day(2)}
    assert ada_client.post(f"{here}rotations/new/", sent).status_code == 422
    sent["ends_on"] = day(30)
    assert [ada_client.post(f"{here}rotations/new/", sent).status_code for _ in "12"] == [302, 302]
    rotation = TripRotation.objects.get()
    edit = f"{here}rotations/{rotation.pk}/"
    send(ada_client, edit, edit, city="Dallas")
    rotation.refresh_from_db()
    assert (rotation.city, rotation.starts_on) == ("Dallas", day(9))
    ada_client.post(f"{edit}remove/")
    assert TripRotation.objects.count() == 0


def test_an_application_is_in_a_trip_once(ada: Applicant, ada_client: Client) -> None:
    application = stay(ada)
    trip = make_trip(ada, application)
    answer = ada_client.post(f"{trip.get_absolute_url()}rotations/new/", {"application": application.pk})
    assert (answer.status_code, "in the trip already" in as_shown(answer)) == (422, True)


def test_a_cost_is_changed_left_out_added_and_deleted(ada: Applicant, ada_client: Client) -> None:
    plan = make_plan(ada, stay(ada, city="Austin", state="TX"))
    here = plan["trip"].get_absolute_url()
    rent = f"{here}costs/proposed/{plan['trip_rotation'].pk}-rent/"
    send(ada_client, rent, rent, low_usd="700", high_usd="900", is_counted="on")
    body = page(ada_client, here)
    assert re.search(r'data-cost="rent" data-low="700"\s+data-high="900" data-source-url=""', body)
    answer = ada_client.post(rent, {"low_usd": "900", "high_usd": "700"})
    assert answer.status_code in (409, 422)
    assert ada_client.post(f"{here}costs/new/", {"kind": "other", "label": "Bus"}).status_code == 422
    bus = {"kind": "transport", "label": "Bus", "low_usd": "60", "is_counted": "on"}
    assert [ada_client.post(f"{here}costs/new/", bus).status_code for _ in "12"] == [302, 302]
    own = TripCost.objects.get(label="Bus")
    ada_client.post(f"{here}costs/{own.pk}/delete/")
    assert TripCost.objects.filter(label="Bus").count() == 0
    assert ada_client.get(f"{here}costs/proposed/nonsense/").status_code == 404


def test_two_windows_do_not_overwrite_each_other(ada: Applicant, ada_client: Client) -> None:
    trip = make_trip(ada)
    edit = f"{trip.get_absolute_url()}edit/"
    before = forms_of(ada_client.get(edit))[edit]
    Trip.objects.filter(pk=trip.pk).update(budget_usd=4000)
    answer = ada_client.post(edit, before | {"budget_usd": "9000"})
    assert (answer.status_code, Trip.objects.get().budget_usd) == (409, 4000)
    assert "9000" in answer.content.decode()


def test_a_step_is_moved_and_done_and_stays_so(ada: Applicant, ada_client: Client) -> None:
    plan = make_plan(ada, stay(ada))
    TripDay.objects.all().delete()
    here = plan["trip"].get_absolute_url()
    code = f"{plan['trip_rotation'].pk}-find-a-room"
    send(ada_client, f"{here}steps/{code}/", f"{here}steps/{code}/", day=day(3).isoformat())
    assert TripDay.objects.values_list("code", "day", "done_on").get() == (code, day(3), None)
    assert "Moved by you" in page(ada_client, f"{here}steps/")
    ada_client.post(f"{here}steps/{code}/done/", {"is_done": "on"})
    assert TripDay.objects.values_list("day", "done_on").get() == (day(3), today())
    ada_client.post(f"{here}steps/{code}/done/")
    assert TripDay.objects.values_list("day", "done_on").get() == (day(3), None)
    send(ada_client, f"{here}steps/{code}/", f"{here}steps/{code}/", day="")
    assert TripDay.objects.count() == 0


def test_firm_and_moved_steps_are_on_the_agenda_and_advice_is_not(ada: Applicant) -> None:
    program = make_program(lead_time_weeks=4)
    plan = make_plan(ada, make_application(ada, program=program, name="Heart", starts_on="2027-03-01"))
    TripDay.objects.all().delete()
    shown = [row for row in agenda_rows(ada) if row[0] == "plan"]
    assert shown == [("plan", 68, "Apply (Spring 2027)")]
    TripDay.objects.create(
        trip=plan["trip"], code=f"{plan['trip_rotation'].pk}-find-a-room", day="2026-12-01"
    )
    shown = [row for row in agenda_rows(ada) if row[0] == "plan"]
    assert shown == [("plan", 6, "Find a room (Spring 2027)"), ("plan", 68, "Apply (Spring 2027)")]


def test_a_deleted_trip_leaves_its_applications(ada: Applicant, ada_client: Client) -> None:
    trip = make_trip(ada, stay(ada))
    answer = ada_client.post(f"{trip.get_absolute_url()}delete/", follow=True)
    assert "“Spring 2027” is deleted." in as_shown(answer)
    assert (Trip.objects.count(), Application.objects.count()) == (0, 1)
