"""/applications/: the owner's applications in four views, and nobody else's."""

import datetime
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.applications.workflow import ApplicationStatus
from applicants.models import Applicant, Contact, Payment
from tests.factories import make_application, make_program
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
VIEWS = ("board", "table", "agenda", "month")
NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
SHOWN = re.compile(r'data-application="([^"]+)"\s+data-status="([^"]+)"')


@pytest.fixture(autouse=True)
def noon() -> object:
    """Stand still at noon of November 25, 2026."""
    with time_machine.travel(NOON, tick=False):
        yield


def shown(client: Client, query: str) -> set[tuple[str, str]]:
    """Return the id and the status of every application on the page."""
    return set(SHOWN.findall(client.get(f"/applications/?{query}").text))


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_the_owners_applications_with_their_status(
    view: str, ada: Applicant, ada_client: Client
) -> None:
    mine = [make_application(ada, status=status, next_action_on=NOON.date()) for status in ApplicationStatus]
    expected = {(str(one.pk), one.status) for one in mine}
    if view in ("agenda", "month"):  # what is over waits for nothing
        expected = {pair for pair in expected if pair[1] in ApplicationStatus.values[:7]}
    assert shown(ada_client, f"view={view}") == expected


@pytest.mark.parametrize("view", VIEWS)
def test_nobody_sees_anothers_applications(view: str, obi: Applicant, ada_client: Client) -> None:
    make_application(obi, name="Obi's secret", host_name="Obi's host", next_action_on=NOON.date())
    page = ada_client.get(f"/applications/?view={view}").text
    assert "Obi" not in page
    assert SHOWN.findall(page) == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_visitor_is_sent_to_the_log_in(view: str, client: Client) -> None:
    answer = client.get(f"/applications/?view={view}")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_an_advisor_sees_an_own_empty_dashboard(ada: Applicant, curator_client: Client) -> None:
    make_application(ada, name="Ada's secret")
    assert "Ada" not in curator_client.get("/applications/").text


def test_a_long_agenda_stays_light_and_is_counted_whole(ada: Applicant, ada_client: Client) -> None:
    Contact.objects.bulk_create(
        [Contact(applicant=ada, name="Jane", next_on=datetime.date(2020, 1, 1)) for _ in range(130)]
    )
    page = as_shown(ada_client.get("/applications/?view=agenda"))
    assert page.count("entry--in_touch") == 100
    assert '<span class="count">130</span>' in page
    assert "And 30 more. They move up here as you finish these." in page


def test_only_what_runs_or_only_what_ended(ada: Applicant, ada_client: Client) -> None:
    running = make_application(ada, status=ApplicationStatus.SUBMITTED)
    ended = make_application(ada, status=ApplicationStatus.WITHDRAWN)
    assert shown(ada_client, "show=running") == {(str(running.pk), "submitted")}
    assert shown(ada_client, "show=ended") == {(str(ended.pk), "withdrawn")}
    assert len(shown(ada_client, "show=all")) == 2


def test_an_unknown_view_is_the_board_with_a_notice(ada: Applicant, ada_client: Client) -> None:
    make_application(ada)
    page = ada_client.get("/applications/?view=%3Cb%3E&sort=password&month=soon&show=x").text
    assert 'class="board"' in page
    assert page.count('class="notice"') == 4
    assert "<b>" not in page.split("</h1>")[0]


def test_an_empty_account_says_where_to_start(ada_client: Client) -> None:
    for view in VIEWS:
        page = ada_client.get(f"/applications/?view={view}").text
        for address in ("/profile/", "/programs/?sort=fit", "/applications/import/", "/applications/add/"):
            assert f'href="{address}"' in page.split('id="first-steps"')[1]


def test_the_table_sorts_by_what_is_asked(ada: Applicant, ada_client: Client) -> None:
    for name, rank in (("Bravo", 3), ("Alfa", None), ("Charlie", 1)):
        make_application(ada, name=name, rank=rank)
    page = ada_client.get("/applications/?view=table&sort=-rank").text
    assert re.findall(r">(Alfa|Bravo|Charlie)</a>", page) == ["Bravo", "Charlie", "Alfa"]
    assert 'aria-sort="descending"' in page


