"""A gunicorn worker in which slow clients hold no thread.

gunicorn's threads read requests and send answers at the client's pace, so that as many slow clients as there
are threads stop the site. Here the worker's event loop receives heads and bodies; a thread gets a request of
which nothing is missing, and gives up an answer that is not read. client_limits.py has the times and sizes.
gunicorn parses heads and answers what is malformed. TLS, HTTP/2 and uWSGI are a proxy's business.
"""

import contextlib
import errno
import os
import socket
import time
from collections import Counter
from concurrent.futures import Future
from functools import partial
from http import HTTPStatus
from itertools import islice
from selectors import EVENT_READ
from typing import Any

from gunicorn.config import Config
from gunicorn.errors import ConfigError
from gunicorn.http.body import ChunkedReader
from gunicorn.http.message import Request
from gunicorn.workers.gthread import ThreadWorker

from usce_portal.buffered_connection import Connection
from usce_portal.client_limits import (
    LINGER_SECONDS,
    MAX_BODY_BYTES,
    MAX_HEAD_BYTES,
    MAX_HELD_BYTES,
    MAX_STALLED,
    READ_BYTES,
    STALLED_SECONDS,
    Patience,
    SendingSocket,
    refusal_bytes,
)

# Nobody more can be let in until others go; the pause keeps the processor for them.
FULL, FULL_SECONDS = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}, 0.05


