"""A thousand people at once, each reading a page for 10 to 22 seconds; every sixth request writes."""

import asyncio
import contextlib
import os
import random
import re
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.client import content_length
from benchmarks.drills.people import Person
from benchmarks.drills.site import Site
from benchmarks.servers import Server

PEOPLE = 1000
SECONDS = int(os.environ.get("DRILL_SECONDS", "600"))
THINK_SECONDS, WRITES_ONE_IN, PATIENCE_SECONDS = (10, 22), 6, 60
PAGES = ("/programs/", "/programs/?q=surgery", "/dashboard/", "/applications/", "/documents/", "/contacts/")
GROWTH_AFTER_SECONDS, MOST_GROWTH, SLOWEST_P95_SECONDS = 120, 1.10, 1.0
GOOD = {200, 302}


@dataclass
class Log:
    """What everybody was answered, and how long it took in seconds."""

    seconds: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    writes: int = 0


class Browser:
    """One person's browser; it keeps its connection, and asks again when that was closed meanwhile."""

    def __init__(self, port: int, person: Person) -> None:
        self.port, self.person = port, person
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes) -> int:
        """Send one request and return the status of its whole answer."""
        if self.writer:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                return await self.exchange(request)
            self.close()
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        return await self.exchange(request)

    async def exchange(self, request: bytes) -> int:
        """Send a request through the open connection and read its answer."""
        self.writer.write(request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        length = content_length(head)
        await (self.reader.readuntil(b"\r\n0\r\n\r\n") if length is None else self.reader.readexactly(length))
        if b"connection: close" in head:
            self.close()
        return int(head.split(b" ", 2)[1])

    def close(self) -> None:
        """Hang up."""
        if self.writer:
            self.writer.close()
        self.reader = self.writer = None

    def request(self, *, writes: bool) -> bytes:
        """Return the next request: a page, or a new contact."""
        person = self.person
        head = f"Host: 127.0.0.1\r\nCookie: sessionid={person.session}; csrftoken={person.csrf}\r\n"
        if not writes:
            return f"GET {random.choice(PAGES)} HTTP/1.1\r\n{head}Accept-Encoding: gzip\r\n\r\n".encode()
        form = {"csrfmiddlewaretoken": person.csrf, "token": uuid.uuid4(), "name": "Jane", "role": "other"}
        body = urlencode(form)
        kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        return f"POST /contacts/new/ HTTP/1.1\r\n{head}{kind}\r\n{body}".encode()


async def visit(port: int, person: Person, until: float, log: Log) -> None:
    """Ask, read and ask again until the end."""
    browser = Browser(port, person)
    await asyncio.sleep(random.uniform(0, THINK_SECONDS[1]))
    while time.monotonic() < until:
        writes, started = random.randrange(WRITES_ONE_IN) == 0, time.perf_counter()
        try:
            answer = await asyncio.wait_for(browser.ask(browser.request(writes=writes)), PATIENCE_SECONDS)
        except (TimeoutError, OSError, EOFError) as error:
            answer = type(error).__name__
            browser.close()
        log.seconds.append(time.perf_counter() - started)
        log.answers[str(answer)] += 1
        log.writes += writes
        await asyncio.sleep(random.uniform(*THINK_SECONDS))
    browser.close()


def megabytes(server: Server) -> float:
    """Return the memory that all workers hold."""
    statuses = [Path(f"/proc/{worker}/status").read_text() for worker in server.worker_ids]
    return sum(int(re.search(r"VmRSS:\s+(\d+)", status)[1]) for status in statuses) / 1024


async def visit_all(server: Server, people: list[Person], log: Log) -> tuple[float, float]:
    """Let everybody visit; return the workers' memory at minute 2, or half-way, and at the end."""
    until = time.monotonic() + SECONDS
    visits = [asyncio.create_task(visit(server.port, person, until, log)) for person in people]
    await asyncio.sleep(min(GROWTH_AFTER_SECONDS, SECONDS / 2))
    before = megabytes(server)
    await asyncio.gather(*visits)
    return before, megabytes(server)


def quantile(ordered: list[float], part: float) -> float:
    """Return a quantile in milliseconds."""
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000)


def run(site: Site) -> dict[str, object]:
    """Return how a thousand people were served."""
    people, log = site.prepare(PEOPLE), Log()
    with site.serving() as server:
        before, after = asyncio.run(visit_all(server, people, log))
    ordered = sorted(log.seconds)
    return {
        "people, seconds": f"{PEOPLE:,}, {SECONDS}",
        "requests": len(ordered),
        "of these writes": log.writes,
        "failures": sum(n for answer, n in log.answers.items() if answer not in map(str, GOOD)),
        "answers": dict(log.answers),
        **{f"p{part}, ms": quantile(ordered, part / 100) for part in (50, 95, 99)},
        "slowest, ms": round(ordered[-1] * 1000),
        "workers' memory, MB": f"{before:.0f}, then {after:.0f}",
        "growth": round(after / before, 3),
    }


def faults(found: dict[str, object]) -> list[str]:
    """Return which promises are broken."""
    broken = ["failures"] * bool(found["failures"]) + ["p95"] * (
        found["p95, ms"] > SLOWEST_P95_SECONDS * 1000
    )
    return broken + ["growth"] * (found["growth"] > MOST_GROWTH)