def test_the_table_says_until_when_an_offer_has_to_be_answered(ada: Applicant, ada_client: Client) -> None:
    make_application(ada, name="Alfa", deadline_on=datetime.date(2027, 3, 9))
    make_application(ada, name="Bravo", status="offered", reply_by=datetime.date(2027, 1, 9))
    make_application(ada, name="Charlie")
    page = as_shown(ada_client.get("/applications/?view=table&sort=deadline"))
    cells = re.findall(r'<td data-label="Deadline">(.*?)</td>', page, re.DOTALL)
    assert [re.sub(r"<[^>]+>", "", cell).split() for cell in cells] == [
        ["Answer", "by", "Jan", "9,", "2027", "in", "45", "days"],
        ["Mar", "9,", "2027", "in", "104", "days"],
        ["None"],
    ]


@pytest.mark.parametrize("view", ["board", "table"])
@pytest.mark.parametrize("count", [1, 12])
def test_a_program_that_is_not_for_them_says_why(
    view: str, count: int, ada: Applicant, ada_client: Client
) -> None:
    Applicant.objects.update(stage="graduate")
    for _ in range(count):
        make_application(ada, program=make_program(audiences=["final_year_student"]))
    ada_client.get("/applications/")
    with CaptureQueriesContext(connection) as captured:
        page = as_shown(ada_client.get(f"/applications/?view={view}"))
    chips = re.findall(r'data-answer="not_for_me">([^<]+)<', page)
    assert chips == ["Not for you: takes only final-year students"] * count
    assert len(captured) == 14


def test_the_day_of_a_change_is_the_applicants_own(ada: Applicant, ada_client: Client) -> None:
    Applicant.objects.update(time_zone="Pacific/Kiritimati")
    make_application(ada)
    assert "Nov 26, 2026</td>" in ada_client.get("/applications/?view=table").text


def test_the_month_shows_what_falls_into_it_and_leads_on(ada: Applicant, ada_client: Client) -> None:
    make_application(ada, deadline_on=datetime.date(2027, 3, 9))
    page = ada_client.get("/applications/?view=month&month=2027-03").text
    assert page.count("data-application") == 1
    assert re.findall(r'href="\?view=month&amp;month=([\d-]+)"', page) == ["2027-02", "2027-04"]
    assert "Nothing falls into this month." in ada_client.get("/applications/?view=month&month=2027-04").text


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("count", "queries"), [(0, 7), (1, 13), (50, 13)])
def test_queries_do_not_grow(view: str, count: int, queries: int, ada: Applicant, ada_client: Client) -> None:
    program = make_program(windows=[{"closes": "--12-01"}])
    for number in range(count):
        application = make_application(
            ada, program=None if number else program, status=ApplicationStatus.values[number % 13]
        )
        Payment.objects.create(application=application, what="Fee", amount_usd=1, due_on=NOON.date())
    ada_client.get("/applications/")
    with CaptureQueriesContext(connection) as captured:
        ada_client.get(f"/applications/?view={view}")
    # Agenda and month show no answers: they need neither the catalog nor the person's three queries.
    assert len(captured) == (min(queries, 9) if view in ("agenda", "month") else queries)


def test_the_table_leaves_out_columns_without_a_value(ada: Applicant, ada_client: Client) -> None:
    make_application(ada, rank=2)
    page = as_shown(ada_client.get("/applications/?view=table"))
    assert [f'data-label="{name}"' in page for name in ("Rank", "Rating", "Letter")] == [True, False, False]
    assert [f"sort={name}" in page for name in ("rank", "rating")] == [True, False]


def test_an_empty_month_says_what_comes_next(ada: Applicant, ada_client: Client) -> None:
    for number in (9, 20):
        make_application(ada, deadline_on=datetime.date(2027, 3, number))
    page = as_shown(ada_client.get("/applications/?view=month&month=2027-02"))
    assert "Nothing falls into this month.</span> Next: <b>Mar 9, 2027</b>" in page
    assert "Next:" not in as_shown(ada_client.get("/applications/?view=month&month=2027-03"))
