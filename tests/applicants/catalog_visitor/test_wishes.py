"""What an applicant would like orders "Best for me" and is said on the card."""

import re

import pytest
from django.test import Client

from applicants.profile.models import Applicant
from programs.models import Specialty
from tests.factories import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def wishing(ada: Applicant) -> Applicant:
    """Ada, a graduate who would like surgery in Texas for at most $1,000 in March."""
    ada.stage, ada.preferred_states, ada.budget_usd, ada.available_months = "graduate", ["TX"], 1000, [3]
    ada.save()
    ada.specialties.add(Specialty.objects.create(name="General Surgery", slug="general-surgery"))
    return ada


def slugs(html: str) -> list[str]:
    return re.findall(r'data-program="([^"]+)"', html)


def reasons(html: str) -> list[str]:
    return re.findall(r"data-why>Fits: ([^<]+)<", html)


@pytest.mark.usefixtures("wishing")
def test_the_more_wishes_a_program_matches_the_higher_it_stands(ada_client: Client) -> None:
    dallas = {"name": "Dallas host", "kind": "university", "city": "Dallas", "state": "TX"}
    boston = {"name": "Boston host", "kind": "university", "city": "Boston", "state": "MA"}
    make_program(slug="none", host=boston)
    make_program(slug="one", host=dallas)
    make_program(slug="all", host=dallas, free=True, specialties=["General Surgery"], blackout_months=[7])
    html = ada_client.get("/programs/?sort=fit").content.decode()
    assert slugs(html) == ["all", "one", "none"]
    assert reasons(html) == ["General Surgery · TX · within your budget · open in March", "TX"]


@pytest.mark.usefixtures("wishing")
def test_red_flags_weigh_more_than_wishes(ada_client: Client) -> None:
    dallas = {"name": "Dallas host", "kind": "university", "city": "Dallas", "state": "TX"}
    boston = {"name": "Boston host", "kind": "university", "city": "Boston", "state": "MA"}
    make_program(slug="flagged", host=dallas, letter="not_offered")
    make_program(slug="plain", host=boston)
    assert slugs(ada_client.get("/programs/?sort=fit").content.decode()) == ["plain", "flagged"]


def test_nobody_sees_the_wishes_of_another(
    wishing: Applicant, ada_client: Client, obi_client: Client
) -> None:
    make_program(host={"name": "Dallas host", "kind": "university", "city": "Dallas", "state": "TX"})
    assert wishing.preferred_states == ["TX"]
    assert reasons(ada_client.get("/programs/?sort=fit").content.decode()) == ["TX"]
    assert reasons(obi_client.get("/programs/?sort=fit").content.decode()) == []
