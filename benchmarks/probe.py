"""What only a look inside tells: addresses to ask, statements, the index's cost, and changes to follow.

    python -m benchmarks.probe asked | statements | index | allocated | changes

Each prints JSON; ``changes`` makes one change for each line it reads.
"""

import gc
import json
import os
import re
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks import asked  # noqa: E402
from benchmarks.generate import SEED, real_records  # noqa: E402
from programs.choices import ChangeAction, Housing  # noqa: E402
from programs.curation.publishing.changes import apply_change  # noqa: E402
from programs.models import CatalogVersion, Program, Specialty  # noqa: E402
from programs.search import catalog  # noqa: E402

RANDOM_PATHS = 2000
BUILDS = 3


def program_paths() -> dict[str, str]:
    """Return a program page and a comparison of three, out of the middle of the catalog."""
    total = Program.objects.count()
    slugs = list(Program.objects.order_by("pk").values_list("slug", flat=True)[total // 2 : total // 2 + 3])
    return {
        "program page": f"/programs/{slugs[0]}/",
        "compare page": "/programs/compare/?" + "&".join(f"program={slug}" for slug in slugs),
    }


def addresses() -> dict[str, Any]:
    """Return everything to ask of this database."""
    specialty_id = Specialty.objects.values_list("pk", flat=True).get(name=asked.SPECIALTY)
    return {
        "ours": asked.ours(),
        "admin": asked.admin_peer(specialty_id),
        "filter": asked.filter_peer(),
        "single": program_paths(),
        "random": asked.random_filters(real_records(), RANDOM_PATHS, SEED),
    }


def statement_count(path: str) -> int:
    """Return how many statements a page takes when the process is warm."""
    handler, factory = WSGIHandler(), RequestFactory()
    for _ in range(2):
        handler.get_response(factory.get(path, HTTP_HOST="127.0.0.1")).render()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = handler.get_response(factory.get(path, HTTP_HOST="127.0.0.1"))
        assert response.status_code == 200, (path, response.status_code)
    return len(captured)


def statements() -> dict[str, int]:
    """Return the statements of each kind of page."""
    asked_here = addresses()
    counts = {
        name: statement_count(path) for name, path in (asked_here["ours"] | asked_here["single"]).items()
    }
    counts["random filters (most)"] = max(statement_count(path) for path in asked_here["random"][:50])
    return counts | {path: statement_count(path) for path in asked.OTHER_PAGES}


def resident_megabytes() -> float:
    """Return the memory that this process holds."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def build() -> Any:
    """Build the index from the database."""
    version = CatalogVersion.objects.values_list("number", flat=True).first() or 0
    return catalog.build(version, timezone.localdate())


def index_cost() -> dict[str, float]:
    """Return seconds of a build, and what it adds to the process: while building and for good."""
    Program.objects.exists()
    gc.collect()
    before, seconds, index = resident_megabytes(), [], None
    for _ in range(BUILDS):
        index = None
        started = time.perf_counter()
        index = build()
        seconds.append(time.perf_counter() - started)
        if len(seconds) == 1:
            gc.collect()
            grown = resident_megabytes() - before
    return {
        "build_seconds": sorted(seconds)[BUILDS // 2],
        "resident_megabytes": grown,
        "terms": len(index.terms.terms),
    }


def allocated() -> dict[str, float]:
    """Return what the finished index holds, and the most that its building held, by Python's own books."""
    Program.objects.exists()
    gc.collect()
    tracemalloc.start()
    index = build()
    gc.collect()
    held, most = tracemalloc.get_traced_memory()
    return {"held_megabytes": held / 2**20, "most_megabytes": most / 2**20, "terms": len(index.terms.terms)}


def changes() -> None:
    """For each line read change one program as an advisor does, and print what and how long it took."""
    ids = Program.objects.where_closed(closed=False).order_by("pk").ids()
    for number, _ in enumerate(sys.stdin):
        program = Program.objects.get(pk=ids[(number * 7919) % len(ids)])
        mark = f"Changed{os.getpid()}x{number}x"
        housings = [code for code in Housing.values if code != program.housing]
        program.housing, program.name = housings[number % len(housings)], f"{program.name[:200]} {mark}"
        program.save(update_fields=["housing", "name"])
        started = time.perf_counter()
        apply_change(program.pk, ChangeAction.EDITED)
        seconds = time.perf_counter() - started
        print(json.dumps({"seconds": seconds, "mark": mark, "slug": program.slug}), flush=True)


PROBES: dict[str, Callable[[], Any]] = {
    "asked": addresses,
    "statements": statements,
    "index": index_cost,
    "allocated": allocated,
}

if __name__ == "__main__":
    if sys.argv[1] == "changes":
        changes()
    else:
        print(json.dumps(PROBES[sys.argv[1]]()))
