"""manage.py send_due: send the mails that are due, once or for ever."""

import logging
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone

from applicants.documents.sweeping import sweep_files
from applicants.mail.sending import send_due
from applicants.planning.digest import write_due_digests
from applicants.privacy.retention import retain
from applicants.profile.tidying import tidy

log = logging.getLogger(__name__)

PAUSE_SECONDS = 2
TIDY_SECONDS = 3600
DIGEST_SECONDS = 60


class Command(BaseCommand):
    """With --loop it stays: it looks every two seconds, writes digests once a minute, tidies once an hour."""

    help = "Send the mails that are due."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the options."""
        parser.add_argument("--loop", action="store_true", help="Go on until stopped.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and say how many."""
        if options["loop"]:
            loop()
        else:
            sent, failed = send_due()
            self.stdout.write(f"sent {sent} mails, {failed} have to wait")


def loop() -> None:
    """Send until SIGTERM; a mail that is being sent is finished first."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    tidied_at = digested_at = float("-inf")
    while not stopped.is_set():
        if time.monotonic() - tidied_at > TIDY_SECONDS:
            tidied_at = time.monotonic()
            quietly(tidy)
            quietly(retain)
            quietly(sweep_files)
        if time.monotonic() - digested_at > DIGEST_SECONDS:
            digested_at = time.monotonic()
            quietly(lambda: write_due_digests(timezone.now()))
        if not quietly(send_due):
            stopped.wait(PAUSE_SECONDS)


def quietly(act: Any) -> bool:
    """Do something; return whether mails went out. A database or storage that is away is no reason to end."""
    close_old_connections()
    try:
        done = act()
    except (DatabaseError, InterfaceError, OSError) as error:
        log.error("Database or storage did not answer (%s); it is asked again soon", type(error).__name__)  # noqa: TRY400
        return False
    return bool(getattr(done, "sent", 0))
