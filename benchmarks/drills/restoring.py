"""A backup is taken while people upload and delete, and comes back whole in an empty place."""

import random
import threading
import time
from pathlib import Path

from benchmarks.drills.people import Person
from benchmarks.drills.site import Site
from benchmarks.drills.uploads import KEPT, TOO_MANY, Promises, a_file, at_once, keep_uploading, token_id

CLIENTS, PEOPLE, BEFORE, PATIENCE_SECONDS = 4, 16, 200, 180
SIZES = [5_000, 60_000, 400_000]
DELETERS = 20


def delete_now_and_then(port: int, people: list[Person], until: threading.Event) -> int:
    """Upload and delete again, all the time, as one person until that may send no more; return how often."""
    deleted, waiting = 0, list(people)
    while waiting and not until.is_set():
        answer = waiting[0].upload(port, a_file(random.choice(SIZES)), "document.png")
        if answer.status == KEPT:
            deleted += waiting[0].delete(port, answer.location).status == KEPT
        elif answer.status == TOO_MANY:
            waiting.pop(0)
    return deleted


def run(site: Site, empty: Site, folder: Path) -> dict[str, object]:
    """Back a busy site up into a folder, restore it into an empty one and compare."""
    promises, until, deleted = Promises(), threading.Event(), []
    people = site.prepare(DELETERS + PEOPLE)
    with site.serving() as server:
        clients = at_once(
            CLIENTS,
            people[DELETERS:],
            lambda person: keep_uploading(server.port, person, promises, until, SIZES),
        )
        deleter = threading.Thread(
            target=lambda: deleted.append(delete_now_and_then(server.port, people[:DELETERS], until))
        )
        deleter.start()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(promises.kept) < BEFORE and time.monotonic() < deadline:
            time.sleep(0.05)
        promised, started = dict(promises.kept), time.monotonic()
        backed_up = site.manage("backup", str(folder), check=False)
        seconds = time.monotonic() - started
        time.sleep(2)
        until.set()
        for thread in [deleter, *clients]:
            thread.join()
    started = time.monotonic()
    restored = empty.manage("restore", str(folder), check=False)
    restore_seconds = time.monotonic() - started
    rows = {pk: sha256 for pk, _, _, sha256 in empty.rows()}
    lost = sum(rows.get(token_id(token, owner)) != sha256 for (owner, token), sha256 in promised.items())
    return {
        "acknowledged before the backup": len(promised),
        "acknowledged when it ended": len(promises.kept),
        "deleted meanwhile": deleted[0],
        "backup": backed_up.stderr.strip() or f"{seconds:.1f} s",
        "restore": restored.stderr.strip() or f"{restore_seconds:.1f} s: {restored.stdout.strip()}",
        "rows restored": len(rows),
        "acknowledged before and not restored": lost,
        "exit codes": f"{backed_up.returncode} {restored.returncode}",
        "migrate --check": empty.manage("migrate", "--check", check=False).returncode,
    }


def faults(found: dict[str, object]) -> list[str]:
    """Return which promises are broken."""
    broken = [what for what in ("acknowledged before and not restored", "migrate --check") if found[what]]
    if found["exit codes"] != "0 0" or "0 missing, 0 changed" not in str(found["restore"]):
        broken.append("restore")
    return broken + ["acknowledged before the backup"] * (found["acknowledged before the backup"] < BEFORE)
