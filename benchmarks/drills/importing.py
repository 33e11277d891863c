"""A curator imports 10,000 programs in the admin and takes them back while others use the site."""

import hashlib
import re
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Self
from urllib.parse import urlencode

from benchmarks.drills.curators import make_curator
from benchmarks.drills.people import Answer, Person, multipart
from benchmarks.drills.site import Site
from benchmarks.made_up_sheets import content_of, made_up_rows

ROWS, PATIENCE_SECONDS = 10_000, 60
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
IMPORTS = "/admin/programs/import/"
NAMES = """
import json
from programs.models import Specialty
print(json.dumps(list(Specialty.objects.values_list("name", flat=True))))
"""
EXPORT = """
import json
from programs.models import Program
print(json.dumps([json.dumps(one.record, sort_keys=True) for one in Program.objects.order_by("slug")]))
"""
SLUG = "usa-clerkships-hands-on-clinical-clerkship-externship"


def export_hash(site: Site) -> str:
    """Return what tells one catalog from another."""
    return hashlib.sha256("\n".join(site.ask(EXPORT)).encode()).hexdigest()


class Meanwhile:
    """What others ask twice a second while a curator imports: a page of the catalog, and a change."""

    def __init__(self, port: int, person: Person) -> None:
        self.port, self.person, self.done = port, person, threading.Event()
        self.slowest: dict[str, float] = {}
        self.statuses: Counter[str] = Counter()
        self.threads = [
            threading.Thread(target=self.repeat, args=(what, ask))
            for what, ask in {"page": self.look, "write": self.shortlist}.items()
        ]

    def look(self, number: int) -> Answer:
        """Look at a page of the list that nobody has asked for yet."""
        return self.person.get(self.port, f"/programs/?page={number % 9 + 1}&weeks={number}")

    def shortlist(self, number: int) -> Answer:
        """Save a program or remove it again."""
        path = "/applications/shortlist/remove/" if number % 2 else "/applications/shortlist/"
        body = urlencode({"program": SLUG, "csrfmiddlewaretoken": self.person.csrf}).encode()
        return self.person.ask(self.port, "POST", path, body, FORM)

    def repeat(self, what: str, ask: Callable[[int], Answer]) -> None:
        """Ask until the curator is done; note the slowest answer and all statuses."""
        number = 0
        while not self.done.wait(0.5):
            began = time.monotonic()
            status = ask(number).status
            self.statuses[f"{what} {status}"] += 1
            self.slowest[what] = max(self.slowest.get(what, 0), time.monotonic() - began)
            number += 1

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.done.set()
        for thread in self.threads:
            thread.join()


class Curator:
    """A curator's browser at the import, and how many seconds each step took."""

    def __init__(self, port: int, person: Person) -> None:
        self.port, self.person = port, person
        self.seconds: dict[str, float] = {}

    def step(self, name: str, path: str, body: bytes | None, kind: dict[str, str]) -> Answer:
        """Take one step and time it."""
        began = time.monotonic()
        answer = self.person.ask(self.port, "POST" if body else "GET", path, body, kind)
        self.seconds[name] = round(time.monotonic() - began, 1)
        return answer

    def upload(self, content: bytes) -> str:
        """Send the sheet and return where its columns are asked for."""
        boundary = uuid.uuid4().hex
        body = multipart({"csrfmiddlewaretoken": self.person.csrf}, "programs.xlsx", content, boundary)
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self.step("upload", IMPORTS, body, kind).location

    def send_form(self, name: str, path: str, page: str, **more: str) -> Answer:
        """Send the form of a page as it stands."""
        fields = [("csrfmiddlewaretoken", self.person.csrf), *chosen(page), *more.items()]
        return self.step(name, path, urlencode(fields).encode(), FORM)


def chosen(page: str) -> list[tuple[str, str]]:
    """Return the ticked boxes and chosen options of a page's form."""
    boxes = re.findall(r'<input type="checkbox" name="(\w+)"(?: value="(\d+)")?[^>]* checked', page)
    options = re.findall(r'<select name="([\w-]+)"|<option value="([^"]*)" selected>', page)
    names = [name for name, _ in options]
    picked = [(name, value) for name, (_, value) in zip(names, options[1:], strict=False) if name and value]
    return [(name, value or "on") for name, value in boxes] + picked


def run(site: Site) -> dict[str, object]:
    """Return the seconds of each step, what others met meanwhile, and whether the undo leaves a trace."""
    [applicant] = site.prepare(1)
    person, before = make_curator(site), export_hash(site)
    content = content_of(made_up_rows(ROWS, site.ask(NAMES)), "xlsx")
    with site.serving() as server, Meanwhile(server.port, applicant) as others:
        curator = Curator(server.port, person)
        columns = curator.upload(content)
        page = person.get(server.port, columns).body.decode()
        previewed = curator.send_form("preview", columns, page).body.decode()
        detail = columns.removesuffix("columns/")
        page = curator.step("preview's page", detail, None, {}).body.decode()
        applied = curator.send_form("apply", detail, page).body.decode()
        new = site.ask("from programs.models import Program; print(Program.objects.count())")
        undone = curator.send_form("undo", f"{detail}undo/", "")
        memory = server.worker_megabytes
    return {
        **{f"{name}, s": seconds for name, seconds in curator.seconds.items()},
        "lines of progress": previewed.count(" rows</li>") + applied.count(" rows</li>"),
        "programs after it": new,
        "undo answered": undone.status,
        "export's hash as before": export_hash(site) == before,
        **{f"slowest {what} meanwhile, s": round(seconds, 1) for what, seconds in others.slowest.items()},
        "answers meanwhile": dict(others.statuses),
        "memory of a worker, MB": round(memory),
    }


def faults(found: dict[str, object]) -> list[str]:
    """Return which promises are broken. Previews and imports may take long, as they tell how far they are.

    SQLite lets one write at a time: a change waits for an import that is applied, and is then told to
    try again.
    """
    silent = ("upload, s", "preview's page, s", "undo, s")
    broken = [step for step in silent if float(str(found[step])) > PATIENCE_SECONDS]
    broken += ["not all rows"] * (int(str(found["programs after it"])) < ROWS)
    statuses = {str(key).split()[1] for key in dict(found["answers meanwhile"])}
    broken += ["answers"] * bool(statuses - {"200", "302", "503"})
    return broken + ["undo"] * (not found["export's hash as before"])
