"""What goes after seven days, to the second, and what stays."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from applicants.mail.models import Mail
from applicants.mail.querysets import MOST_TRIES
from applicants.profile.cleanup import KEPT, tidy
from applicants.profile.models import User
from tests.factories import make_advisor, make_person

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def noon() -> Any:
    """Stop the clock at noon."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.mark.parametrize(
    ("facts", "stays"),
    [
        ({"sent_at": NOW - KEPT}, True),
        ({"sent_at": NOW - KEPT - SECOND}, False),
        ({"due_at": NOW - KEPT - SECOND}, True),
        ({"due_at": NOW - KEPT, "tries": MOST_TRIES}, True),
        ({"due_at": NOW - KEPT - SECOND, "tries": MOST_TRIES}, False),
    ],
)
def test_settled_mails_go(facts: dict[str, Any], stays: bool) -> None:  # noqa: FBT001
    Mail.objects.create(to="ada@example.org", subject="S", text="", **facts)
    tidy()
    assert Mail.objects.exists() is stays


def make_unconfirmed(joined_at: datetime.datetime = NOW - KEPT - SECOND, **facts: Any) -> User:
    user = User.objects.create_user("eve@example.org", "correct horse", date_joined=joined_at, **facts)
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    return user


@pytest.mark.parametrize(
    ("facts", "stays"),
    [
        ({}, False),
        ({"joined_at": NOW - KEPT}, True),
        ({"last_login": NOW - KEPT}, True),
        ({"is_staff": True}, True),
    ],
)
def test_unconfirmed_accounts_go(facts: dict[str, Any], stays: bool) -> None:  # noqa: FBT001
    make_unconfirmed(**facts)
    tidy()
    assert User.objects.exists() is stays


def test_confirmed_accounts_stay() -> None:
    old = {"date_joined": NOW - 100 * KEPT}
    ada = make_person("ada@example.org", **old)
    EmailAddress.objects.create(user=ada, email="second@example.org")
    without_address = User.objects.create_user("made@example.org", **old)
    advisor = make_advisor("cora@example.org")
    tidy()
    assert set(User.objects.all()) == {ada, without_address, advisor}


def test_an_account_confirmed_on_the_last_day_stays(
    noon: Any, sign_up: Callable[..., HttpResponse], mailed_link: Callable[[str], str]
) -> None:
    sign_up(Client(), "new@example.org")
    link = mailed_link("new@example.org")
    noon.shift(datetime.timedelta(days=2))
    Client().post(link)
    noon.shift(datetime.timedelta(days=30))
    tidy()
    assert User.objects.count() == 1


def test_old_sessions_and_counters_go(noon: Any, applicant: User) -> None:
    client = Client()
    client.force_login(applicant)
    cache.set("short", 1, 60)
    cache.set("long", 1, 3600)
    noon.shift(61)
    assert tidy() == {"mails": 0, "unconfirmed accounts": 0, "sessions": 0, "counters": 1}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        assert cursor.fetchone() == (1,)
    noon.shift(datetime.timedelta(days=15))
    assert tidy()["sessions"] == 1
