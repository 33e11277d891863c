"""Browsers that log in by the form."""

from collections.abc import Callable

from django.http import HttpResponse
from django.test import Client

PASSWORD = "correct horse"
Act = Callable[..., HttpResponse]


def is_logged_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def logged_in(client: Client, log_in: Act, email: str = "ada@example.org", **form: str) -> Client:
    """Return a browser that has just logged in by the form."""
    log_in(client, email, **form)
    assert is_logged_in(client)
    return client


def certain(client: Client) -> Client:
    """Return a browser that has just typed its password again."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client
