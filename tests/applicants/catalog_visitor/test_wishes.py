"""What an applicant would like orders "Best for me" and is said on the card."""

import re

import pytest
from django.test import Client

from applicants.catalog_visitor.wishes import every_wish, over_maximum
from applicants.profile.models import Applicant
from programs.models import Specialty
from programs.pricing import FourWeekPrice
from tests.factories import make_program
from tests.page_text import as_shown

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
    return re.findall(r"data-why>Fits: ([^<]+)<", html.replace("\u00a0", " "))


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


@pytest.mark.usefixtures("wishing")
def test_a_program_that_matches_nothing_says_so_and_what_it_costs_too_much(ada_client: Client) -> None:
    boston = {"name": "Boston host", "kind": "university", "city": "Boston", "state": "MA"}
    make_program(
        slug="dear", host=boston, fees=[{"kind": "tuition", "amount_min": 1550, "basis": "four_weeks"}]
    )
    make_program(slug="unknown", host=boston)
    html = as_shown(ada_client.get("/programs/?sort=fit")).replace("&nbsp;", " ")
    none = "data-why>Matches none of your preferences"
    assert (html.count(none), html.count(f'{none} · <b class="fit__over">$550 over your budget</b>')) == (
        2,
        1,
    )


@pytest.mark.parametrize(
    ("budget", "low", "words"),
    [
        (1000, 1550, "$550 over your budget"),
        (1000, 1000, ""),
        (1000, None, ""),
        (None, 1550, ""),
        (0, 40, "$40 over your budget"),
    ],
)
def test_by_how_much_a_price_is_over_the_maximum(budget: int | None, low: int | None, words: str) -> None:
    wishes = list(every_wish(Applicant(budget_usd=budget), []))
    assert over_maximum(wishes, FourWeekPrice(low, None)) == words


def test_nobody_sees_the_wishes_of_another(
    wishing: Applicant, ada_client: Client, obi_client: Client
) -> None:
    make_program(host={"name": "Dallas host", "kind": "university", "city": "Dallas", "state": "TX"})
    assert wishing.preferred_states == ["TX"]
    assert reasons(ada_client.get("/programs/?sort=fit").content.decode()) == ["TX"]
    assert reasons(obi_client.get("/programs/?sort=fit").content.decode()) == []
