"""Runs the web server and the mail loop, and starts whichever ends again.

    python -m usce_portal.supervisor --bind 127.0.0.1:8000

It knows nothing of Django: it has to outlive what goes wrong there.
"""

import argparse
import ctypes
import functools
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

log = logging.getLogger("usce_portal.supervisor")

ROOT = Path(__file__).resolve().parent.parent
GUNICORN = ["-m", "gunicorn", "usce_portal.wsgi:application", "-c", "python:usce_portal.gunicorn_conf"]
MAIL_LOOP = [str(ROOT / "manage.py"), "send_due", "--loop"]

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
# Who has run so long has started well: its next pause is the first one again.
STEADY_SECONDS = 10.0
# So often the web server is tried before it has started well even once.
FIRST_STARTS = 3
STOP_SECONDS = 30.0
LOOK_SECONDS = 0.2
PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Child:
    """A process that is to run: its name in the log, and its command."""

    def __init__(self, name: str, command: Sequence[str], longest_pause: float) -> None:
        self.name, self.command, self.longest_pause = name, command, longest_pause
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = self.due_at = float("-inf")
        self.ends = 0  # in a row, before it ran steadily
        self.was_steady = False
        self.exit_code = 0  # as shells count

    def look(self) -> None:
        """Start it when it is due, and note when it has ended."""
        if self.process is None:
            if time.monotonic() >= self.due_at:
                self.try_to_start()
        elif self.process.poll() is not None:
            self.note_end(self.process.returncode)

    def try_to_start(self) -> None:
        """A machine that has no room for a process now may have it after the pause."""
        try:
            self.start()
        except (OSError, subprocess.SubprocessError) as error:
            self.exit_code = 1
            words = getattr(error, "strerror", None) or type(error).__name__
            log.error("%s cannot be started (%s); it is started again in %g s", self.name, words, self.wait())  # noqa: TRY400

    def wait(self) -> float:
        """Put the next start off, longer each time in a row; return the seconds."""
        self.ends += 1
        pause = pause_after(self.ends, self.longest_pause)
        self.process, self.due_at = None, time.monotonic() + pause
        return pause

    def start(self) -> None:
        """Start it in a process group of its own: a terminal's Ctrl-C comes to the supervisor alone."""
        self.process = subprocess.Popen(  # noqa: S603 - fixed commands
            self.command,
            cwd=ROOT,
            env={**os.environ, "PORTAL_SUPERVISOR_PID": str(os.getpid())},
            process_group=0,
            preexec_fn=functools.partial(end_with_parent, os.getpid()),  # noqa: PLW1509 - there are no threads
        )
        self.started_at = time.monotonic()
        if self.ends:
            log.info("%s is started again, process %s", self.name, self.process.pid)

    def note_end(self, code: int) -> None:
        """Say that it has ended, and when it is started again."""
        if time.monotonic() - self.started_at >= STEADY_SECONDS:
            self.was_steady, self.ends = True, 0
        self.exit_code = code if code >= 0 else 128 - code
        log.error(
            "%s ended with code %s; it is started again in %g s", self.name, self.exit_code, self.wait()
        )

    def cannot_start(self) -> bool:
        """Whether it has ended as often as a first start is tried."""
        return not self.was_steady and self.ends >= FIRST_STARTS

    def stop(self, deadline: float) -> None:
        """Wait until it has ended; kill it and what it has started at the deadline."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.error("%s did not end within %g s and is killed", self.name, STOP_SECONDS)  # noqa: TRY400
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def pause_after(ends: int, longest: float = LONGEST_PAUSE_SECONDS) -> float:
    """The seconds to wait after so many ends in a row: 1, 2, 4, up to the longest."""
    return min(FIRST_PAUSE_SECONDS * 2 ** min(ends - 1, 20), longest)


def end_with_parent(parent: int) -> None:
    """Let Linux end this process when its parent is gone, killed ones too; other systems can't."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def supervise(children: Sequence[Child], *, with_parent: bool = False) -> int:
    """Keep children running until SIGTERM, SIGINT or SIGHUP, then end them; return the exit code.

    It is not 0 when the first child can't be started at all. ``with_parent``: end when the parent is gone.
    """
    # A list, because an Event that is set while it is waited for can wait for its own lock for good.
    signals: list[int] = []
    parent = os.getppid()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda number, _: signals.append(number))
    try:
        while not signals and not (with_parent and os.getppid() != parent):
            for child in children:
                child.look()
            if children[0].cannot_start():
                log.error("%s can't be started", children[0].name)
                return children[0].exit_code or 1
            time.sleep(LOOK_SECONDS)
    finally:
        stop(children)
    return 0


def stop(children: Sequence[Child]) -> None:
    """End children: all are told at once, and have the same time to finish what they do."""
    for child in children:
        if child.process is not None:
            child.process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        child.stop(deadline)


def main(arguments: Sequence[str]) -> int:
    """Supervise the portal's processes."""
    parser = argparse.ArgumentParser(prog="usce_portal.supervisor", description=__doc__)
    parser.add_argument("--bind", default="127.0.0.1:8000", help="where the web server listens")
    parser.add_argument("--longest-pause", type=float, default=LONGEST_PAUSE_SECONDS, help="seconds")
    parser.add_argument("--with-parent", action="store_true", help="end when the parent process is gone")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    web = [sys.executable, *GUNICORN, "-b", options.bind]
    children = [
        Child("Web server", web, options.longest_pause),
        Child("Mail loop", [sys.executable, *MAIL_LOOP], options.longest_pause),
    ]
    return supervise(children, with_parent=options.with_parent)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
