"""Addresses that are keys do not reach the logs."""

import logging

import pytest
from django.conf import settings

from usce_portal.secret_paths import SecretPathFilter


def logged(message: str, *args: object) -> str:
    """Return a line of the log as the filter leaves it."""
    record = logging.LogRecord("django.request", logging.WARNING, "file", 1, message, args, None)
    assert SecretPathFilter().filter(record) is True
    return record.getMessage()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/calendar/abc-DEF_123.ics", "/calendar/[secret]"),
        ("/reminders/unsubscribe/7:abc/", "/reminders/unsubscribe/[secret]/"),
        ("/accounts/password/reset/key/1-abc/", "/accounts/password/reset/key/[secret]/"),
        ("/accounts/confirm-email/MQ:abc/", "/accounts/confirm-email/[secret]/"),
        ("/letter/abc-DEF_123/", "/letter/[secret]/"),
        ("/programs/reports/7:abc-DEF_123/", "/programs/reports/[secret]/"),
        ("/programs/host/7:abc-DEF_123/", "/programs/host/[secret]/"),
        ("/programs/hosts/", "/programs/hosts/"),
        ("/letter/abc-DEF_123/documents/7/", "/letter/[secret]/documents/7/"),
        ("/letters/matrix/", "/letters/matrix/"),
        ("/calendar/", "/calendar/"),
        ("/programs/x/?q=calendar", "/programs/x/?q=calendar"),
    ],
)
def test_the_secret_part_of_an_address_is_left_out(path: str, expected: str) -> None:
    assert logged("%s: %s", "Not Found", path) == f"Not Found: {expected}"
    assert logged(f'"GET {path} HTTP/1.1" 404') == f'"GET {expected} HTTP/1.1" 404'


TOKEN = "Abc-DEF_123456789"


@pytest.mark.parametrize("key", ["calendar", "letter", "reminders/unsubscribe", "accounts/confirm-email"])
@pytest.mark.parametrize(
    "spelling",
    [
        "//{key}//{token}/",
        "/{key}/../{token}/",
        "/{key}/..%2f{token}/",
        "/{key}/..%2F{token}/",
        "/{key}/%2e%2e/{token}/",
        "/{key}%2f{token}/",
        "/{key}/%252f{token}",
        "/{key}/x/../{token}/",
        "/{key}/x%2f..%2f{token}/",
        "/{key}/./{token}",
        "/{key}/\\{token}/",
        "/./{key}/{token}/?q=1",
        "/{key}/{token}/{token}/",
    ],
)
def test_no_spelling_of_an_address_shows_its_secret(spelling: str, key: str) -> None:
    path = spelling.format(key=key, token=TOKEN)
    assert TOKEN not in logged("Not Found: %s", path)
    assert TOKEN not in logged(f'"GET {path.upper()} HTTP/1.1" 404').replace(TOKEN.upper(), TOKEN)
    assert "[secret]" in logged(f'"GET {path} HTTP/1.1" 404')


def test_a_line_without_secrets_keeps_its_arguments() -> None:
    record = logging.LogRecord("x", logging.INFO, "file", 1, "took %d ms", (5,), None)
    SecretPathFilter().filter(record)
    assert (record.msg, record.args) == ("took %d ms", (5,))


def test_every_handler_has_the_filter() -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert [handler["filters"] for handler in handlers] == [["secrets"]] * len(handlers)
