"""Sign-up, log-in and reset: they work, give nothing away, and count guesses."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.http import HttpResponse
from django.test import Client

from applicants.mail.models import Mail
from applicants.profile.models import User
from tests.applicants.profile.logging_in import PASSWORD, Act, certain, is_logged_in, logged_in
from tests.factories import totp_code

NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


def plain(answer: HttpResponse) -> str:
    """Return a page without what is new on every page: CSRF tokens."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


# The way in


def test_somebody_signs_up_confirms_and_is_in(sign_up: Act, mailed_link: Callable[[str], str]) -> None:
    client = Client()
    assert sign_up(client, "New@Example.org").headers["Location"] == "/accounts/confirm-email/"
    assert is_logged_in(client) is False
    link = mailed_link("new@example.org")
    assert "Is <strong>new@example.org</strong> your address?" in client.get(link).content.decode()
    assert client.post(link).headers["Location"] == "/dashboard/"
    assert is_logged_in(client) is True
    user = User.objects.get()
    assert (user.email, user.check_password("a quiet long river")) == ("new@example.org", True)


def test_the_link_of_a_mail_logs_nobody_in_elsewhere(sign_up: Act, mailed_link: Callable[[str], str]) -> None:
    sign_up(Client(), "new@example.org")
    thief = Client()
    thief.post(mailed_link("new@example.org"))
    assert is_logged_in(thief) is False
    assert EmailAddress.objects.get().verified is True


def test_nobody_logs_in_before_the_address_is_confirmed(sign_up: Act, log_in: Act) -> None:
    sign_up(Client(), "new@example.org")
    client = Client()
    answer = log_in(client, "new@example.org", "a quiet long river")
    assert answer.headers["Location"] == "/accounts/confirm-email/"
    assert is_logged_in(client) is False


@pytest.mark.parametrize("password", ["short", "1234567890", "password123", "new@example.org"])
def test_a_bad_password_is_refused_in_words(password: str, sign_up: Act) -> None:
    answer = sign_up(Client(), "new@example.org", password)
    assert answer.status_code == 200
    assert "Please check" in answer.content.decode()
    assert User.objects.count() == 0


def test_a_reset_link_sets_a_password_once_and_logs_out_everywhere(
    applicant: User, log_in: Act, mailed_link: Callable[[str], str]
) -> None:
    elsewhere = logged_in(Client(), log_in)
    client = Client()
    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    link = mailed_link("ada@example.org")
    form = client.get(link, follow=True)
    new = {"password1": "a quiet long river", "password2": "a quiet long river"}
    client.post(form.redirect_chain[-1][0], new)
    assert is_logged_in(elsewhere) is False
    assert "This link does not work" in Client().get(link, follow=True).content.decode()
    applicant.refresh_from_db()
    assert applicant.check_password("a quiet long river") is True


# Nothing is given away


def both_pages(act: Callable[[str], HttpResponse]) -> tuple[HttpResponse, HttpResponse]:
    """Return what an address with an account gets, and one without."""
    return act("ada@example.org"), act("eve@example.org")


def seen(answer: HttpResponse, address: str) -> tuple[int, dict[str, str], str]:
    headers = {
        name: value for name, value in answer.headers.items() if name not in ("Content-Length", "Expires")
    }
    return answer.status_code, headers, plain(answer).replace(address, "ADDRESS")


def test_sign_up_answers_alike_for_known_and_unknown_addresses(applicant: User, sign_up: Act) -> None:
    known, unknown = both_pages(lambda email: sign_up(Client(), email))
    assert seen(known, "ada@example.org") == seen(unknown, "eve@example.org")
    assert known.status_code == 302
    assert sorted(Mail.objects.values_list("to", "subject")) == [
        ("ada@example.org", "You already have an account"),
        ("eve@example.org", "Confirm your email address"),
    ]


def test_sign_up_hashes_a_password_for_known_addresses_too(
    applicant: User, sign_up: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str | None] = []
    monkeypatch.setattr(User, "set_password", lambda _, raw: hashed.append(raw))
    sign_up(Client(), "ada@example.org")
    assert hashed == ["a quiet long river"]


def test_the_page_after_sign_up_is_the_same_for_both(applicant: User, sign_up: Act) -> None:
    pages = []
    for email in ("ada@example.org", "eve@example.org"):
        client = Client()
        sign_up(client, email)
        pages.append(plain(client.get("/accounts/confirm-email/")).replace(email, "ADDRESS"))
    assert pages[0] == pages[1]


def test_log_in_answers_alike_for_known_and_unknown_addresses(applicant: User, log_in: Act) -> None:
    known, unknown = both_pages(lambda email: log_in(Client(), email, "wrong"))
    assert seen(known, "ada@example.org") == seen(unknown, "eve@example.org")
    assert "The email address or the password is not right." in known.content.decode()


def test_reset_answers_alike_for_known_and_unknown_addresses(applicant: User, outbox: None) -> None:
    known, unknown = both_pages(
        lambda email: Client().post("/accounts/password/reset/", {"email": email}, follow=True)
    )
    assert seen(known, "ada@example.org") == seen(unknown, "eve@example.org")
    assert Mail.objects.count() == 2


def test_adding_an_address_of_somebody_else_looks_like_any_other(
    ada_client: Client, other_applicant: User, outbox: None
) -> None:
    pages = []
    for address in ("obi@example.org", "eve@example.org"):
        certain(ada_client)
        answer = ada_client.post("/accounts/email/", {"email": address, "action_add": ""}, follow=True)
        pages.append(plain(answer).replace(address, "ADDRESS").replace("id_email_2", "id_email_1"))
        EmailAddress.objects.filter(email=address, verified=False).delete()
    assert pages[0] == pages[1]
    assert "ADDRESS" in pages[0]


# Guessing


def test_five_guesses_in_five_minutes_are_checked_and_no_more(
    applicant: User, log_in: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []
    monkeypatch.setattr(User, "check_password", lambda _, raw: checked.append(raw) or False)
    with time_machine.travel(NOW, tick=False):
        answers = [log_in(Client(), "ada@example.org", f"guess {n}").status_code for n in range(9)]
    assert answers == [200] * 9
    assert sorted(set(checked)) == [f"guess {n}" for n in range(5)]


def test_the_right_password_is_refused_meanwhile_and_a_reset_still_works(
    applicant: User, other_applicant: User, log_in: Act, mailed_link: Callable[[str], str]
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        for n in range(5):
            log_in(Client(), "ada@example.org", f"guess {n}")
        refused = log_in(Client(), "ada@example.org")
        assert "Too many tries. Wait five minutes, or set a new password." in refused.content.decode()
        logged_in(Client(), log_in, "obi@example.org")
        Client().post("/accounts/password/reset/", {"email": "ada@example.org"})
        assert "/password/reset/key/" in mailed_link("ada@example.org")
        clock.shift(301)
        logged_in(Client(), log_in)


def test_a_reset_lets_the_owner_in_at_once(
    applicant: User, log_in: Act, mailed_link: Callable[[str], str]
) -> None:
    for n in range(6):
        log_in(Client(), "ada@example.org", f"guess {n}")
    client = Client()
    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    form = client.get(mailed_link("ada@example.org"), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "a quiet long river", "password2": "a quiet long river"})
    assert log_in(Client(), "ada@example.org", "a quiet long river").status_code == 302


@pytest.mark.parametrize(
    ("address", "extra"),
    [
        ("ADA@example.org", {}),
        (" ada@example.org ", {}),
        ("second@example.org", {}),
        ("ada@example.org", {"HTTP_HOST": "testserver:81"}),
        ("ada@example.org", {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}),
        ("ada@example.org", {"REMOTE_ADDR": "203.0.113.9"}),
    ],
)
def test_no_way_of_asking_gives_more_guesses(
    address: str, extra: dict[str, str], applicant: User, log_in: Act
) -> None:
    EmailAddress.objects.create(user=applicant, email="second@example.org", verified=True)
    for n in range(5):
        log_in(Client(), "ada@example.org", f"guess {n}")
    client = Client(**extra)
    assert "Too many tries" in log_in(client, address).content.decode()


def test_guesses_at_the_password_page_and_at_deletion_are_counted_too(applicant: User, log_in: Act) -> None:
    client = logged_in(Client(), log_in)
    for n in range(5):
        client.post("/me/delete/", {"proof": f"guess {n}"})
    assert "Too many tries" in client.post("/me/delete/", {"proof": PASSWORD}).content.decode()
    assert User.objects.filter(pk=applicant.pk).exists()
    answers = [
        client.post("/accounts/password/change/", {"oldpassword": f"guess {n}"}).status_code for n in range(7)
    ]
    assert answers == [200] * 5 + [429] * 2


def test_guesses_at_the_second_step_are_counted(curator: User, log_in: Act) -> None:
    client = Client()
    log_in(client, "cora@example.org")
    for n in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": f"00000{n}"})
    answer = client.post("/accounts/2fa/authenticate/", {"code": totp_code()})
    assert "Too many tries" in answer.content.decode()
    assert is_logged_in(client) is False


def test_too_many_sign_ups_from_one_place_get_a_page_in_our_look(sign_up: Act) -> None:
    answers = [sign_up(Client(), f"new{n}@example.org", "short") for n in range(21)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert "Please wait a little" in answers[-1].content.decode()


# Links in mail


def ask_for_every_mail(client: Client, **host: Any) -> None:
    """Ask for a confirmation, for both answers to a known and an unknown address, and for a notification."""
    for address in ("new@example.org", "ada@example.org"):
        form = {"email": address, "password1": "a quiet long river"}
        client.post("/accounts/signup/", form, **host)
        client.post("/accounts/password/reset/", {"email": address}, **host)
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"}, **host)
    client.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD}, **host)
    client.post("/accounts/email/", {"action_add": "", "email": "ada@other.example"}, **host)
    new = {"password1": "a quiet long river", "password2": "a quiet long river"}
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new}, **host)


