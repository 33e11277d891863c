"""A small HTTP client that keeps its connection, so that we time the server and not ourselves."""

import socket
import statistics
import time
from typing import NamedTuple, Self

HEADERS = "Host: 127.0.0.1\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\n\r\n"
PATIENCE_SECONDS = 180


class Answer(NamedTuple):
    """What came back; ``body`` is as it came over the wire."""

    status: int
    seconds: float
    body: bytes


class Connection:
    """One connection to a server on this machine, opened again when the server closes it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        if self.socket:
            self.socket.close()
        self.socket = None

    def get(self, path: str) -> Answer:
        """Return the answer to GET; once more when a kept connection turns out to be closed."""
        if self.socket:
            try:
                return self.ask(self.socket, path)
            except ConnectionError:
                self.close()
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self.ask(self.socket, path)

    def ask(self, connected: socket.socket, path: str) -> Answer:
        """Send one request, read its whole answer and time both."""
        request = f"GET {path} HTTP/1.1\r\n{HEADERS}".encode()
        started = time.perf_counter()
        connected.sendall(request)
        head, body = self.read(connected)
        seconds = time.perf_counter() - started
        if b"connection: close" in head:
            self.close()
        return Answer(int(head.split(b" ", 2)[1]), seconds, body)

    def read(self, connected: socket.socket) -> tuple[bytes, bytes]:
        """Return headers in lower case, and body."""
        received = self.more(connected, b"")
        while b"\r\n\r\n" not in received:
            received = self.more(connected, received)
        head, _, body = received.partition(b"\r\n\r\n")
        head = head.lower()
        length = content_length(head)
        while not (body.endswith(b"0\r\n\r\n") if length is None else len(body) >= length):
            body = self.more(connected, body)
        return head, body

    def more(self, connected: socket.socket, received: bytes) -> bytes:
        """Return what was received with the next piece."""
        piece = connected.recv(1 << 18)
        if not piece:
            raise ConnectionResetError
        return received + piece


def content_length(head: bytes) -> int | None:
    """Return the length that the headers give; None when the body comes in chunks."""
    for line in head.split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return None


class Times:
    """Seconds of one subject, told in milliseconds."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def add(self, seconds: float) -> None:
        """Take one more."""
        self.seconds.append(seconds)

    @property
    def p50(self) -> float:
        """Return the median in milliseconds."""
        return statistics.median(self.seconds) * 1000

    @property
    def p95(self) -> float:
        """Return what 19 of 20 do not exceed, in milliseconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))] * 1000
