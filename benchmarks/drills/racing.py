"""One person uploads a thousand files at the same moment: the quota holds, in files and in bytes.

Sixty uploads in ten minutes are looked into, refused ones too; the others are answered 429 at once.
Whoever hears that the portal is busy (503) sends the file again after a second.
"""

import threading
import time
from collections import Counter

from benchmarks.drills.killing import files_under
from benchmarks.drills.people import Person
from benchmarks.drills.site import Site
from benchmarks.drills.uploads import KEPT, TOO_MANY, a_file

MAX_FILES, MAX_BYTES = 50, 200 * 1024 * 1024
SMALL, SMALL_SIZE, LARGE, LARGE_SIZE, AT_ONCE = 1000, 3_000, 100, 6_000_000, 64
REFUSED, BUSY, MOST_TRIES = 422, 503, 60
MOST_CHECKED, WINDOW_SECONDS = 60, 600


def race(port: int, person: Person, count: int, size: int) -> Counter[int]:
    """Upload so many files through as many connections as the server takes; count the answers."""
    answers: Counter[int] = Counter()
    numbers, lock = iter(range(count)), threading.Lock()

    def run() -> None:
        body = a_file(size)
        while True:
            with lock:
                if next(numbers, None) is None:
                    return
            for _ in range(MOST_TRIES):
                status = person.upload(port, body, "document.png").status
                with lock:
                    answers[status] += 1
                if status != BUSY:
                    break
                time.sleep(1)

    threads = [threading.Thread(target=run) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def run(site: Site) -> dict[str, object]:
    """Return what was kept of a thousand small files, and of a hundred large ones."""
    many, large = site.prepare(2)
    with site.serving() as server:
        start = time.time()
        few = race(server.port, many, SMALL, SMALL_SIZE)
        windows = int(time.time() // WINDOW_SECONDS - start // WINDOW_SECONDS) + 1
        big = race(server.port, large, LARGE, LARGE_SIZE)
    rows = Counter(owner for _, owner, _, _ in site.rows())
    size = sum(path.stat().st_size for path in files_under(site.files))
    return {
        f"kept of {SMALL}": rows[many.pk],
        "answers": dict(few),
        "checked of them in ten minutes": round((few[KEPT] + few[REFUSED]) / windows),
        f"kept of {LARGE} of 6 MB": rows[large.pk],
        "answers to these": dict(big),
        "megabytes of these": round((size - SMALL_SIZE * MAX_FILES) / 1024 / 1024),
        "files on the disk": len(files_under(site.files)),
        "rows": rows.total(),
    }


def faults(found: dict[str, object]) -> list[str]:
    """Return which promises are broken."""
    broken = ["kept"] * (found[f"kept of {SMALL}"] != MAX_FILES)
    broken += ["bytes"] * (found["megabytes of these"] > MAX_BYTES / 1024 / 1024)
    broken += ["checked"] * (found["checked of them in ten minutes"] > MOST_CHECKED)
    odd = {*found["answers"], *found["answers to these"]} - {KEPT, REFUSED, TOO_MANY, BUSY}
    return (
        broken + [f"answered {odd}"] * bool(odd) + ["files"] * (found["files on the disk"] != found["rows"])
    )