@pytest.mark.parametrize(
    "host", [{"headers": {"Host": "testserver:6666"}}, {"secure": True}, {"headers": {"Host": "localhost"}}]
)
def test_links_in_mail_start_with_our_address_whatever_a_request_says(
    host: dict[str, Any], applicant: User, outbox: None
) -> None:
    ask_for_every_mail(Client(), **host)
    texts = list(Mail.objects.values_list("text", flat=True))
    subjects = set(Mail.objects.values_list("subject", flat=True))
    starts = {link for text in texts for link in re.findall(r"\S+://[^/\s]*", text)}
    assert len(subjects) >= 5
    assert starts == {"http://127.0.0.1:8000"}
    assert all("testserver" not in text for text in texts)
    paths = {path.split("/")[2] for text in texts for path in re.findall(r"8000(/accounts/\S+)", text)}
    assert paths == {"confirm-email", "password", "signup"}


# Where a log-in leads


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "https://testserver@evil.example/",
        "https://evil.example/?testserver",
        "\thttps://evil.example/",
        "http://testserver.evil.example/",
        "//evil.example\\@testserver/",
    ],
)
def test_nobody_is_led_off_the_site(address: str, applicant: User, log_in: Act) -> None:
    client = Client()
    assert log_in(client, "ada@example.org", next=address).headers["Location"] == "/dashboard/"
    assert client.post("/accounts/logout/", {"next": address}).headers["Location"] == "/"
    assert address not in Client().get("/accounts/login/", {"next": address}).headers.get("Location", "")


def test_a_page_of_ours_is_led_to(applicant: User, log_in: Act) -> None:
    assert log_in(Client(), "ada@example.org", next="/programs/?q=x").headers["Location"] == "/programs/?q=x"


def second_step(client: Client) -> str:
    """Type the code of the app, and return where that leads."""
    return client.post("/accounts/2fa/authenticate/", {"code": totp_code()}).headers["Location"]


def test_staff_are_led_to_the_admin_and_from_there_to_the_public_pages(curator: User, log_in: Act) -> None:
    client = Client()
    log_in(client, "cora@example.org")
    assert second_step(client) == "/admin/"
    header = client.get("/admin/").text.partition('id="header"')[2].partition("</header>")[0]
    assert '<a href="/">View site</a>' in header
    nav = client.get("/").text.partition('aria-label="Your account"')[2].partition("</nav>")[0]
    assert '<a href="/admin/" rel="nofollow">Admin</a>' in nav


def test_staff_go_on_to_the_page_they_came_for(curator: User, log_in: Act) -> None:
    client = Client()
    log_in(client, "cora@example.org", next="/programs/?q=x")
    assert second_step(client) == "/programs/?q=x"


def test_an_applicant_sees_no_way_to_the_admin_in_the_navigation(ada_client: Client) -> None:
    nav = ada_client.get("/").text.partition('aria-label="Your account"')[2].partition("</nav>")[0]
    assert "/admin/" not in nav
