"""The command that sends, once or in a loop that ends when told to."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.mail import send_mail
from django.core.management import call_command
from django.db import InterfaceError, OperationalError
from pytest_django.fixtures import DjangoAssertNumQueries

from applicants.documents.storage import StorageAwayError
from applicants.mail.models import JobRound
from applicants.mail.sending import Sent
from applicants.management.commands import send_due
from applicants.management.commands.send_due import Job
from programs.curation.links.checking import NoNetworkError

ROOT = Path(settings.BASE_DIR)


@pytest.mark.django_db
@pytest.mark.usefixtures("outbox")
def test_it_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    send_mail("S", "T", None, ["a@example.org", "b@example.org"])
    call_command("send_due")
    assert capsys.readouterr().out == "sent 2 mails, 0 have to wait\n"


@pytest.mark.django_db
@pytest.mark.usefixtures("outbox")
def test_tidy_says_what_went(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("tidy")
    assert capsys.readouterr().out == (
        "0 mails, 0 unconfirmed accounts, 0 sessions, 0 counters, 0 warnings, 0 files of people long away\n"
    )


# Jobs


def failing(error: Exception) -> Job:
    """Return a job that fails each time."""

    def fail() -> None:
        raise error

    return Job("tidy", fail, 60)


@pytest.fixture
def _kept_connection(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a job keep the test's connection and its transaction."""
    monkeypatch.setattr(send_due, "close_old_connections", lambda: None)


pytestmark = pytest.mark.usefixtures("_kept_connection")


@pytest.mark.parametrize("error", [OperationalError, InterfaceError, StorageAwayError])
def test_what_is_away_is_a_line_without_a_traceback(
    error: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    assert failing(error("ada@example.org")).run() is None
    assert [(record.getMessage(), record.exc_info) for record in caplog.records] == [
        (f"Job tidy: database or storage did not answer ({error.__name__})", None)
    ]


@pytest.mark.parametrize("error", [KeyError, ValueError, MemoryError, RecursionError])
def test_whatever_a_job_raises_ends_its_round_only(
    error: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    job = failing(error("missing"))
    assert [job.run(), job.run()] == [None, None]
    assert [(record.getMessage(), record.exc_info is None) for record in caplog.records] == [
        ("Job tidy failed; it is tried again", False)
    ]
    assert list(JobRound.objects.values_list("name", "finished_at", "error")) == [
        ("tidy", None, error.__name__)
    ]


def test_a_good_round_is_noted_and_clears_the_error() -> None:
    job = failing(KeyError("missing"))
    job.run()
    job.act = lambda: 5
    assert job.run() == 5
    one = JobRound.objects.get()
    assert (one.name, one.error, one.finished_at is not None) == ("tidy", "", True)


def test_the_same_end_is_noted_once_in_a_while(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    job = Job("mail", lambda: None, 0)
    job.run()
    with django_assert_num_queries(0):
        job.run()
    monkeypatch.setattr(job, "noted_at", time.monotonic() - send_due.NOTE_SECONDS)
    first = JobRound.objects.get().finished_at
    job.run()
    assert JobRound.objects.get().finished_at > first


def test_a_round_that_cannot_be_noted_is_no_reason_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(send_due, "note_round", fail)
    assert Job("mail", lambda: 5, 0).run() == 5


def test_a_job_is_due_at_once_and_then_when_its_time_has_come() -> None:
    job = Job("tidy", lambda: None, 60)
    assert job.is_due() is True
    job.run()
    assert job.is_due() is False
    job.due_at -= 60
    assert job.is_due() is True


def test_one_job_that_always_fails_keeps_the_others_going(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop ends here because its supervisor is gone after the third round."""
    rounds = []

    def fail(*_: object) -> None:
        raise KeyError("missing")

    def count(*_: object) -> Sent:
        rounds.append(1)
        return Sent(1, 0)

    monkeypatch.setattr(send_due, "tidy", fail)
    monkeypatch.setattr(send_due, "sweep_files", fail)
    monkeypatch.setattr(send_due, "send_due", count)
    monkeypatch.setattr(send_due.signal, "signal", lambda *_: None)
    monkeypatch.setattr(send_due, "is_abandoned", lambda: len(rounds) == 3)
    send_due.loop()
    assert set(JobRound.objects.values_list("name", "error")) == {
        ("mail", ""),
        ("alerts", ""),
        ("old alerts", ""),
        ("digests", ""),
        ("tidy", "KeyError"),
        ("retention", ""),
        ("sweep", "KeyError"),
    }


def test_without_a_network_the_link_check_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    job = failing(NoNetworkError("no route"))
    assert job.run() is None
    assert [(record.getMessage(), record.exc_info) for record in caplog.records] == [
        ("Job tidy: no network here (no route); no source was checked", None)
    ]
    assert list(JobRound.objects.values_list("name", "error")) == [("tidy", "NoNetworkError")]


def test_links_are_checked_beside_the_loop_until_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped, checked = threading.Event(), []

    def check() -> None:
        checked.append(1)
        stopped.set()

    monkeypatch.setattr(send_due, "check_some_links", check)
    send_due.check_links(stopped)
    assert (checked, JobRound.objects.get().name) == ([1], "links")
    send_due.check_links(stopped)
    assert checked == [1]


@pytest.mark.parametrize(("a_day", "threads"), [(0, 0), (5, 1)])
def test_the_setting_turns_the_link_check_off(
    a_day: int, threads: int, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LINK_CHECKS_A_DAY = a_day
    started = []
    monkeypatch.setattr(send_due, "check_links", started.append)
    monkeypatch.setattr(send_due.signal, "signal", lambda *_: None)
    monkeypatch.setattr(send_due, "is_abandoned", lambda: True)
    send_due.loop()
    assert len(started) == threads


def test_it_knows_when_its_supervisor_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORTAL_SUPERVISOR_PID", raising=False)
    assert send_due.is_abandoned() is False
    monkeypatch.setenv("PORTAL_SUPERVISOR_PID", str(os.getppid()))
    assert send_due.is_abandoned() is False
    monkeypatch.setenv("PORTAL_SUPERVISOR_PID", str(os.getpid()))
    assert send_due.is_abandoned() is True


# The loop


SEND = "from django.core.mail import send_mail; send_mail('Hello', 'A text.', None, ['a@example.org'])"


def test_the_loop_prints_mail_in_development_and_ends_on_sigterm(tmp_path: Path) -> None:
    env = os.environ | {"PORTAL_ENV": "development", "PORTAL_VAR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    env = {name: value for name, value in env.items() if name not in ("DATABASE_URL", "EMAIL_URL")}
    env["DJANGO_SETTINGS_MODULE"] = "usce_portal.settings"
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=env, check=True)  # noqa: S603
    subprocess.run([*manage, "shell", "-v0", "-c", SEND], cwd=ROOT, env=env, check=True)  # noqa: S603
    printed = tmp_path / "printed"
    with printed.open("w") as target:
        loop = subprocess.Popen([*manage, "send_due", "--loop"], cwd=ROOT, env=env, stdout=target)  # noqa: S603
        deadline = time.monotonic() + 60
        while "A text." not in printed.read_text() and time.monotonic() < deadline:
            time.sleep(0.2)
        loop.send_signal(signal.SIGTERM)
        assert loop.wait(30) == 0
    assert "To: a@example.org" in printed.read_text()
