"""What each file of the corpora costs one worker over HTTP: its answer, seconds and megabytes.

    python -m benchmarks.uploads            the slowest and the largest, and what breaks a bar
    python -m benchmarks.uploads --all      every file

Each hostile file has to be refused and each honest one kept; none may take more than a second, grow the
worker by more than 150 MB, or be answered with 500 or above. On a busy machine seconds are the neighbors',
too: the processor time of the worker stands beside them.
"""

import contextlib
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.drills.people import Person
from benchmarks.drills.site import Site
from benchmarks.report import table
from benchmarks.servers import Server
from tests.applicants.documents.corpus_benign import benign
from tests.applicants.documents.corpus_hostile import hostile

MOST_SECONDS, MOST_MEGABYTES = 1.0, 150.0
KEPT, SERVER_ERROR = 302, 500
PEOPLE_FILES = 40  # before the next person: each may keep 50


class File(NamedTuple):
    """One file of a corpus."""

    what: str
    name: str
    body: bytes
    is_honest: bool = False


class Cost(NamedTuple):
    """One file's answer and what it took."""

    what: str
    is_honest: bool
    status: int
    seconds: float
    processor: float
    megabytes: float

    @property
    def fault(self) -> str:
        """Return which bar it breaks; blank when it breaks none."""
        if self.status >= SERVER_ERROR or not self.status:
            return "no answer" if not self.status else "server error"
        if (self.status == KEPT) != self.is_honest:
            return "refused" if self.is_honest else "accepted"
        if min(self.seconds, self.processor) > MOST_SECONDS:
            return "slow"
        return "large" if self.megabytes > MOST_MEGABYTES else ""

    @property
    def row(self) -> list[object]:
        """Return the line of the report."""
        times = f"{self.seconds:.2f}", f"{self.processor:.2f}", f"{self.megabytes:.0f}"
        return [self.what, self.status, *times, self.fault]


def memory(worker: int, field: str) -> float:
    """Return a figure of a process's memory in megabytes."""
    status = Path(f"/proc/{worker}/status").read_text()
    return int(re.search(rf"{field}:\s+(\d+)", status)[1]) / 1024


def measured(server: Server, person: Person, file: File) -> Cost:
    """Upload one file and return what it cost."""
    worker = server.worker_ids[0]
    with contextlib.suppress(OSError):
        Path(f"/proc/{worker}/clear_refs").write_text("5")  # forget the highest memory so far
    before, processor, started = memory(worker, "VmRSS"), server.worker_seconds, time.monotonic()
    answer = person.upload(server.port, file.body, file.name)
    seconds = time.monotonic() - started
    grown = memory(worker, "VmHWM") - before
    return Cost(file.what, file.is_honest, answer.status, seconds, server.worker_seconds - processor, grown)


def costs(site: Site) -> list[Cost]:
    """Return what every file of both corpora costs."""
    files = [File(what, *file) for what, file in hostile().items()]
    files += [File(name, name, body, is_honest=True) for name, body in benign().items()]
    people = site.prepare(1 + len(files) // PEOPLE_FILES)
    with site.serving(workers=1) as server:
        people[0].upload(server.port, benign()["plain.pdf"], "plain.pdf")  # loads what is loaded once
        return [measured(server, people[place // PEOPLE_FILES], file) for place, file in enumerate(files)]


def main() -> int:
    """Print the report; 1 when a bar is broken."""
    with tempfile.TemporaryDirectory(prefix="portal-uploads-") as folder:
        found = costs(Site(Path(folder), os.environ.get("DATABASE_URL", "")))
    shown = found
    if "--all" not in sys.argv:
        slow = sorted(found, key=lambda cost: -cost.seconds)[:8]
        large = sorted(found, key=lambda cost: -cost.megabytes)[:8]
        shown = [cost for cost in found if cost in slow or cost in large or cost.fault]
    print(table(["File", "Status", "s", "processor s", "MB", "Fault"], [cost.row for cost in shown]))
    honest = [cost for cost in found if cost.is_honest]
    refused = sum(cost.fault == "refused" for cost in honest)
    accepted = sum(cost.fault == "accepted" for cost in found)
    errors = sum(cost.status >= SERVER_ERROR or not cost.status for cost in found)
    print(
        f"\n{len(found) - len(honest)} hostile, {accepted} accepted; {len(honest)} honest, {refused} refused"
    )
    print(f"{errors} server errors; slowest {max(c.seconds for c in found):.2f} s", end="; ")
    print(f"largest {max(c.megabytes for c in found):.0f} MB")
    return int(any(cost.fault for cost in found))


if __name__ == "__main__":
    sys.exit(main())
