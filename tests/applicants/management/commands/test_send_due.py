"""The command that sends, once or in a loop that ends when told to."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.mail import send_mail
from django.core.management import call_command
from django.db import OperationalError

from applicants.documents.storage import StorageAwayError
from applicants.management.commands import send_due

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


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError, StorageAwayError])
def test_a_database_or_storage_that_is_away_is_no_reason_to_end(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise error("ada@example.org")

    monkeypatch.setattr(send_due, "close_old_connections", lambda: None)
    assert send_due.quietly(fail) is False
    assert [record.getMessage() for record in caplog.records] == [
        f"Database or storage did not answer ({error.__name__}); it is asked again soon"
    ]


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
