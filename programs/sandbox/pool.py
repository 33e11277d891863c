"""Hands jobs to the sandbox: few at a time on the whole machine, a bounded number waiting."""

import atexit
import contextlib
import fcntl
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from programs.sandbox.limits import ANSWER_BYTES, WALL_SECONDS, missing_limits

log = logging.getLogger(__name__)

AT_ONCE = 2
MOST_WAITING = 8  # threads of one process, so that the others answer pages
WAIT_SECONDS = 10
POLL_SECONDS = 0.01
BLOCK = 65_536


class SandboxError(Exception):
    """A job did not give an answer."""


class BusyError(SandboxError):
    """Too many jobs wait already; the same one may be asked again in a minute."""


class StoppedError(SandboxError):
    """The child was ended because it used more than it may, or it crashed."""


class Server:
    """The process that jobs are forked from, and the socket to it."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.control, theirs = socket.socketpair()
        self.control.settimeout(WALL_SECONDS)
        command = [sys.executable, "-m", "programs.sandbox.server"]
        # Nothing of the environment: no secret of the portal's reaches a process that reads foreign files.
        clean = {"PATH": os.defpath, "PYTHONPATH": str(settings.BASE_DIR), "LC_ALL": "C.UTF-8"}
        with theirs:
            try:
                self.process = subprocess.Popen(  # noqa: S603
                    command, stdin=theirs.fileno(), env=clean, cwd=settings.BASE_DIR
                )
            except OSError:
                self.control.close()
                raise

    def fork(self, line: bytes, descriptors: Sequence[int]) -> int:
        """Start a child for a request and return its id; raise OSError when the server is gone."""
        socket.send_fds(self.control, [line], descriptors)
        reply = self.control.recv(32)
        if not reply:
            raise ConnectionResetError
        return int(reply)

    def stop(self) -> None:
        """End the server; a child at work goes on for as long as it may."""
        self.control.close()
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()


class Pool:
    """One server for each process of the portal, made when it is first needed and again when it is gone."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting = threading.BoundedSemaphore(MOST_WAITING)
        self.server: Server | None = None

    def fork(self, line: bytes, descriptors: Sequence[int]) -> int:
        """Start a child and return its id; a server that has died is replaced once."""
        with self.lock:
            try:
                return self.living_server().fork(line, descriptors)
            except OSError:
                log.warning("The sandbox's server was gone; it is started again")
                self.stop()
                return self.living_server().fork(line, descriptors)

    def living_server(self) -> Server:
        """The process's own server: one made before a fork belongs to the parent."""
        if self.server is None or self.server.owner != os.getpid():
            self.server = Server()
        return self.server

    def stop(self) -> None:
        """End the server, if there is one."""
        if self.server is not None:
            self.server.stop()
        self.server = None


pool = Pool()
atexit.register(pool.stop)


def run(
    function: Callable[..., Any],
    files: Sequence[IO[Any]],
    *,
    raises: type[Exception],
    times: int = 1,
    **options: Any,
) -> Any:
    """Call a function of a module with open files in a child process and return what it returns.

    The function gets the files and the options; result and options are what JSON can hold. A file that is
    open for writing takes the output. It may take ``times`` as long as a job usually may. An error called
    like ``raises`` is raised here as that, with its words; any other is a StoppedError, as is a child
    that used up its time or memory. Raise BusyError when too many wait, or no child can be started. A process
    that read a foreign file made the result: the caller checks its shape.
    """
    name = f"{function.__module__}:{function.__qualname__}"
    line = json.dumps({"function": name, "options": options, "times": times}).encode() + b"\n"
    with slot():
        answer = parse_answer(answer_of(line, [file.fileno() for file in files], times))
    match answer:
        case {"result": result}:
            return result
        case {"error": raises.__name__, "args": [str(words), *_]}:
            raise raises(words)
        case {"error": str(error)}:
            raise StoppedError(error)
    raise StoppedError("false answer")


def parse_answer(content: bytes) -> Any:
    """Raise StoppedError unless the bytes are an answer: a file that took over a child may send anything."""
    try:
        answer = json.loads(content)
        json.dumps(answer, ensure_ascii=False).encode()  # half a character could be put on no page
    except (ValueError, RecursionError) as error:
        raise StoppedError("false answer") from error
    return answer


def answer_of(line: bytes, descriptors: Sequence[int], times: int) -> bytes:
    """Start a child and return its answer; raise StoppedError when it ends without one."""
    try:
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                child = pool.fork(line, [theirs.fileno(), *descriptors])
            if content := receive_answer(ours, child, WALL_SECONDS * times + 1):
                return content
    except OSError as error:
        log.error("The sandbox's server cannot be started: %s", error)  # noqa: TRY400
        raise BusyError(str(error)) from error
    raise StoppedError("no answer")


def receive_answer(source: socket.socket, child: int, seconds: float) -> bytes:
    """All that a child sends; end one that sends too much or too slowly, and return nothing."""
    content, deadline = b"", time.monotonic() + seconds
    with contextlib.suppress(TimeoutError):
        while len(content) <= ANSWER_BYTES and (left := deadline - time.monotonic()) > 0:
            source.settimeout(left)
            piece = source.recv(BLOCK)
            if not piece:
                return content
            content += piece
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return b""


@contextlib.contextmanager
def slot() -> Iterator[None]:
    """Hold one of the few places for jobs, which all processes on the machine share.

    A lock of the kernel's goes with its process, so that a killed worker leaves no place taken.
    """
    if not pool.waiting.acquire(blocking=False):
        raise BusyError
    try:
        with free_slot():
            yield
    finally:
        pool.waiting.release()


@contextlib.contextmanager
def free_slot() -> Iterator[None]:
    """Wait for a free place; raise BusyError when none gets free in time."""
    folder = Path(settings.PRIVATE_DIR) / "sandbox"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    deadline = time.monotonic() + WAIT_SECONDS
    with contextlib.ExitStack() as stack:
        places = [stack.enter_context((folder / str(number)).open("wb")) for number in range(AT_ONCE)]
        while not any(is_taken(place) for place in places):
            if time.monotonic() > deadline:
                raise BusyError
            time.sleep(POLL_SECONDS)
        yield


def is_taken(place: IO[bytes]) -> bool:
    """Take a place if it is free; return whether it is ours now."""
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def start() -> None:
    """Start the server before it is needed, and say in the log which limits this platform lacks."""
    try:
        missing = run(missing_limits, [], raises=SandboxError)
    except (OSError, SandboxError) as error:
        log.error("The sandbox for foreign files does not work: %s", error)  # noqa: TRY400
        return
    for what in missing:
        log.warning("This platform does not limit %s of the processes that read foreign files", what)
