"""The process that children are forked from: it has the libraries loaded and never reads a foreign file.

Started by ``pool`` with a socket as standard input. A request is one line of JSON with the descriptors of a
socket for the answer and of the files. The line back is the child's id. The server ends with its socket.
"""

import contextlib
import fcntl
import json
import os
import pkgutil
import signal
import socket
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, BinaryIO

from programs.sandbox.limits import ANSWER_BYTES, apply_limits

MOST_FILES = 200
REQUEST_BYTES = 65_536
TOO_LONG = 3  # the exit code for an answer that is too long


def serve(control: socket.socket) -> None:
    """Fork a child for each request until the other side is gone."""
    import_whole("encodings")
    signal.signal(signal.SIGCHLD, reap)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the portal, which closes the socket
    while request := receive(control):
        line, descriptors = request
        call = json.loads(line)
        function = load_function(call["function"])
        child = os.fork()
        if not child:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            work(function, call["options"], descriptors, call["times"])
        for descriptor in descriptors:
            os.close(descriptor)
        control.sendall(b"%d\n" % child)


def reap(*_: object) -> None:
    """Collect the children that have ended, so that their processor time is counted as this process's."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def receive(control: socket.socket) -> tuple[bytes, list[int]] | None:
    """A request with its descriptors; None when there are no more."""
    line, descriptors, _, _ = socket.recv_fds(control, REQUEST_BYTES, MOST_FILES + 1)
    while line and not line.endswith(b"\n"):
        line += control.recv(REQUEST_BYTES)
    return (line, list(descriptors)) if line else None


@cache
def load_function(name: str) -> Callable[..., Any]:
    """The function that "module:name" stands for; its libraries stay loaded for later children.

    ``PRELOADED`` in its module names packages that import parts of themselves only when they are needed.
    """
    path, _, function = name.partition(":")
    module = import_module(path)
    for package in getattr(module, "PRELOADED", ()):
        import_whole(package)
    return getattr(module, function)


def import_whole(package: str) -> None:
    """Import a package with every module in it: a child can open no file, so nothing is left for later."""
    imported = import_module(package)
    for module in pkgutil.iter_modules(getattr(imported, "__path__", []), package + "."):
        if module.name.endswith(".__main__"):
            continue
        with contextlib.suppress(ImportError):  # what needs a library or a system that is not here
            import_whole(module.name)


def work(function: Callable[..., Any], options: dict[str, Any], descriptors: list[int], times: int) -> None:
    """Be the child: call the function within limits, send its answer and end."""
    code = 1
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(null, standard)
        answers, *files = descriptors
        opened = [os.fdopen(descriptor, "r+b" if is_writable(descriptor) else "rb") for descriptor in files]
        apply_limits(times)
        code = answer(socket.socket(fileno=answers), function, opened, options)
    finally:
        os._exit(code)


def is_writable(descriptor: int) -> bool:
    return fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE != os.O_RDONLY


def answer(
    socket_: socket.socket, function: Callable[..., Any], files: list[BinaryIO], options: dict[str, Any]
) -> int:
    """Send what the function returns, or the error that it raises; return the exit code."""
    try:
        reply = {"result": function(*files, **options)}
    except MemoryError:
        return 1
    except Exception as error:  # noqa: BLE001 - the caller knows which it expects
        reply = {"error": type(error).__name__, "args": [arg for arg in error.args if arg is not None]}
    for file in files:
        if file.writable():
            file.flush()
    line = json.dumps(reply, default=str).encode()
    if len(line) > ANSWER_BYTES:
        return TOO_LONG
    socket_.sendall(line)
    return 0


if __name__ == "__main__":
    serve(socket.socket(fileno=sys.stdin.fileno()))