class BufferingWorker(ThreadWorker):
    """gunicorn's threads behind an event loop that receives; only ``handle_request`` runs in a thread."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.unfinished: dict[Connection, None] = {}  # in the order of their coming
        self.held, self.next_check = 0, 0.0
        # Behind a proxy every client has the proxy's address.
        self.limits_addresses = os.environ.get("PROXY_COUNT", "0").strip() in ("", "0")

    @classmethod
    def check_config(cls, cfg: Config, log: Any) -> None:
        """Refuse what this worker cannot receive."""
        super().check_config(cfg, log)
        if cfg.is_ssl or cfg.protocol != "http" or cfg.http2_cleartext != "off":
            raise ConfigError("This worker speaks HTTP/1.1 without TLS; put a proxy in front for the rest.")

    def set_accept_enabled(self, enabled: bool) -> None:  # noqa: FBT001 - gunicorn's signature
        """Take what waits in the queue before a stop, so that it is answered and the next is refused."""
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                any(not self.accept(listener) for _ in range(self.cfg.backlog))
                listener.close()
            for conn in self.unfinished:
                if conn.is_idle:
                    conn.patience = Patience(LINGER_SECONDS)

    def accept(self, listener: Any) -> bool:
        """Begin to receive from a new client; return whether there was one."""
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno in FULL:
                time.sleep(FULL_SECONDS)
            elif error.errno not in (errno.EAGAIN, errno.ECONNABORTED):
                raise
            return False
        self.nr_conns += 1
        sending = SendingSocket(sock.family, sock.type, sock.proto, fileno=sock.detach())
        self.enqueue_req(Connection(self, sending, client, listener.getsockname()))
        return True

    def enqueue_req(self, conn: Connection) -> None:
        """Receive a request instead of giving it to a thread at once."""
        conn.begin()
        self.unfinished[conn] = None
        if not conn.head or not self.advance(conn, b""):
            self.receive(conn)

    def receive(self, conn: Connection, _sock: object = None) -> None:
        """Take what has arrived; a thread gets the connection once the request is whole."""
        wanted = min(READ_BYTES, conn.body.missing) if conn.body else MAX_HEAD_BYTES
        try:
            data = conn.sock.recv(wanted)
        except BlockingIOError:
            self.register(conn)
            return
        except OSError:
            data = b""
        if not data:
            self.drop(conn)
        elif conn.is_ending or not self.advance(conn, data):
            self.register(conn)

    def advance(self, conn: Connection, data: bytes) -> bool:
        """Add data to a request; return whether it is whole or was refused."""
        try:
            is_whole = conn.take(data)
        except OSError:
            self.refuse(conn, HTTPStatus.INSUFFICIENT_STORAGE)
            return True
        if is_whole:
            self.forget(conn)
            super().enqueue_req(conn)
        elif status := self.excess(conn):
            self.refuse(conn, status)
            return True
        return is_whole

    def excess(self, conn: Connection) -> HTTPStatus | None:
        """Why a request that is not whole cannot be received any further."""
        if not conn.body:
            is_long = len(conn.head) >= MAX_HEAD_BYTES
            return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE if is_long else None
        if conn.body.length > MAX_BODY_BYTES:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return HTTPStatus.SERVICE_UNAVAILABLE if self.held > MAX_HELD_BYTES else None

    def murder_keepalived(self, force: bool = False) -> None:  # noqa: FBT001, FBT002 - gunicorn's signature
        """End idle connections; those that have been idle longest when others need the room."""
        idle_long = time.monotonic() + self.cfg.keepalive - STALLED_SECONDS
        for conn in islice(self.keepalived_conns, max(0, self.nr_conns - self.max_keepalived)):
            if conn.timeout < idle_long:
                conn.timeout = 0
        super().murder_keepalived(force)

    def murder_pending(self) -> None:
        """Once a second, end what is too slow or too much; gunicorn calls this after each round of events."""
        if time.monotonic() < self.next_check:
            return
        self.next_check = time.monotonic() + 1
        counts: Counter[Any] = Counter()
        for conn in list(self.unfinished):
            stalls = conn.patience.is_worn and not conn.is_ending
            counts[self.address(conn)] += stalls
            is_crowded = self.limits_addresses and stalls and counts[self.address(conn)] > MAX_STALLED
            if is_crowded or conn.patience.is_over:
                self.receive(conn)  # what has arrived meanwhile: our own slowness is not the client's
                self.end_late(conn, is_crowded=is_crowded)

    @staticmethod
    def address(conn: Connection) -> Any:
        """Whom a connection is counted for: clients of a Unix socket each for themselves."""
        return conn.client[0] if isinstance(conn.client, tuple) else conn

    def end_late(self, conn: Connection, *, is_crowded: bool) -> None:
        """End a connection that is still unfinished; one that has sent nothing expects no answer."""
        is_crowded = is_crowded and conn.patience.is_worn
        is_due = is_crowded or conn.patience.is_over
        if conn in self.unfinished and is_due and conn.is_idle:
            self.drop(conn)
        elif conn in self.unfinished and is_due:
            self.refuse(conn, HTTPStatus.TOO_MANY_REQUESTS if is_crowded else HTTPStatus.REQUEST_TIMEOUT)

    def register(self, conn: Connection) -> None:
        """Wait for the client to send more."""
        if not conn.is_registered:
            self.poller.register(conn.sock, EVENT_READ, partial(self.receive, conn))
            conn.is_registered = True

    def forget(self, conn: Connection) -> None:
        """Wait for nothing more."""
        self.unfinished.pop(conn, None)
        if conn.is_registered:
            self.poller.unregister(conn.sock)
            conn.is_registered = False

    def refuse(self, conn: Connection, status: HTTPStatus) -> None:
        """Answer a request that is not whole, and end its connection."""
        self.log.info("Refused with %s: %s", status.value, conn.client)
        with contextlib.suppress(OSError):
            conn.sock.send(refusal_bytes(status))
        self.end(conn)

    def end(self, conn: Connection) -> None:
        """Say that no more will be sent, and throw away what still comes until the client hangs up."""
        conn.release()
        conn.head, conn.is_ending, conn.patience = b"", True, Patience(LINGER_SECONDS)
        self.unfinished[conn] = None
        with contextlib.suppress(OSError):
            conn.sock.settimeout(0)
            conn.sock.shutdown(socket.SHUT_WR)
        self.receive(conn)

    def drop(self, conn: Connection) -> None:
        """Hang up."""
        self.forget(conn)
        self.nr_conns -= 1
        conn.close()

    def handle_request(self, req: Request, conn: Connection) -> bool:
        """Answer a whole request; Django would read a body without a length as an empty one."""
        if isinstance(req.body.reader, ChunkedReader):
            conn.sock.sendall(refusal_bytes(HTTPStatus.LENGTH_REQUIRED))
            return False
        req._expected_100_continue = False  # noqa: SLF001 - it has been sent
        return super().handle_request(req, conn)

    def finish_request(self, conn: Connection, fs: Future[bool]) -> None:
        """Let go of the body once its request is answered."""
        conn.release()
        super().finish_request(conn, fs)
