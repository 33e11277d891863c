"""How slow and how large a client of gunicorn_worker.py may be, and what it is told otherwise."""

import errno
import socket
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

# A head is one packet or two: only a stalled one takes longer.
HEAD_SECONDS = 10
MAX_HEAD_BYTES = 64 * 1024
# A body or an answer may not fall behind this rate by more than so many seconds' worth.
BYTES_PER_SECOND = 2_000
BODY_SECONDS = 20
SEND_SECONDS = 30
# RFC 9112 section 9.6: a refused client may still be sending; hanging up at once would destroy the answer.
LINGER_SECONDS = 2
# Unfinished requests of one address in a worker that may stall: more than a hospital behind one has.
MAX_STALLED, STALLED_SECONDS = 64, 2
# What bodies may take in a worker, in memory and on the disk, until their requests are answered.
MAX_HELD_BYTES = 256 * 1024 * 1024
# The largest body that is read to its end, so that a form can say kindly that its file is too large.
MAX_BODY_BYTES = 256 * 1024 * 1024
# More than any form that is accepted: Django takes 2.5 MB of fields, CappedUploadHandler 11 MB of files.
KEPT_BYTES, KEPT_END_BYTES = 16 * 1024 * 1024, 1024 * 1024
MEMORY_BYTES = 1024 * 1024
READ_BYTES = 256 * 1024
PIECE_BYTES = 64 * 1024

TEXTS = {
    HTTPStatus.REQUEST_TIMEOUT: "This took too long to arrive. Please try again on a faster connection.",
    HTTPStatus.LENGTH_REQUIRED: "Please send the length of the body (Content-Length).",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "This is too large. Please go back and choose a smaller file.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many unfinished requests from your address. Please try again shortly.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "The head of this request is too large.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Too many uploads are on their way. Please try again shortly.",
    HTTPStatus.INSUFFICIENT_STORAGE: "There is no space for this upload now. Please try again shortly.",
}


def refusal_bytes(status: HTTPStatus) -> bytes:
    text = f"{TEXTS[status]}\n"
    head = f"HTTP/1.1 {status.value} {status.phrase}\r\nConnection: close\r\nRetry-After: 10\r\n"
    return f"{head}Content-Type: text/plain\r\nContent-Length: {len(text)}\r\n\r\n{text}".encode()


class Patience:
    """A deadline that progress puts off, a second for BYTES_PER_SECOND, but never further than at first."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.ends = seconds, time.monotonic() + seconds

    def extend(self, count: int) -> None:
        """Count bytes that have moved."""
        self.ends = min(self.ends + count / BYTES_PER_SECOND, time.monotonic() + self.seconds)

    @property
    def is_worn(self) -> bool:
        """Whether too little has moved for STALLED_SECONDS."""
        return time.monotonic() > self.ends - self.seconds + STALLED_SECONDS

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self.ends


class SendingSocket(socket.socket):
    """A client's socket that gives up, as if the client had hung up, when an answer is read too slowly."""

    allowance = float(SEND_SECONDS)

    def sendall(self, data: "ReadableBuffer", flags: int = 0, /) -> None:
        """Send in pieces, each within its own time and what earlier ones have left over."""
        view = memoryview(data).cast("B")
        for start in range(0, len(view), PIECE_BYTES):
            self.send_piece(view[start : start + PIECE_BYTES], flags)

    def send_piece(self, piece: memoryview, flags: int) -> None:
        """Raise ConnectionResetError when sending takes too long."""
        earned, started = len(piece) / BYTES_PER_SECOND, time.monotonic()
        self.settimeout(self.allowance + earned)
        try:
            super().sendall(piece, flags)
        except TimeoutError:
            raise ConnectionResetError(errno.ECONNRESET, "The answer was read too slowly.") from None
        spent = time.monotonic() - started
        self.allowance = min(SEND_SECONDS, self.allowance + earned - spent)
