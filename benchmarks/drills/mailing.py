"""The sender of mails is killed again and again and nobody starts it: every mail arrives."""

import contextlib
import os
import random
import signal
import socketserver
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.drills.site import Site
from benchmarks.mail_kill import WRITE, arrived
from benchmarks.mail_kill import Server as MailServer
from benchmarks.servers import Server

MAILS, KILLS, PATIENCE_SECONDS = 100, 20, 600
LEFT_OVER_SECONDS = 5  # whatever was taken over twice would arrive then
LONGEST_PAUSE = "2"  # twenty kills are not to take twenty minutes


def senders(server: Server) -> list[int]:
    """Return the process ids of the mail loop."""
    return [pid for pid in server.worker_ids if b"send_due" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def kill_while_sending(server: Server, deadline: float) -> tuple[int, float]:
    """Kill each sender once it has sent something; return how often, and the longest wait for a mail."""
    kills, longest, seen, since = 0, 0.0, 0, time.monotonic()
    while kills < KILLS and len(arrived) < MAILS and time.monotonic() < deadline:
        if arrived.total() == seen:
            time.sleep(0.01)
            continue
        longest = max(longest, time.monotonic() - since)
        time.sleep(random.uniform(0, 0.15))
        with contextlib.suppress(IndexError, ProcessLookupError):
            os.kill(senders(server)[0], signal.SIGKILL)
            kills += 1
        time.sleep(0.2)  # what the mail server had taken already
        seen, since = arrived.total(), time.monotonic()
    return kills, longest


@contextlib.contextmanager
def mail_server(site: Site) -> Iterator[None]:
    """Run a small mail server, to which the site sends."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailServer) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        site.env["EMAIL_URL"] = f"smtp://127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()


def run(site: Site) -> dict[str, object]:
    """Return how many mails arrived, twice and never."""
    arrived.clear()
    site.prepare(1)
    site.manage("shell", "-v0", "-c", WRITE.format(mails=MAILS))
    deadline = time.monotonic() + PATIENCE_SECONDS
    with (
        mail_server(site),
        site.supervised(site.folder / "log", "--longest-pause", LONGEST_PAUSE) as server,
    ):
        kills, longest = kill_while_sending(server, deadline)
        while len(arrived) < MAILS and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(LEFT_OVER_SECONDS)
    return {
        "mails": MAILS,
        "senders killed": kills,
        "started again by the supervisor": (site.folder / "log")
        .read_text()
        .count("is started again, process"),
        "arrived": len(arrived),
        "lost": MAILS - len(arrived),
        "doubles": arrived.total() - len(arrived),
        "longest wait for the next sender": f"{longest:.1f} s",
    }


def faults(found: dict[str, object]) -> list[str]:
    """Return which promises are broken."""
    broken = ["lost"] * bool(found["lost"])
    broken += ["doubles"] * (found["doubles"] > found["senders killed"])
    return broken + ["senders killed"] * (found["senders killed"] < KILLS)
