"""What dies is started again, and everything ends together."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from usce_portal import supervisor
from usce_portal.supervisor import Child, pause_after

ROOT = supervisor.ROOT
PATIENCE_SECONDS = 20
# A stand-in writes its process id into a file, one line for each start.
STAND_IN = """
import os, pathlib, signal, sys, time
if sys.argv[2] == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
with pathlib.Path(sys.argv[1]).open("a") as file:
    file.write(str(os.getpid()) + chr(10))
if sys.argv[2] == "fails":
    sys.exit(7)
time.sleep(300)
"""
SUPERVISOR = f"""
import sys
from usce_portal import supervisor
supervisor.FIRST_PAUSE_SECONDS = 0.05
supervisor.LOOK_SECONDS = 0.02
supervisor.STOP_SECONDS = 1.0
folder, web, mail = sys.argv[1:4]
children = [
    supervisor.Child(name, [sys.executable, "-c", {STAND_IN!r}, folder + "/" + name.lower(), kind], 0.2)
    for name, kind in (("Web", web), ("Mail", mail))
]
sys.exit(supervisor.supervise(children, with_parent="--with-parent" in sys.argv))
"""


def wait_until(is_so: Callable[[], object]) -> None:
    """Wait until something is so; fail when it takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(process: int) -> bool:
    """Return whether a process runs; one that has ended and is not waited for does not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def ids(file: Path) -> list[int]:
    """Return the process ids that a stand-in has written so far."""
    return [int(line) for line in file.read_text().splitlines()] if file.exists() else []


@contextlib.contextmanager
def supervising(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Run the supervisor of two stand-ins; nothing of it stays."""
    command = [sys.executable, "-c", SUPERVISOR, str(folder), *words]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)  # noqa: S603
    try:
        yield process
    finally:
        process.kill()
        for started in [*ids(folder / "web"), *ids(folder / "mail")]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(started, signal.SIGKILL)
        process.communicate()  # once nobody else holds its pipe


# The pause


def test_the_pause_grows_from_one_second_to_a_minute() -> None:
    assert [pause_after(ends) for ends in (1, 2, 3, 6, 7, 8, 5000)] == [1, 2, 4, 32, 60, 60, 60]
    assert pause_after(4, longest=3) == 3


def test_who_ran_steadily_starts_with_the_first_pause_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now = 1000.0
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now)
    child = Child("Mail loop", [sys.executable, "-c", "raise SystemExit(3)"], 60)
    for seconds in (1, 1, 20):
        child.look()
        assert child.process is not None
        child.process.wait()
        now += seconds
        child.look()
        now = child.due_at
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "Mail loop ended with code 3; it is started again in 1 s",
        "Mail loop ended with code 3; it is started again in 2 s",
        "Mail loop ended with code 3; it is started again in 1 s",
    ]


def test_who_cannot_even_be_started_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now = 1000.0
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now)
    child = Child("Mail loop", ["/missing/python"], 60)
    child.look()
    now = child.due_at
    child.look()
    assert child.process is None
    assert [record.getMessage() for record in caplog.records] == [
        "Mail loop cannot be started (No such file or directory); it is started again in 1 s",
        "Mail loop cannot be started (No such file or directory); it is started again in 2 s",
    ]


# Stand-ins


def test_each_child_that_is_killed_is_started_again(tmp_path: Path) -> None:
    with supervising(tmp_path, "stays", "stays") as process:
        for name in ("mail", "web"):
            file = tmp_path / name
            wait_until(lambda file=file: len(ids(file)) == 1)
            os.kill(ids(file)[0], signal.SIGKILL)
            wait_until(lambda file=file: len(ids(file)) == 2)
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) == 0
        assert process.stderr is not None
        assert process.stderr.read().splitlines() == [
            "Mail ended with code 137; it is started again in 0.05 s",
            "Web ended with code 137; it is started again in 0.05 s",
        ]
        assert [is_alive(one) for one in (*ids(tmp_path / "web"), *ids(tmp_path / "mail"))] == [False] * 4


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_ends_when_told_to_and_kills_who_does_not(number: int, tmp_path: Path) -> None:
    with supervising(tmp_path, "stays", "stubborn") as process:
        wait_until(lambda: ids(tmp_path / "web") and ids(tmp_path / "mail"))
        process.send_signal(number)
        assert process.wait(PATIENCE_SECONDS) == 0
        assert [is_alive(one) for one in (*ids(tmp_path / "web"), *ids(tmp_path / "mail"))] == [False] * 2


def test_a_web_server_that_never_starts_ends_it_with_its_code(tmp_path: Path) -> None:
    with supervising(tmp_path, "fails", "stays") as process:
        assert process.wait(PATIENCE_SECONDS) == 7
        assert len(ids(tmp_path / "web")) == supervisor.FIRST_STARTS
        assert [is_alive(one) for one in ids(tmp_path / "mail")] == [False]


def test_a_mail_loop_that_never_starts_leaves_the_site_alone(tmp_path: Path) -> None:
    with supervising(tmp_path, "stays", "fails") as process:
        wait_until(lambda: len(ids(tmp_path / "mail")) > supervisor.FIRST_STARTS)
        assert (process.poll(), len(ids(tmp_path / "web"))) == (None, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends the children of a killed process")
def test_nobody_is_left_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    with supervising(tmp_path, "stays", "stays") as process:
        wait_until(lambda: ids(tmp_path / "web") and ids(tmp_path / "mail"))
        process.kill()
        wait_until(lambda: not any(map(is_alive, (*ids(tmp_path / "web"), *ids(tmp_path / "mail")))))


def test_it_ends_with_its_parent_when_asked_to(tmp_path: Path) -> None:
    start = "import subprocess, sys; subprocess.Popen(sys.argv[1:]); sys.stdin.read()"
    inner = [sys.executable, "-c", SUPERVISOR, str(tmp_path), "stays", "stays", "--with-parent"]
    outer = [sys.executable, "-c", start, *inner]
    parent = subprocess.Popen(outer, cwd=ROOT, stdin=subprocess.PIPE)  # noqa: S603
    wait_until(lambda: ids(tmp_path / "web") and ids(tmp_path / "mail"))
    parent.kill()
    parent.communicate()
    wait_until(lambda: not any(map(is_alive, (*ids(tmp_path / "web"), *ids(tmp_path / "mail")))))


# The portal itself


@pytest.fixture
def portal_env(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a portal whose database is empty."""
    env = os.environ | {"PORTAL_ENV": "development", "PORTAL_VAR": str(tmp_path / "var")}
    env = {name: value for name, value in env.items() if name not in ("DATABASE_URL", "EMAIL_URL")}
    return env | {"DJANGO_SETTINGS_MODULE": "usce_portal.settings"}


def mail_loops(process: subprocess.Popen[bytes]) -> list[int]:
    """Return the process ids of a supervisor's mail loop."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(one) for one in children if b"send_due" in Path(f"/proc/{one}/cmdline").read_bytes()]


@pytest.mark.skipif(sys.platform != "linux", reason="the mail loop is found in /proc")
def test_a_killed_mail_loop_is_followed_by_a_new_one(portal_env: dict[str, str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "usce_portal.supervisor", "--bind", bind]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=portal_env, stderr=log)  # noqa: S603
    try:
        wait_until(lambda: mail_loops(process))
        first = mail_loops(process)
        os.kill(first[0], signal.SIGKILL)
        wait_until(lambda: mail_loops(process) not in (first, []))
    finally:
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) == 0
    assert "Mail loop ended with code 137; it is started again in 1 s" in (tmp_path / "log").read_text()
