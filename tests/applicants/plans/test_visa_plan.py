"""The visa planner: rows of a class, days counted back, and the earliest start."""

import datetime

import pytest
from django.test import Client

from applicants.guides.models import LeadTime, VisaStep
from applicants.models import Trip
from applicants.plans.visa_plan import visa_plan
from applicants.reference_data import load_missing_rows
from tests.applicants.plans.loading import FOLDER, TODAY, load_figures
from tests.page_text import as_shown, jumps_of

CASE = "/visas/plan/?activity=observing&stage=graduate&nationality=other&visa="
LEAD = {"screening": LeadTime(days=14), "host_letter": LeadTime(days=30)}


def test_a_class_has_its_own_rows_and_days() -> None:
    rows = [VisaStep(code=code, visas=[code], kind="step", title=code) for code in ("B-1", "J-1")]
    start = datetime.date(2027, 3, 1)
    plan = visa_plan(rows, Trip(visa="J-1", visa_wait_days=90), start, LEAD, TODAY)
    assert [(label, [row.code for row in found]) for label, found in plan.groups] == [("Steps", ["J-1"])]
    assert [(step.title, step.by and step.by.isoformat()) for step in plan.days] == [
        ("Ask the host for the letter of invitation", "2026-10-18"),
        ("Book the visa interview", "2026-11-17"),
        ("Go to the visa interview", "2027-02-15"),
    ]
    assert plan.earliest is not None
    assert (plan.earliest.day, plan.is_too_early) == (datetime.date(2027, 3, 15), True)


def test_without_a_day_or_a_wait_nothing_is_promised() -> None:
    plan = visa_plan([], Trip(visa="B-1"), None, LEAD, TODAY)
    assert (plan.days, plan.earliest, plan.is_too_early) == ([], None, False)


@pytest.mark.django_db
def test_the_page_says_the_earliest_start_and_never_yes(client: Client) -> None:
    load_figures()
    load_missing_rows(VisaStep, "visa_steps.json", FOLDER)
    body = as_shown(client.get(f"{CASE}B-1&starts_on=2027-01-04&wait_days=300"))
    assert [words for _, words in jumps_of(body)][:3] == ["By when", "Which class fits", "Steps"]
    assert "data-earliest" in body
    assert "people wait 300 days for a visa interview" in body
    assert "Not legal advice, and never a guarantee" in " ".join(body.split())
    assert "data-visa-step=" in body
    assert "data-visa-step=" not in as_shown(client.get("/visas/plan/"))
    assert "Enter a whole number" in as_shown(client.get(f"{CASE}B-1&wait_days=many"))
