"""The filters beside the advisors' list."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from applicants.models import User
from programs.choices import Freshness
from programs.curation.admin.filters import first_fresh_day
from programs.freshness import freshness
from programs.models import Host, Program, ReviewItem, StateRule
from programs.querysets import UNSTATED
from tests.admin_forms import LIST
from tests.factories import make_program
from tests.page_text import as_shown

TODAY = datetime.date(2026, 7, 1)
# Everything that a filter may find missing, once.
FULL = {
    "intake": "open",
    "audiences": ["graduate"],
    "access": ["open"],
    "patient_contact": "hands_on",
    "weeks_min": 4,
    "fees": [{"kind": "tuition", "amount_min": 500, "amount_max": 500, "basis": "week"}],
    "letter": "offered",
    "visas": ["B-1"],
    "application_route": "direct",
    "requirements": [{"code": "cv", "level": "required"}],
}
# The key of a record that states a fact, where it is not the fact's name.
KEYS = {"weeks": "weeks_min", "price": "fees", "source_date": "sources"}
LISTS = {"audiences", "access", "fees", "visas", "requirements", "sources"}


def names(client: Client, **query: str) -> list[str]:
    page = client.get(LIST, query)
    assert page.status_code == 200
    return [program.name for program in page.context["cl"].result_list]


def make_named(*names: str) -> None:
    for name in names:
        make_program(name=name)


def give(name: str, **columns: object) -> None:
    assert Program.objects.filter(name=name).update(**columns) == 1


@pytest.fixture
def dated(db: None) -> None:
    """Programs whose proof is just fresh, just stale, and without a date."""
    make_named("Fresh", "Stale", "Undated")
    give("Fresh", fresh_on=TODAY - datetime.timedelta(days=364))
    give("Stale", fresh_on=TODAY - datetime.timedelta(days=365))
    give("Undated", fresh_on=None)


@pytest.mark.parametrize(("code", "name"), [("fresh", "Fresh"), ("stale", "Stale"), ("undated", "Undated")])
def test_freshness(code: str, name: str, curator: User, dated: None) -> None:
    with time_machine.travel(TODAY, tick=False):
        client = Client()
        client.force_login(curator)
        assert names(client, freshness=code) == [name]


@pytest.mark.parametrize("days", [0, 1, 364, 365, 366, 731])
def test_the_first_fresh_day_is_that_of_every_page(days: int) -> None:
    day = TODAY - datetime.timedelta(days=days)
    with time_machine.travel(TODAY, tick=False):
        assert (day >= first_fresh_day()) == (freshness(day, TODAY) == Freshness.FRESH)


def test_state_of_the_host(curator_client: Client) -> None:
    make_named("Texan", "Ohioan", "Nowhere")
    for name, state in (("Ohioan", "OH"), ("Nowhere", "")):
        Host.objects.filter(programs__name=name).update(state=state)
    answers = {state: names(curator_client, state=state) for state in ("TX", "OH", "-", "UT")}
    assert answers == {"TX": ["Texan"], "OH": ["Ohioan"], "-": ["Nowhere"], "UT": []}


def test_states_stand_under_their_regions(curator_client: Client) -> None:
    make_named("Texan")
    page = curator_client.get(LIST, {"state": "TX"})
    spec = next(spec for spec in page.context["cl"].filter_specs if spec.title == "state")
    choices = list(spec.choices(page.context["cl"]))
    assert [choice["display"] for choice in choices[:3]] == ["All", "Not stated", "Connecticut"]
    assert [
        choice["region"] for choice in choices if choice["display"] in ("All", "Texas", "Puerto Rico")
    ] == [
        "",
        "South",
        "Territories",
    ]
    html = as_shown(page)
    assert html.count('<details class="region"') == 5
    assert '<details class="region" data-filter-title="South" open>' in html


@pytest.mark.parametrize("address", ["/admin/programs/host/", "/admin/programs/staterule/"])
def test_hosts_and_state_rules_have_the_same_filter(address: str, curator_client: Client) -> None:
    make_named("Texan")
    StateRule.objects.create(state="TX", rule="A rule")
    found = {
        state: len(curator_client.get(address, {"state": state}).context["cl"].result_list)
        for state in ("TX", "OH", "-", "nonsense")
    }
    assert found == {"TX": 1, "OH": 0, "-": 0, "nonsense": 1}
    page = curator_client.get(f"{address}add/").text
    assert page.count("<optgroup") == 5


def test_links_in_trouble(curator_client: Client) -> None:
    make_named("Gone", "Fine")
    ReviewItem.objects.filter(program__name="Gone").update(links=2)
    assert names(curator_client, links="trouble") == ["Gone"]


def test_intake(curator_client: Client) -> None:
    make_named("Open", "Paused", "Silent")
    give("Open", intake="open")
    give("Paused", intake="paused")
    answers = {intake: names(curator_client, intake=intake) for intake in ("open", "paused", "full", "-")}
    assert answers == {"open": ["Open"], "paused": ["Paused"], "full": [], "-": ["Silent"]}


def test_type_and_publication(curator_client: Client) -> None:
    make_named("Draft", "Research")
    give("Draft", publication="draft")
    give("Research", type="research")
    assert names(curator_client, publication__exact="draft") == ["Draft"]
    assert names(curator_client, type__exact="research") == ["Research"]


def test_edited_by_a_person(curator_client: Client) -> None:
    make_named("Edited", "Imported")
    give("Edited", curated_at=timezone.now())
    answers = [names(curator_client, edited=answer) for answer in ("true", "false")]
    assert answers == [["Edited"], ["Imported"]]


@pytest.mark.parametrize("fact", sorted(UNSTATED))
def test_a_missing_fact(fact: str, curator_client: Client) -> None:
    make_program(name="Full", **FULL)
    key = KEYS.get(fact, fact)
    make_program(name="Lacking", **FULL | {key: [] if key in LISTS else None})
    assert names(curator_client, missing=fact) == ["Lacking"]


def test_a_fact_that_is_stated_twice_finds_nothing_twice(curator_client: Client) -> None:
    lines = [{"code": code, "level": "required"} for code in ("cv", "tb_test")]
    make_program(name="Full", **FULL | {"requirements": lines})
    assert names(curator_client, missing="requirements") == []
    make_program(name="Lacking", **FULL | {"sources": []})
    assert names(curator_client, missing="source_date") == ["Lacking"]


def test_a_refused_visa_is_a_stated_one(curator_client: Client) -> None:
    make_program(name="Refusing", **FULL | {"visas": [], "visas_refused": ["B-2"]})
    assert names(curator_client, missing="visas") == []


def test_filters_narrow_each_other(curator_client: Client) -> None:
    make_program(name="Open, no letter", **FULL | {"letter": None})
    make_program(name="Paused, no letter", **FULL | {"letter": None, "intake": "paused"})
    query = {"missing": "letter", "intake": "paused", "state": "TX", "q": "letter"}
    assert names(curator_client, **query) == ["Paused, no letter"]


@pytest.mark.parametrize("parameter", ["freshness", "state", "intake", "missing", "edited", "links"])
def test_an_unknown_value_is_left_out(parameter: str, curator_client: Client) -> None:
    make_named("Only")
    assert names(curator_client, **{parameter: "nonsense"}) == ["Only"]


def test_every_missing_fact_has_words(curator_client: Client) -> None:
    page = curator_client.get(LIST)
    missing = next(spec for spec in page.context["cl"].filter_specs if spec.title == "missing fact")
    assert [words for _, words in missing.lookup_choices] == [
        "Intake",
        "Open to",
        "Access",
        "Patient contact",
        "Length",
        "Four-week price",
        "Letter of recommendation",
        "Visas",
        "How to apply",
        "Requirements",
        "Date of a source",
    ]
