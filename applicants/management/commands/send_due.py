"""manage.py send_due: send the mails that are due, once or for ever."""

import contextlib
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections
from django.utils import timezone

from applicants.agenda.digests import write_due_digests
from applicants.alerts.creation import forget_old_alerts, make_alerts
from applicants.documents.orphans import sweep_files
from applicants.mail.rounds import note_round
from applicants.mail.sending import send_due
from applicants.privacy.retention import retain
from applicants.profile.cleanup import tidy
from programs.curation.links.checking import NoNetworkError
from programs.curation.links.daily import check_some_links

log = logging.getLogger(__name__)

PAUSE_SECONDS = 2
TIDY_SECONDS = 3600
LINKS_SECONDS = 3600
DIGEST_SECONDS = 60
ALERT_SECONDS = 60
LOG_SECONDS = 60
NOTE_SECONDS = 10


class Command(BaseCommand):
    """With --loop it stays: it looks every two seconds, writes digests once a minute, tidies once an hour.

    Sources' links are checked beside it, in a thread: a slow server of somebody else's keeps no mail waiting.
    """

    help = "Send the mails that are due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="Go on until stopped.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and say how many."""
        if options["loop"]:
            loop()
        else:
            sent, failed = send_due()
            self.stdout.write(f"sent {sent} mails, {failed} have to wait")


@dataclass
class Job:
    """Something that the loop does again and again; ``seconds``: from one start to the next."""

    name: str
    act: Callable[[], object]
    seconds: float
    due_at: float = float("-inf")
    noted_at: float = float("-inf")
    logged_at: float = float("-inf")
    error: str = ""

    def is_due(self) -> bool:
        return time.monotonic() >= self.due_at

    def run(self) -> object:
        """Do one round and return what it gave; whatever it raises is logged and ends this round only."""
        self.due_at = time.monotonic() + self.seconds
        close_old_connections()
        done, error = None, ""
        try:
            done = self.act()
        except Exception as raised:  # noqa: BLE001 - the other jobs go on
            error = type(raised).__name__
            self.log_failure(raised)
        self.note(error)
        return done

    def log_failure(self, error: Exception) -> None:
        """Log why a round ended, once a minute at most; what is away needs no traceback."""
        if time.monotonic() - self.logged_at < LOG_SECONDS:
            return
        self.logged_at = time.monotonic()
        if isinstance(error, NoNetworkError):
            log.warning("Job %s: no network here (%s); no source was checked", self.name, error)
        elif isinstance(error, (Error, OSError)):
            log.error("Job %s: database or storage did not answer (%s)", self.name, type(error).__name__)
        else:
            log.error("Job %s failed; it is tried again", self.name, exc_info=error)

    def note(self, error: str) -> None:
        """Save how the round ended, unless the same was saved seconds ago or the database is away."""
        if error == self.error and time.monotonic() - self.noted_at < NOTE_SECONDS:
            return
        with contextlib.suppress(Error):
            note_round(self.name, timezone.now(), error)
            self.error, self.noted_at = error, time.monotonic()


def loop() -> None:
    """Work until SIGTERM or until the supervisor is gone; a mail that is being sent is finished first."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    mail = Job("mail", lambda: send_due(stopped.is_set), 0)
    timed = [
        Job("tidy", tidy, TIDY_SECONDS),
        Job("retention", retain, TIDY_SECONDS),
        Job("sweep", sweep_files, TIDY_SECONDS),
        Job("alerts", make_alerts, ALERT_SECONDS),
        Job("old alerts", forget_old_alerts, TIDY_SECONDS),
        Job("digests", lambda: write_due_digests(timezone.now()), DIGEST_SECONDS),
    ]
    if settings.LINK_CHECKS_A_DAY:
        threading.Thread(target=check_links, args=(stopped,), daemon=True).start()
    while not stopped.is_set() and not is_abandoned():
        for job in timed:
            if job.is_due():
                job.run()
        if not getattr(mail.run(), "sent", 0):
            stopped.wait(PAUSE_SECONDS)


def check_links(stopped: threading.Event) -> None:
    """Check some links once an hour; what is cut off in the middle of a page has recorded nothing of it."""
    job = Job("links", check_some_links, LINKS_SECONDS)
    while not stopped.is_set():
        if job.is_due():
            job.run()
        stopped.wait(PAUSE_SECONDS)


def is_abandoned() -> bool:
    """Whether the supervisor that started this process is gone; False when none did."""
    supervisor = os.environ.get("PORTAL_SUPERVISOR_PID", "")
    return supervisor not in ("", str(os.getppid()))
