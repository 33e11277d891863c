"""What tests call in the sandbox."""

import os
import re
import resource
import signal
import socket
from pathlib import Path
from typing import Any, BinaryIO


class KnownError(Exception):
    """What a caller expects."""


def echo(*files: BinaryIO, **options: Any) -> dict[str, Any]:
    return {"files": [file.read().decode() for file in files], **options}


def environment() -> dict[str, str]:
    return dict(os.environ)


def write(target: BinaryIO, size: int) -> int:
    return target.write(b"x" * size)


def refuse(words: str) -> None:
    raise KnownError(words)


def fail() -> None:
    raise RuntimeError("secret text of somebody's file")


def backtrack() -> None:
    """Hold the interpreter's lock for years."""
    re.match(r"(a|a)*b", "a" * 60)


def allocate() -> int:
    return len(bytearray(600 * 1024 * 1024))


def crash() -> None:
    os.abort()


def talk_too_much() -> str:
    return "x" * 5_000_000


def seconds_left() -> int:
    return signal.alarm(0)


def open_file() -> str:
    return Path("/etc/hostname").read_text()


def connect() -> None:
    socket.create_connection(("127.0.0.1", 9))


def kill_server() -> None:
    os.kill(os.getppid(), signal.SIGKILL)


def most_processes() -> list[int]:
    return list(resource.getrlimit(resource.RLIMIT_NPROC))
