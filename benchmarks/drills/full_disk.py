"""The disk runs full while people upload: no 500, nothing half there, and it goes on afterward."""

import contextlib
import hashlib
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.drills.killing import files_under
from benchmarks.drills.site import Site
from benchmarks.drills.uploads import KEPT, TOO_MANY, Promises, a_file, at_once, keep_uploading

FULL, CLIENTS, PEOPLE, WANTED, PATIENCE_SECONDS = 507, 4, 8, 200, 120
BALLAST = 12 * 1024 * 1024
SIZES = [300_000, 3_000_000]
INTEGRITY = """
import json
from django.db import connection
cursor = connection.cursor()
is_sqlite = connection.vendor == "sqlite"
print(json.dumps(cursor.execute("PRAGMA integrity_check").fetchone()[0] if is_sqlite else "ok"))
"""
PAGES = ("/documents/", "/programs/", "/dashboard/", "/healthz", "/readyz")


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """Put a file system of so many megabytes at a folder; only root can."""
    folder.mkdir(parents=True, exist_ok=True)
    options = f"size={megabytes}m,mode=0700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "drill", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def run(site: Site, *, everything: bool) -> dict[str, object]:
    """Fill the disk of the documents, or that of documents, database and uploads on their way."""
    if os.geteuid():
        return {"SKIPPED": "a small disk needs root"}
    disk = site.folder if everything else site.folder / "private"
    if everything:
        with small_disk(disk, 70):
            return fill(site, site.prepare(PEOPLE), disk)
    people = site.prepare(PEOPLE)
    with small_disk(disk, 40):
        return fill(site, people, disk)


def fill(site: Site, people: list, disk: Path) -> dict[str, object]:
    """Upload until the disk has refused often enough, look around, free some space and upload again."""
    site.uploads.mkdir(mode=0o700, parents=True, exist_ok=True)
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(BALLAST))
    promises, until = Promises(), threading.Event()
    with site.serving() as server:
        clients = at_once(
            CLIENTS, people[1:], lambda person: keep_uploading(server.port, person, promises, until, SIZES)
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while promises.answers[FULL] < WANTED and time.monotonic() < deadline:
            time.sleep(0.1)
        pages = [people[0].get(server.port, path).status for path in PAGES]
        until.set()
        for thread in clients:
            thread.join()
        ballast.unlink()
        again = people[0].upload(server.port, a_file(1_000_000), "document.png").status
    found = said(site, promises, pages) | {"uploads again afterward": again == KEPT}
    return found | {"integrity": site.ask(INTEGRITY)}


def said(site: Site, promises: Promises, pages: list[int]) -> dict[str, object]:
    """Return what was answered and what is on the disk."""
    rows = {path: sha256 for _, _, path, sha256 in site.rows()}
    there = {path.relative_to(site.files).as_posix(): path for path in files_under(site.files)}
    whole = {
        name
        for name, path in there.items()
        if hashlib.sha256(path.read_bytes()).hexdigest() == rows.get(name)
    }
    return {
        "acknowledged": len(promises.kept),
        "answers of 507": promises.answers[FULL],
        "507 without Retry-After": promises.without_retry_after,
        "answers of 500": promises.answers[500],
        "other answers": {s: n for s, n in promises.answers.items() if s not in (KEPT, FULL, TOO_MANY)},
        "partial files": sum(name.endswith(".part") for name in there),
        "files without a row": len(set(there) - set(rows)),
        "rows without their whole file": len(set(rows) - whole),
        "pages read": f"{sum(status == 200 for status in pages)} of {len(pages)}",
    }


def faults(found: dict[str, object]) -> list[str]:
    """Return which promises are broken; none when it was skipped."""
    if "SKIPPED" in found:
        return []
    never = [
        *("507 without Retry-After", "answers of 500", "other answers", "partial files"),
        "rows without their whole file",
    ]
    broken = [what for what in never if found[what]]
    if found["pages read"] != f"{len(PAGES)} of {len(PAGES)}":
        broken.append("pages read")
    broken += ["integrity"] * (found["integrity"] != "ok")
    broken += ["answers of 507"] * (found["answers of 507"] < WANTED)
    return broken + ["uploads again afterward"] * (not found["uploads again afterward"])
