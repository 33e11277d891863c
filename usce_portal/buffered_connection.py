"""A connection of gunicorn_worker.py, and what has arrived of its next request."""

import contextlib
import io
import socket
import tempfile
from typing import Any

from gunicorn.config import Config
from gunicorn.http.errors import NoMoreData
from gunicorn.http.message import Request
from gunicorn.http.parser import RequestParser
from gunicorn.http.unreader import Unreader
from gunicorn.workers.gthread import TConn

from usce_portal.client_limits import (
    BODY_SECONDS,
    HEAD_SECONDS,
    KEPT_BYTES,
    KEPT_END_BYTES,
    MAX_BODY_BYTES,
    MEMORY_BYTES,
    PIECE_BYTES,
    Patience,
)


class Body:
    """What has arrived of a body: in memory, or when it is large in a file without a name.

    Of a body that no form accepts, only the beginning and the end, with a form's last fields, are kept; what
    lies between is a hole in the file, and reads as zeros.
    """

    def __init__(self, length: int, folder: str | None) -> None:
        self.length = self.missing = length
        self.held = 0
        is_small = length <= MEMORY_BYTES
        self.file: Any = io.BytesIO() if is_small else tempfile.TemporaryFile(dir=folder)  # noqa: SIM115

    def write(self, data: bytes) -> int:
        """Add the next bytes and return how many were kept; raise OSError when the disk is full."""
        offset, self.missing = self.length - self.missing, self.missing - len(data)
        kept = len(data) if offset < KEPT_BYTES or self.missing < KEPT_END_BYTES else 0
        if kept:
            self.file.seek(offset)
            self.file.write(data)
        if not self.missing:
            self.file.seek(0)
        self.held += kept
        return kept

    def read(self) -> bytes:
        """The next piece; gunicorn copies what it has not used, which is cheap with small ones."""
        return self.file.read(PIECE_BYTES)

    def close(self) -> None:
        """Throw it away; what a full disk would not take is no loss."""
        with contextlib.suppress(OSError):
            self.file.close()


class ReceivedUnreader(Unreader):
    """Gives gunicorn what has arrived, and then the end of the data instead of waiting for more."""

    body: Body | None = None

    def chunk(self, size_hint: int | None = None) -> bytes:  # noqa: ARG002 - gunicorn passes it
        return self.body.read() if self.body else b""


class BufferingParser(RequestParser):
    """gunicorn's parser, run by the event loop; a thread takes its outcome, a request or an error."""

    def __init__(self, cfg: Config, client: Any) -> None:
        super().__init__(cfg, (), client)
        self.unreader = ReceivedUnreader()
        self.error: Exception | None = None

    def parse(self, received: bytes) -> bool:
        """Parse a head; False when it is not whole yet."""
        self.unreader.buf = io.BytesIO(received)
        try:
            super().__next__()
        except NoMoreData:
            self.req_count -= 1
            return False
        except Exception as error:  # noqa: BLE001 - raised again in the thread, where gunicorn answers it
            self.error = error
        return True

    def __next__(self) -> Request:
        if self.error:
            raise self.error
        return self.mesg


class Connection(TConn):
    """One client's connection, and what has arrived of its next request."""

    def __init__(self, worker: Any, sock: socket.socket, client: Any, server: Any) -> None:
        super().__init__(worker.cfg, sock, client, server)
        self.worker, self.parser = worker, BufferingParser(worker.cfg, client)
        self.initialized = True  # gunicorn would make a parser that reads from the socket
        self.is_registered = self.is_ending = False
        self.body: Body | None = None
        self.begin()

    def begin(self) -> None:
        """Expect a request; it may have arrived in part, behind the one before it."""
        self.head, self.patience = self.parser.unreader.take_buffered(), Patience(HEAD_SECONDS)
        self.sock.settimeout(0)

    def take(self, data: bytes) -> bool:
        """Add what has arrived; return whether the request is whole. Raise OSError when the disk is full."""
        if self.body:
            self.worker.held += self.body.write(data)
            self.patience.extend(len(data))
        else:
            self.head += data
            if not self.parser.parse(self.head):
                return False
            self.head = b""
            self.expect_body()
        return self.body is None or not self.body.missing

    def expect_body(self) -> None:
        """Make room for what is missing of the body, and let a client that waits for it send it."""
        request, unreader = self.parser.mesg, self.parser.unreader
        length = 0 if self.parser.error else getattr(request.body.reader, "length", 0)
        missing = length - len(unreader.buf.getbuffer())
        if missing > 0:
            self.body = unreader.body = Body(missing, self.cfg.tmp_upload_dir)
            self.patience = Patience(BODY_SECONDS)
            if request._expected_100_continue and length <= MAX_BODY_BYTES:  # noqa: SLF001 - it has no public name
                with contextlib.suppress(OSError):
                    self.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    @property
    def is_idle(self) -> bool:
        """Whether nothing has arrived of a request; so too when no more of one is wanted."""
        return not self.head and not self.body

    def release(self) -> None:
        """Let go of the body, which a thread has read or nobody will."""
        if self.body:
            self.worker.held -= self.body.held
            self.body.close()
        self.body = self.parser.unreader.body = None

    def close(self, graceful: bool = False) -> None:  # noqa: FBT001, FBT002 - gunicorn's signature
        """Hang up; gracefully without gunicorn's wait, which would hold up everybody else."""
        if graceful:
            self.worker.nr_conns += 1
            self.worker.end(self)
        else:
            self.release()
            super().close()
