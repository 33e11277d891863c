"""Each due mail goes out; who fails waits, and who dies leaves the mail to the next."""

import datetime
import logging
import smtplib
from typing import Any

import pytest
import time_machine
from django.core import mail as delivered
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError
from django.utils import timezone
from pytest_django import Settings

from applicants.mail import sending
from applicants.mail.models import Mail
from applicants.mail.querysets import MOST_TRIES
from applicants.mail.sending import Sent, claim, delivery, send_due

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)


def waiting(**facts: Any) -> Mail:
    return Mail.objects.create(
        **{"to": "ada@example.org", "subject": "S", "text": "T", "due_at": NOW} | facts
    )


@pytest.fixture(autouse=True)
def noon() -> Any:
    """Stop the clock at noon."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def fail(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let the mail server refuse everything."""

    def refuse(*_: object) -> int:
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def test_what_is_due_goes_out_in_order_and_is_emptied() -> None:
    waiting(subject="Second", headers={"X-Key": "1"})
    waiting(subject="First", due_at=NOW - datetime.timedelta(hours=1))
    waiting(subject="Later", due_at=NOW + datetime.timedelta(seconds=1))
    assert send_due() == Sent(2, 0)
    assert [message.subject for message in delivered.outbox] == ["First", "Second"]
    assert delivered.outbox[1].extra_headers == {"X-Key": "1"}
    done = Mail.objects.filter(sent_at=NOW)
    assert {(row.text, str(row.headers), row.leased_until) for row in done} == {("", "{}", None)}
    assert Mail.objects.get(sent_at=None).text == "T"


def test_nothing_goes_out_twice() -> None:
    waiting()
    assert [send_due(), send_due()] == [Sent(1, 0), Sent(0, 0)]
    assert len(delivered.outbox) == 1


def test_a_batch_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    for _ in range(3):
        waiting()
    assert [send_due(), send_due()] == [Sent(2, 0), Sent(1, 0)]


def test_one_sender_alone_gets_a_mail() -> None:
    row = waiting()
    assert [claim(row.pk), claim(row.pk)] == [True, False]
    row.refresh_from_db()
    assert (row.tries, row.leased_until) == (1, NOW + sending.LEASE)


def test_a_mail_of_a_dead_sender_is_taken_over_after_its_lease(noon: Any) -> None:
    claim(waiting().pk)
    noon.shift(sending.LEASE.total_seconds())
    assert send_due() == Sent(0, 0)
    noon.shift(1)
    assert send_due() == Sent(1, 0)


def test_the_lease_outlives_the_wait_for_a_server() -> None:
    assert sending.LEASE.total_seconds() > 2 * sending.SERVER_SECONDS


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"no")}),
        ConnectionRefusedError("ada@example.org"),
        TimeoutError("ada@example.org"),
        ValueError("ada@example.org"),
        KeyError("ada@example.org"),
        RecursionError("ada@example.org"),
    ],
)
def test_a_mail_that_is_refused_waits(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fail(monkeypatch, error)
    row = waiting()
    assert send_due() == Sent(0, 1)
    row.refresh_from_db()
    wait = datetime.timedelta(minutes=1)
    assert (row.text, row.due_at, row.leased_until, row.tries) == ("T", NOW + wait, None, 1)
    assert row.error == type(error).__name__
    assert "ada@" not in caplog.text
    assert send_due() == Sent(0, 0)


def test_each_wait_is_longer_up_to_six_hours_and_then_it_is_given_up(
    noon: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fail(monkeypatch, ConnectionRefusedError())
    row, waits = waiting(), []
    for _ in range(MOST_TRIES):
        assert send_due() == Sent(0, 1)
        row.refresh_from_db()
        waits.append(int((row.due_at - timezone.now()).total_seconds() / 60))
        noon.move_to(row.due_at)
    assert waits == [1, 4, 16, 64, 256, 360, 360, 360]
    assert send_due() == Sent(0, 0)
    assert list(Mail.objects.given_up()) == [row]
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert said == [f"Mail {row.pk} is given up after 8 tries: ConnectionRefusedError"]


def test_one_bad_mail_does_not_stop_the_others() -> None:
    waiting(subject="two\nlines")
    waiting(subject="Fine")
    assert send_due() == Sent(1, 1)
    assert [message.subject for message in delivered.outbox] == ["Fine"]


def test_an_odd_row_waits_and_the_others_go_out() -> None:
    odd = waiting(headers=["no", "headers"])
    waiting(subject="Fine")
    assert send_due() == Sent(1, 1)
    odd.refresh_from_db()
    assert (odd.error, odd.leased_until) == ("AttributeError", None)
    assert [message.subject for message in delivered.outbox] == ["Fine"]


def test_a_database_that_is_away_ends_the_round_and_is_no_fault_of_the_mail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fail(monkeypatch, OperationalError("gone"))
    row = waiting()
    with pytest.raises(OperationalError):
        send_due()
    row.refresh_from_db()
    assert (row.error, row.leased_until) == ("", NOW + sending.LEASE)


def test_a_mail_that_was_deleted_meanwhile_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = waiting()
    waiting(subject="Fine")
    claimed = sending.claim

    def claim_and_delete(pk: int) -> bool:
        is_mine = claimed(pk)
        Mail.objects.filter(pk=gone.pk).delete()
        return is_mine

    monkeypatch.setattr(sending, "claim", claim_and_delete)
    assert send_due() == Sent(1, 1)
    assert [message.subject for message in delivered.outbox] == ["Fine"]


def test_a_batch_ends_between_two_mails_when_told_to() -> None:
    for _ in range(3):
        waiting()
    assert send_due(lambda: len(delivered.outbox) == 2) == Sent(2, 0)
    assert Mail.objects.due(NOW).count() == 1


def test_mail_goes_the_way_that_the_settings_say(settings: Settings) -> None:
    settings.MAIL_DELIVERY = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "portal",
        "EMAIL_HOST_PASSWORD": "secret",
        "EMAIL_USE_TLS": True,
    }
    backend = delivery()
    facts = (backend.host, backend.port, backend.username, backend.password, backend.use_tls, backend.timeout)
    assert facts == ("mail.example.org", 587, "portal", "secret", True, 30)
