"""Sends what is due: each mail at least once, whoever is killed when.

A sender takes a mail by a conditional update that leases it for a while. Whoever dies with a lease leaves
the mail to the next one when the lease is over; so a mail may go out twice, but never not at all.
"""

import datetime
import logging
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
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
    """Return the backend that really sends, as EMAIL_URL says."""
    written = settings.MAIL_DELIVERY
    options: dict[str, Any] = {name: written[key] for key, name in OPTIONS.items() if written.get(key)}
    return get_connection(written["EMAIL_BACKEND"], timeout=SERVER_SECONDS, **options)


def send_due() -> Sent:
    """Send a batch of what is due now; return how it went."""
    sent = failed = 0
    due = Mail.objects.due(timezone.now()).order_by("due_at", "pk").values_list("pk", flat=True)
    for pk in list(due[:BATCH]):
        if mail := claim(pk):
            is_sent = send(mail)
            sent, failed = sent + is_sent, failed + (not is_sent)
    return Sent(sent, failed)


def claim(pk: int) -> Mail | None:
    """Take a mail for this sender alone; None when another was faster."""
    now = timezone.now()
    free = Mail.objects.due(now).filter(pk=pk)
    is_mine = free.update(leased_until=now + LEASE, tries=F("tries") + 1)
    return Mail.objects.get(pk=pk) if is_mine else None


def send(mail: Mail) -> bool:
    """Send a claimed mail and empty it; when the server does not take it, let it wait for another try."""
    message = EmailMessage(mail.subject, mail.text, to=[mail.to], headers=mail.headers, connection=delivery())
    try:
        message.send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; a bad header is a ValueError
        put_back(mail, error)
        return False
    Mail.objects.filter(pk=mail.pk).update(
        sent_at=timezone.now(), leased_until=None, text="", headers={}, error=""
    )
    return True


def put_back(mail: Mail, error: Exception) -> None:
    """Let a mail wait, longer each time; say so when it was the last try.

    Only the error's name is kept: its text may hold addresses.
    """
    name = type(error).__name__
    wait = min(FIRST_WAIT * 4 ** (mail.tries - 1), LONGEST_WAIT)
    Mail.objects.filter(pk=mail.pk).update(due_at=timezone.now() + wait, leased_until=None, error=name)
    if mail.tries >= MOST_TRIES:
        log.error("Mail %s is given up after %s tries: %s", mail.pk, mail.tries, name)
    else:
        log.warning("Mail %s could not be sent (%s), try %s of %s", mail.pk, name, mail.tries, MOST_TRIES)
