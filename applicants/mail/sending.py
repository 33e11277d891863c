"""Sends what is due: each mail at least once, whoever is killed when.

A sender takes a mail by a conditional update that leases it for a while. Whoever dies with a lease leaves
the mail to the next one when the lease is over; so a mail may go out twice, but never not at all.
"""

import datetime
import logging
from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import Error
from django.db.models import F
from django.utils import timezone

from applicants.mail.models import Mail
from applicants.mail.querysets import MOST_TRIES

log = logging.getLogger(__name__)

# Longer than the longest wait for a mail server, so that a slow one is not sent twice.
LEASE = datetime.timedelta(minutes=2)
SERVER_SECONDS = 30
BATCH = 100
FIRST_WAIT = datetime.timedelta(minutes=1)
LONGEST_WAIT = datetime.timedelta(hours=6)

# The names of django-environ's mail settings, and of the backends' options.
OPTIONS = {
    "EMAIL_HOST": "host",
    "EMAIL_PORT": "port",
    "EMAIL_HOST_USER": "username",
    "EMAIL_HOST_PASSWORD": "password",
    "EMAIL_USE_TLS": "use_tls",
    "EMAIL_USE_SSL": "use_ssl",
    "EMAIL_FILE_PATH": "file_path",
}


class Sent(NamedTuple):
    """How many mails went out, and how many have to wait for another try or were given up."""

    sent: int = 0
    failed: int = 0


def delivery() -> BaseEmailBackend:
    """The backend that really sends, as EMAIL_URL says."""
    written = settings.MAIL_DELIVERY
    options: dict[str, Any] = {name: written[key] for key, name in OPTIONS.items() if written.get(key)}
    return get_connection(written["EMAIL_BACKEND"], timeout=SERVER_SECONDS, **options)


def send_due(is_stopped: Callable[[], bool] = lambda: False) -> Sent:
    """Send a batch of what is due now, until ``is_stopped`` says so; return how it went."""
    sent = failed = 0
    due = Mail.objects.due(timezone.now()).order_by("due_at", "pk").values_list("pk", flat=True)
    for pk in list(due[:BATCH]):
        if is_stopped():
            break
        if claim(pk):
            is_sent = send(pk)
            sent, failed = sent + is_sent, failed + (not is_sent)
    return Sent(sent, failed)


def claim(pk: int) -> bool:
    """Take a mail for this sender alone; False when another was faster."""
    now = timezone.now()
    free = Mail.objects.due(now).filter(pk=pk)
    return bool(free.update(leased_until=now + LEASE, tries=F("tries") + 1))


def send(pk: int) -> bool:
    """Send a claimed mail and empty it; let one that can't be sent, for any reason, wait for another try.

    A database's error is no fault of the mail's and goes to the caller: the lease leads to another try.
    """
    try:
        mail = Mail.objects.get(pk=pk)
        EmailMessage(
            mail.subject, mail.text, to=[mail.to], headers=mail.headers, connection=delivery()
        ).send()
    except Error:
        raise
    except Exception as error:  # noqa: BLE001 - one odd row must not hold up all the others
        put_back(pk, error)
        return False
    Mail.objects.filter(pk=pk).update(
        sent_at=timezone.now(), leased_until=None, text="", headers={}, error=""
    )
    return True


def put_back(pk: int, error: Exception) -> None:
    """Let a mail wait, longer each time; say so when it was the last try.

    Only the error's name is kept: its text may hold addresses. A mail that is gone is left alone.
    """
    name, row = type(error).__name__, Mail.objects.filter(pk=pk)
    tries = row.values_list("tries", flat=True).first() or 1
    wait = min(FIRST_WAIT * 4 ** (tries - 1), LONGEST_WAIT)
    row.update(due_at=timezone.now() + wait, leased_until=None, error=name)
    if tries >= MOST_TRIES:
        log.error("Mail %s is given up after %s tries: %s", pk, tries, name)
    else:
        log.warning("Mail %s could not be sent (%s), try %s of %s", pk, name, tries, MOST_TRIES)
