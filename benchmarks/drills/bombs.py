"""Files that cost far more than they weigh, at every place that takes one, while somebody looks at pages.

Each is sent as an upload, PDFs under 1 MB through a letter writer's link too, and workbooks to the import.
None may cost the site's own processes more than two seconds of processor time or 150 MB, and nobody beside
it may wait longer than a second.
"""

import re
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

from benchmarks.bombs import bombs
from benchmarks.drills.people import Answer, Person, multipart
from benchmarks.drills.site import Site
from benchmarks.servers import Server

MOST_SECONDS, MOST_MEGABYTES, LONGEST_WAIT = 2.0, 150.0, 1.0
PEOPLE, EACH = 12, 12  # a person sends so many files, fewer than the limit of uploads allows
LETTER_BYTES = 1024 * 1024
FORM = {"Content-Type": "multipart/form-data; boundary=drill"}
LOOK_SECONDS = 0.05
MAKE_LINKS = """
import json
from applicants.letters.writer_links import create_link
from applicants.models import Applicant, Letter
owner = Applicant.objects.order_by("pk").first()
letters = [Letter(applicant=owner, writer_name=f"Dr. {{n}}", waiver="waived") for n in range({count})]
Letter.objects.bulk_create(letters)
print(json.dumps([create_link(letter) for letter in letters]))
"""
FORGET = 20  # a network may send so many letters, and a little more, in ten minutes
FORGET_GUESSES = "from django.core.cache import cache\ncache.clear()\nprint(0)"


class Cost(NamedTuple):
    """What one file cost at one place: processor time, memory, and the slowest page beside it."""

    what: str
    status: int
    seconds: float
    megabytes: float
    wait: float


def processes(server: Server) -> list[int]:
    """Return every process of a running site."""
    found, waiting = [], [server.process.pid]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        for path in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                waiting += [int(word) for word in path.read_text().split()]
            except OSError:  # it has ended
                continue
    return found


def seconds_of(pids: list[int]) -> float:
    """Return the processor time of processes and of their children that have ended."""
    used = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        used += sum(map(int, fields[11:15]))
    return used / 100


def megabytes_of(pids: list[int]) -> float:
    """Return the memory that is each process's own; what a fork shares with its parent counts once."""
    total = 0.0
    for pid in pids:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(re.search(r"Pss:\s+(\d+)", rollup)[1]) / 1024
    return total


class Watch:
    """Looks at pages and at the site's memory until it is left."""

    def __init__(self, server: Server, person: Person) -> None:
        self.server, self.person, self.until = server, person, threading.Event()
        self.slowest = self.most = 0.0

    def __enter__(self) -> Self:
        self.before = seconds_of(processes(self.server))
        self.least = megabytes_of(processes(self.server))
        self.threads = [threading.Thread(target=act) for act in (self.look, self.weigh)]
        for thread in self.threads:
            thread.start()
        return self

    def look(self) -> None:
        """Ask for two pages again and again."""
        while not self.until.is_set():
            for path in ("/healthz", "/programs/"):
                started = time.monotonic()
                status = self.person.get(self.server.port, path).status
                took = time.monotonic() - started if status == 200 else 60.0
                self.slowest = max(self.slowest, took)
            self.until.wait(LOOK_SECONDS)

    def weigh(self) -> None:
        """Note the most memory that the site has held."""
        while not self.until.is_set():
            self.most = max(self.most, megabytes_of(processes(self.server)))
            self.until.wait(LOOK_SECONDS)

    def __exit__(self, *_: object) -> None:
        self.until.set()
        for thread in self.threads:
            thread.join()

    def cost(self, what: str, status: int, idle: float) -> Cost:
        """Return what was seen; ``idle`` seconds of processor a second are the watching's own pages."""
        used = seconds_of(processes(self.server)) - self.before - idle
        return Cost(what, status, max(used, 0.0), self.most - self.least, self.slowest)


def places(name: str, body: bytes, links: Iterator[str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield where a file can be sent: what to call it, address, fields of its form."""
    if name.endswith(".xlsx"):
        yield "import", "/applications/import/", {"text": ""}
        return
    yield "upload", "/documents/", {"kind": "cv", "token": str(uuid.uuid4())}
    if name.endswith(".pdf") and len(body) < LETTER_BYTES:
        yield "letter", f"/letter/{next(links)}/", {"act": "hand_over"}


def send(port: int, person: Person, address: str, body: bytes) -> Answer:
    """Send a form to a place."""
    return person.ask(port, "POST", address, body, FORM)


def costs(site: Site) -> list[Cost]:
    """Return what every bomb costs at every place that takes it."""
    files = bombs()
    visitor, *people = site.prepare(PEOPLE + 1)
    letters = sum(name.endswith(".pdf") and len(body) < LETTER_BYTES for name, body in files.values())
    links = iter(site.ask(MAKE_LINKS.format(count=letters)))
    found = []
    with site.serving() as server:
        for warm in ("/programs/", "/healthz", "/documents/") * 10:
            visitor.get(server.port, warm)
        idle = idle_rate(server, visitor)
        for place, (what, (name, body)) in enumerate(files.items()):
            person = people[place // EACH % PEOPLE]
            for where, address, fields in places(name, body, links):
                if len(found) % FORGET == 0:
                    site.ask(FORGET_GUESSES)
                form = multipart(fields | {"csrfmiddlewaretoken": person.csrf}, name, body, "drill")
                started = time.monotonic()
                with Watch(server, visitor) as watch:
                    answer = send(server.port, person, address, form)
                pages = time.monotonic() - started
                found.append(watch.cost(f"{what} ({where})", answer.status, pages * idle))
    return found


def idle_rate(server: Server, visitor: Person, seconds: float = 3.0) -> float:
    """Return how much processor time a second of nothing but watching takes."""
    with Watch(server, visitor) as watch:
        time.sleep(seconds)
    return (seconds_of(processes(server)) - watch.before) / seconds


def run(site: Site) -> dict[str, object]:
    """Send every bomb; return the worst of each figure with its file."""
    found = costs(site)
    dearest, fattest, slowest = (
        max(found, key=lambda cost: getattr(cost, figure)) for figure in ("seconds", "megabytes", "wait")
    )
    return {
        "bombs": len({cost.what.rpartition(" (")[0] for cost in found}),
        "sent": len(found),
        "answers": dict(Counter(cost.status for cost in found)),
        "most processor seconds": f"{dearest.seconds:.2f}: {dearest.what}",
        "most megabytes": f"{fattest.megabytes:.0f}: {fattest.what}",
        "longest wait beside one": f"{slowest.wait:.2f} s: {slowest.what}",
        "too dear": [
            f"{cost.what}: {cost.seconds:.1f} s, {cost.megabytes:.0f} MB, {cost.wait:.2f} s"
            for cost in found
            if cost.seconds > MOST_SECONDS or cost.megabytes > MOST_MEGABYTES or cost.wait > LONGEST_WAIT
        ],
    }


def faults(found: dict[str, object]) -> list[str]:
    """Return which promises are broken."""
    broken = ["answers"] * any(not status or status >= 500 for status in found["answers"])
    return broken + ["too dear"] * bool(found["too dear"])
