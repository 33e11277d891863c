"""Sessions end when nobody is there, and staff need a second factor for the admin."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.profile.models import User
from tests.factories import make_superuser, totp_code

pytestmark = pytest.mark.django_db
Act = Callable[..., HttpResponse]
NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
MINUTES, HOURS, DAYS = 60, 3600, 86400


def answers_after(client: Client, address: str, *seconds: int) -> list[int]:
    """Return the statuses of visits, each so long after the one before."""
    statuses = []
    with time_machine.travel(NOON, tick=False) as clock:
        for pause in seconds:
            clock.shift(pause)
            statuses.append(client.get(address).status_code)
    return statuses


@pytest.mark.parametrize(
    "address", ["/dashboard/", "/programs/", "/applications/export.csv", "/me/", "/nowhere/"]
)
def test_no_cache_keeps_what_somebody_with_an_account_saw(address: str, ada_client: Client) -> None:
    assert ada_client.get(address)["Cache-Control"] == "private, no-store"


def test_pages_for_everybody_may_be_kept(client: Client) -> None:
    assert not client.get("/programs/").has_header("Cache-Control")


@pytest.fixture
def ada_in(applicant: User, log_in: Act) -> Client:
    """An applicant who logged in at noon."""
    client = Client()
    with time_machine.travel(NOON, tick=False):
        log_in(client, "ada@example.org")
    return client


@pytest.fixture
def cora_in(curator: User, log_in: Act) -> Client:
    """An advisor who logged in at noon."""
    client = Client()
    with time_machine.travel(NOON, tick=False):
        log_in(client, "cora@example.org")
        client.post("/accounts/2fa/authenticate/", {"code": totp_code()})
    return client


@pytest.mark.parametrize(
    ("pauses", "statuses"),
    [
        ([2 * HOURS], [200]),
        ([2 * HOURS + 1], [302]),
        ([HOURS] * 5, [200] * 5),
        ([HOURS, 2 * HOURS, 2 * HOURS + 1], [200, 200, 302]),
        ([2 * HOURS + 1, 1], [302, 302]),
    ],
)
def test_a_session_ends_after_two_idle_hours(pauses: list[int], statuses: list[int], ada_in: Client) -> None:
    assert answers_after(ada_in, "/me/", *pauses) == statuses


def test_a_session_ends_after_fourteen_days_however_busy(ada_in: Client) -> None:
    statuses = answers_after(ada_in, "/me/", *[2 * HOURS] * (14 * 12), 1)
    assert statuses == [200] * (14 * 12) + [302]


@pytest.mark.parametrize(("pause", "status"), [(30 * MINUTES, 200), (30 * MINUTES + 1, 302)])
def test_a_session_of_staff_ends_after_thirty_idle_minutes(pause: int, status: int, cora_in: Client) -> None:
    assert answers_after(cora_in, "/admin/", pause) == [status]


def test_an_ended_session_is_deleted_and_says_why(ada_in: Client) -> None:
    key = ada_in.session.session_key
    with time_machine.travel(NOON + datetime.timedelta(hours=3), tick=False):
        page = ada_in.get("/me/", follow=True)
        assert "You were logged out because you were away for a while." in page.content.decode()
        thief = Client()
        thief.cookies["sessionid"] = key
        assert thief.get("/me/").status_code == 302


def test_reading_writes_nothing_for_five_minutes(ada_in: Client) -> None:
    writes = []
    with time_machine.travel(NOON, tick=False) as clock:
        for pause in (10, 290, 1, 10):
            clock.shift(pause)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                ada_in.get("/programs/")
            writes.append(any(query["sql"].startswith("UPDATE") for query in queries))
    assert writes == [False, False, True, False]


# Staff


ADMIN_PAGES = [
    "/admin/",
    "/admin/programs/program/",
    "/admin/nothing-here/",
    "/admin/logout/",
    "/admin/login/",
]


@pytest.mark.parametrize("address", ADMIN_PAGES)
@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_staff_without_a_second_factor_get_the_enrol_page_only(
    address: str, method: str, curator: User, curator_client: Client
) -> None:
    Authenticator.objects.all().delete()
    answer = getattr(curator_client, method)(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/2fa/")


def test_superusers_need_one_too(client: Client) -> None:
    client.force_login(make_superuser("root@example.org"))
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.all().delete()
    assert client.get("/admin/").headers["Location"] == "/accounts/2fa/"


def test_the_enrol_page_says_why(curator: User, curator_client: Client) -> None:
    Authenticator.objects.all().delete()
    assert "Advisors need a second step." in curator_client.get("/admin/", follow=True).content.decode()


def test_recovery_codes_alone_are_no_second_factor(curator: User, curator_client: Client) -> None:
    Authenticator.objects.update(type=Authenticator.Type.RECOVERY_CODES)
    assert curator_client.get("/admin/").status_code == 302


def test_an_advisor_logs_in_with_a_code(curator: User, log_in: Act) -> None:
    client = Client()
    at_first = client.get("/admin/programs/program/", follow=True)
    assert at_first.redirect_chain[-1][0].startswith("/accounts/login/?next=")
    log_in(client, "cora@example.org", next="/admin/programs/program/")
    assert client.get("/admin/").status_code == 302
    answer = client.post("/accounts/2fa/authenticate/", {"code": totp_code()})
    assert answer.headers["Location"] == "/admin/programs/program/"
    assert client.get("/admin/").status_code == 200


def test_a_code_works_once(curator: User, log_in: Act) -> None:
    with time_machine.travel(NOON, tick=False):
        inside = []
        for _ in range(2):
            client = Client()
            log_in(client, "cora@example.org")
            client.post("/accounts/2fa/authenticate/", {"code": totp_code()})
            inside.append(client.get("/admin/").status_code)
    assert inside == [200, 302]


def test_other_pages_ask_nobody_for_a_second_factor(
    applicant: User, ada_client: Client, curator: User, curator_client: Client
) -> None:
    Authenticator.objects.all().delete()
    assert [client.get("/me/").status_code for client in (ada_client, curator_client)] == [200, 200]
