"""Workers are killed while people upload: whatever was acknowledged is there, and the rest is swept."""

import contextlib
import hashlib
import os
import random
import signal
import threading
import time
from pathlib import Path

from benchmarks.drills.site import Site
from benchmarks.drills.uploads import Promises, at_once, keep_uploading, token_id
from benchmarks.servers import Server

CLIENTS, PEOPLE, WANTED, KILLS, PATIENCE_SECONDS = 6, 60, 500, 25, 300
SIZES = [5_000, 60_000, 400_000, 3_000_000]  # the last goes through a file in the folder for uploads
DAY_SECONDS = 25 * 3600


def kill_workers(server: Server, until: threading.Event, killed: list[int]) -> None:
    """Kill a random worker every second or two."""
    while not until.wait(random.uniform(1, 2)):
        with contextlib.suppress(ProcessLookupError, IndexError):
            worker = random.choice(server.worker_ids)
            os.kill(worker, signal.SIGKILL)
            killed.append(worker)


def upload_under_fire(site: Site, promises: Promises) -> int:
    """Upload until enough is acknowledged; return how many workers were killed."""
    people, until, killed = site.prepare(PEOPLE), threading.Event(), []
    with site.serving() as server:
        clients = at_once(
            CLIENTS, people, lambda person: keep_uploading(server.port, person, promises, until, SIZES)
        )
        killer = threading.Thread(target=kill_workers, args=(server, until, killed))
        killer.start()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (len(promises.kept) < WANTED or len(killed) < KILLS) and time.monotonic() < deadline:
            time.sleep(0.2)
        until.set()
        for thread in [killer, *clients]:
            thread.join()
    return len(killed)


def missing_and_wrong(site: Site, promises: Promises) -> tuple[int, int, int]:
    """Return how many acknowledged files are missing, wrong, and how many rows have no file."""
    rows = {pk: (path, sha256) for pk, _, path, sha256 in site.rows()}
    missing = wrong = 0
    for (owner, token), sha256 in promises.kept.items():
        path, noted = rows.get(token_id(token, owner), ("", ""))
        if not path or not (site.files / path).exists():
            missing += 1
        elif {noted, hashlib.sha256((site.files / path).read_bytes()).hexdigest()} != {sha256}:
            wrong += 1
    return missing, wrong, sum(not (site.files / path).exists() for path, _ in rows.values())


def files_under(folder: Path) -> list[Path]:
    """Return every file below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def sweep(site: Site) -> None:
    """Let the sweep find everything a day older than it is."""
    past = time.time() - DAY_SECONDS
    for path in [*files_under(site.files), *files_under(site.uploads)]:
        os.utime(path, (past, past))
    site.manage("sweep_files")


def run(site: Site) -> dict[str, object]:
    """Return what was promised and what was found."""
    promises = Promises()
    kills = upload_under_fire(site, promises)
    missing, wrong, bare = missing_and_wrong(site, promises)
    known = {site.files / path for _, _, path, _ in site.rows()}
    orphans, left = len(set(files_under(site.files)) - known), len(files_under(site.uploads))
    sweep(site)
    after = set(files_under(site.files))
    return {
        "acknowledged": len(promises.kept),
        "workers killed": kills,
        "acknowledged but missing": missing,
        "wrong sha256": wrong,
        "rows without file": bare,
        "orphans": orphans,
        "left in the folder for uploads": left,
        "orphans after the sweep": len(after - known),
        "left for uploads after the sweep": len(files_under(site.uploads)),
        "files swept wrongly": len(known - after),
        "answers of 500": promises.answers[500],
    }


def faults(found: dict[str, object]) -> list[str]:
    """Return which promises are broken."""
    never = [
        *("acknowledged but missing", "wrong sha256", "rows without file", "orphans after the sweep"),
        *("left for uploads after the sweep", "files swept wrongly", "answers of 500"),
    ]
    broken = [what for what in never if found[what]]
    if found["acknowledged"] < WANTED:
        broken.append("acknowledged")
    return broken + ["orphans"] * (found["orphans"] > found["workers killed"])
