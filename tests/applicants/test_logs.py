"""Logs hold no personal data, whatever somebody does or goes wrong."""

import logging
import smtplib
from collections.abc import Callable

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.http import HttpResponse
from django.test import Client

from applicants.mail.sending import send_due
from applicants.profile.cleanup import tidy

pytestmark = pytest.mark.django_db
MARKERS = ("marker", "zebra", "203.0.113.77")
ADDRESS, PASSWORD = "marker@example.org", "zebra quiet long river"


@pytest.fixture
def everything(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Catch logs of every level, as if somebody had turned on the most talkative of them."""
    caplog.set_level(logging.INFO)
    for name in ("django.request", "django.security", "allauth", "applicants"):
        caplog.set_level(logging.DEBUG, logger=name)
    return caplog


def test_a_whole_life_of_an_account_leaves_nothing_in_the_logs(
    everything: pytest.LogCaptureFixture,
    sign_up: Callable[..., HttpResponse],
    log_in: Callable[..., HttpResponse],
    mailed_link: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = Client(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="marker browser")
    sign_up(client, ADDRESS, PASSWORD)
    client.post(mailed_link(ADDRESS))
    client.post("/accounts/logout/")
    for password in ["zebra wrong"] * 6:
        log_in(client, ADDRESS, password)
    client.post("/accounts/password/reset/", {"email": ADDRESS})
    form = client.get(mailed_link(ADDRESS), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    log_in(client, ADDRESS, PASSWORD)
    assert client.get("/me/").status_code == 200
    client.post("/accounts/login/", {"login": ADDRESS})
    client.get(f"/nothing/?email={ADDRESS}")
    client.post("/profile/", {"school_name": "zebra"})

    def refuse(*_: object) -> int:
        raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"marker")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert send_due().failed > 0
    b"".join(client.get("/me/export.zip"))
    client.post("/me/delete/", {"proof": "zebra wrong"})
    client.post("/me/delete/", {"proof": PASSWORD})
    assert client.get("/me/").status_code == 302
    tidy()
    logged = [f"{record.name} {record.getMessage()} {record.exc_text}" for record in everything.records]
    assert len(logged) > 3
    assert [line for line in logged if any(marker in line for marker in MARKERS)] == []
