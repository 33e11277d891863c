"""Sessions and second addresses: which end, which stay, and who is told."""

from collections.abc import Callable

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from applicants.mail.models import Mail
from applicants.profile.models import User
from tests.applicants.profile.logging_in import PASSWORD, Act, certain, is_logged_in, logged_in
from tests.factories import make_person, totp_code
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db


def test_the_session_gets_a_new_key_at_log_in_and_dies_at_log_out(applicant: User, log_in: Act) -> None:
    client = Client()
    client.get("/accounts/2fa/authenticate/")
    session = client.session
    session["seen"] = "before"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    logged_in(client, log_in)
    inside = client.session.session_key
    assert inside != before
    client.post("/accounts/logout/")
    thief = Client()
    for key in (before, inside):
        thief.cookies["sessionid"] = key
        assert is_logged_in(thief) is False


def test_the_list_names_each_device(applicant: User, log_in: Act) -> None:
    client = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko Firefox/132.0"})
    logged_in(client, log_in)
    page = as_shown(client.get("/accounts/sessions/"))
    assert ("<small>Firefox on Linux</small>" in page, "Mozilla" in page) == (True, False)


def change_password(client: Client) -> None:
    new = {"password1": "a quiet long river", "password2": "a quiet long river"}
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})


def turn_on_app(client: Client) -> None:
    """The clock stands still: a code is good for 30 seconds of a round half minute."""
    with time_machine.travel(timezone.now(), tick=False):
        certain(client).get("/accounts/2fa/totp/activate/")
        code = totp_code(client.session["mfa.totp.secret"])
        client.post("/accounts/2fa/totp/activate/", {"code": code})


def make_codes(client: Client) -> None:
    turn_on_app(client)
    client.post("/accounts/2fa/recovery-codes/generate/")


def turn_off_app(client: Client) -> None:
    turn_on_app(client)
    client.post("/accounts/2fa/totp/deactivate/")


def log_out_others(client: Client) -> None:
    client.post("/accounts/sessions/")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [change_password, turn_on_app, make_codes, turn_off_app, log_out_others])
def test_a_change_of_who_gets_in_ends_the_other_sessions(
    act: Callable[[Client], None], applicant: User, other_applicant: User, log_in: Act
) -> None:
    here, elsewhere = logged_in(Client(), log_in), logged_in(Client(), log_in)
    obi = logged_in(Client(), log_in, "obi@example.org")
    act(here)
    assert [is_logged_in(client) for client in (here, elsewhere, obi)] == [True, False, True]


@pytest.mark.django_db(transaction=True)
def test_the_owner_is_told_of_a_new_factor(applicant: User, log_in: Act) -> None:
    turn_on_app(logged_in(Client(), log_in))
    assert Authenticator.objects.filter(user=applicant).count() == 2
    told = Mail.objects.get(to="ada@example.org")
    assert "If it was not you," in told.text
    assert told.user == applicant


def test_a_new_factor_asks_who_it_is_again(ada_client: Client) -> None:
    answer = ada_client.get("/accounts/2fa/totp/activate/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")


def test_the_list_of_sessions_shows_only_ones_own(
    applicant: User, other_applicant: User, log_in: Act
) -> None:
    client = logged_in(Client(), log_in)
    logged_in(Client(HTTP_USER_AGENT="Obi's phone"), log_in, "obi@example.org")
    page = client.get("/accounts/sessions/").content.decode()
    assert page.count("This device") == 1
    assert "Obi" not in page


def test_a_second_address_logs_in_when_it_is_confirmed(
    applicant: User, log_in: Act, mailed_link: Callable[[str], str]
) -> None:
    client = certain(logged_in(Client(), log_in))
    client.post("/accounts/email/", {"email": "home@example.org", "action_add": ""})
    stranger = Client()
    log_in(stranger, "home@example.org")
    assert is_logged_in(stranger) is False
    client.post(mailed_link("home@example.org"))
    logged_in(Client(), log_in, "home@example.org")


def test_an_address_of_another_account_cannot_be_taken(
    ada_client: Client, other_applicant: User, mailed_link: Callable[[str], str]
) -> None:
    certain(ada_client).post("/accounts/email/", {"email": "obi@example.org", "action_add": ""})
    Client().post(mailed_link("obi@example.org"))
    confirmed = EmailAddress.objects.filter(email="obi@example.org", verified=True)
    assert [address.user for address in confirmed] == [other_applicant]


def test_a_closed_account_is_told_so(log_in: Act) -> None:
    make_person("gone@example.org", is_active=False)
    assert log_in(Client(), "gone@example.org").headers["Location"] == "/accounts/inactive/"
