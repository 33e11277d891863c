"""Clients that upload without end, and what they were promised."""

import hashlib
import random
import threading
import time
import uuid
import zlib
from collections import Counter
from dataclasses import dataclass, field

from benchmarks.drills.people import Answer, Person

KEPT, TOO_MANY = 302, 429
FILES_EACH = 45  # of the 50 that each person may keep
CHUNK_OVERHEAD = 12


def a_file(size: int) -> bytes:
    """Return an honest PNG of about so many bytes, like no other."""
    noise = random.randbytes(size)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    width = max(1, size)
    header = width.to_bytes(4, "big") + (1).to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    pixels = zlib.compress(b"\0" + noise[:width].ljust(width, b"\0"), 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@dataclass
class Promises:
    """What clients were answered; ``kept`` has (owner, token) and sha256 of what was acknowledged."""

    kept: dict[tuple[int, uuid.UUID], str] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)
    without_retry_after: int = 0

    def take(self, answer: Answer) -> None:
        """Count an answer."""
        self.answers[answer.status] += 1
        if answer.status == 507 and not answer.retry_after:
            self.without_retry_after += 1


def token_id(token: uuid.UUID, owner: int) -> str:
    """Return the id that an upload's row has."""
    return str(uuid.uuid5(token, str(owner)))


def upload_until_kept(
    port: int, person: Person, body: bytes, promises: Promises, until: threading.Event
) -> bool:
    """Send one file with one token until it is acknowledged; return whether it was before the end.

    It gives up when the person has sent too many in ten minutes, refused ones too.
    """
    token = uuid.uuid4()
    while not until.is_set():
        answer = person.upload(port, body, "document.png", token)
        promises.take(answer)
        if answer.status == KEPT:
            promises.kept[person.pk, token] = hashlib.sha256(body).hexdigest()
            return True
        if answer.status == TOO_MANY:
            return False
        time.sleep(0.1)
    return False


def keep_uploading(
    port: int, person: Person, promises: Promises, until: threading.Event, sizes: list[int]
) -> None:
    """Upload until told to stop or until the person may keep, or send, no more."""
    for _ in range(FILES_EACH):
        if until.is_set() or not upload_until_kept(
            port, person, a_file(random.choice(sizes)), promises, until
        ):
            return


def at_once(count: int, people: list[Person], act: object) -> list[threading.Thread]:
    """Start so many clients; each takes one person after the other."""
    waiting = list(people)
    lock = threading.Lock()

    def run() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                person = waiting.pop()
            act(person)

    threads = [threading.Thread(target=run, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads
