"""What tests of accounts share: mail goes into the outbox, as outside of tests."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from applicants.models import Mail

PASSWORD, NEW_PASSWORD = "correct horse", "a quiet long river"


@pytest.fixture
def outbox(settings: Settings, db: None) -> None:
    """Write mail into the outbox, as outside of tests, and deliver into Django's list of sent mails."""
    settings.EMAIL_BACKEND = "applicants.mail.outbox.OutboxBackend"
    settings.MAIL_DELIVERY = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}


Act = Callable[..., HttpResponse]


@pytest.fixture
def sign_up(outbox: None) -> Act:
    """Sign up; a sign-up's next page is not followed."""

    def signed_up(client: Client, email: str, password: str = NEW_PASSWORD) -> HttpResponse:
        return client.post("/accounts/signup/", {"email": email, "password1": password})

    return signed_up


@pytest.fixture
def log_in(outbox: None) -> Act:
    """Log in with an address and a password; ``form`` goes along."""

    def logged_in(client: Client, email: str, password: str = PASSWORD, **form: str) -> HttpResponse:
        return client.post("/accounts/login/", {"login": email, "password": password, **form})

    return logged_in


@pytest.fixture
def mailed_link(outbox: None) -> Callable[[str], str]:
    """Return the path of the link in the last mail to an address."""

    def link(address: str) -> str:
        text = Mail.objects.filter(to=address).last().text
        return re.search(r"http://127\.0\.0\.1:8000(/accounts/\S+)", text)[1]

    return link
