"""Measure the portal beside its floor and its peers, and print tables and goals as Markdown.

python -m benchmarks.run --quick
python -m benchmarks.run --sizes 1000 10000 100000 --databases sqlite postgres
"""

import argparse
import contextlib
import hashlib
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import asked, measures, peers, report, servers

ROOT = servers.ROOT
# What the generated rows depend on; when it changes they are made anew.
SOURCES = (
    "benchmarks/generate.py",
    "benchmarks/made_up.py",
    "fixtures/catalog/*",
    "programs/[cfpr]*.py",
    "programs/migrations/*.py",
    "programs/curation/publishing/changes.py",
    "programs/search/index_terms.py",
    "programs/pages/cards.py",
    "templates/programs/_card.html",
)


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    rounds: int = 300
    peer_rounds: int = 15
    changes: int = 50
    starts: int = 3
    throughput_rounds: int = 3
    throughput_seconds: int = 5


QUICK = Effort(rounds=40, peer_rounds=2, changes=10, starts=1, throughput_rounds=1, throughput_seconds=3)


@dataclass
class Found:
    """The numbers of one database and one size."""

    database: str
    size: int
    pages: measures.Pages = field(default_factory=dict)
    work: measures.Pages = field(default_factory=dict)
    peers: dict[str, measures.Pages] = field(default_factory=dict)
    start_seconds: list[float] = field(default_factory=list)
    floor_start_seconds: list[float] = field(default_factory=list)
    worker_megabytes: float = 0
    statements: dict[str, int] = field(default_factory=dict)
    index: dict[str, float] = field(default_factory=dict)
    loads: dict[str, tuple[int, int]] = field(default_factory=dict)
    changes: dict[str, list[float]] = field(default_factory=dict)
    seen: tuple[int, int] = (0, 0)
    rates: dict[str, float] = field(default_factory=dict)


def say(words: str) -> None:
    """Tell what is going on; the report alone goes to standard output."""
    print(f"# {words}", file=sys.stderr, flush=True)


def sources_mark() -> str:
    """Return a mark of everything that the generated rows depend on."""
    paths = sorted(path for pattern in SOURCES for path in ROOT.glob(pattern) if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def generate(database_url: str, size: int) -> None:
    """Fill an empty database."""
    say(f"generating {size:,} programs")
    command = [sys.executable, "-m", "benchmarks.generate", str(size)]
    subprocess.run(command, cwd=ROOT, env=servers.environment(database_url), check=True, stdout=sys.stderr)


@contextlib.contextmanager
def sqlite_databases(sizes: list[int], *, keep: bool) -> Iterator[dict[int, str]]:
    """Give a SQLite database for each size, kept between runs."""
    urls = {}
    for size in sizes:
        path = servers.folder() / f"catalog-{size}.sqlite3"
        stamp, url = path.with_suffix(".sources"), f"sqlite:///{path}"
        urls[size] = url
        is_current = stamp.exists() and stamp.read_text() == sources_mark()
        if path.exists() and (keep or is_current):
            continue
        for old in path.parent.glob(f"{path.name}*"):
            old.unlink()
        generate(url, size)
        stamp.write_text(sources_mark())
    yield urls


@contextlib.contextmanager
def postgres_databases(sizes: list[int], *, keep: bool) -> Iterator[dict[int, str]]:  # noqa: ARG001
    """Give a database for each size in a private PostgreSQL that lives as long as the run."""
    with servers.PORTAL.private_postgres() as url:
        urls = {}
        for size in sizes:
            servers.run_module("benchmarks.create_database", url, f"catalog{size}")
            urls[size] = url.replace("/postgres?", f"/catalog{size}?")
            generate(urls[size], size)
        yield urls


DATABASES = {"sqlite": sqlite_databases, "postgres": postgres_databases}


def start_times(url: str, first_path: str, starts: int) -> list[float]:
    """Return the seconds from the start of a server to its first answer."""
    seconds = []
    for _ in range(starts):
        with servers.gunicorn(url, first_path=first_path) as server:
            seconds.append(server.start_seconds)
    return seconds


def look_inside(found: Found, url: str) -> None:
    """Take the numbers that need no server."""
    say(f"{found.size:,}: statements, index, start")
    found.statements = json.loads(servers.run_module("benchmarks.probe", url, "statements"))
    found.index = json.loads(servers.run_module("benchmarks.probe", url, "index"))
    found.index |= json.loads(servers.run_module("benchmarks.probe", url, "allocated"))


def measure_pages(
    found: dict[int, Found], urls: dict[int, str], addresses: dict[int, Any], effort: Effort
) -> None:
    """Measure all pages at all sizes in turn."""
    with contextlib.ExitStack() as stack:
        subjects = {}
        for size, url in urls.items():
            server = stack.enter_context(servers.gunicorn(url, first_path="/floor/"))
            before = server.worker_megabytes
            subjects[size] = measures.Subjects(server, addresses[size])
            found[size].loads = measures.first_loads(server, addresses[size])
            found[size].worker_megabytes = server.worker_megabytes - before
        say(f"pages, {effort.rounds} rounds")
        measures.ask_in_turn(subjects, effort.rounds)
        for size, subject in subjects.items():
            found[size].pages, found[size].work = subject.times, subject.work


def export_for_datasette(url: str, size: int, *, keep: bool) -> Path:
    """Return the file that Datasette serves, made anew unless it is from the same sources."""
    path = servers.folder() / f"datasette{size}.db"
    stamp = path.with_suffix(".sources")
    mark = hashlib.sha256(
        (sources_mark() + (ROOT / "benchmarks" / "peers.py").read_text()).encode()
    ).hexdigest()
    if not path.exists() or not (keep or (stamp.exists() and stamp.read_text() == mark)):
        servers.run_module("benchmarks.peers", url, str(path))
        stamp.write_text(mark)
    return path


def measure_peers(found: Found, url: str, addresses: dict[str, Any], effort: Effort, *, keep: bool) -> None:
    """Measure the six mixes, ours and the peers' in turn."""
    say(f"{found.size:,}: peers")
    path = export_for_datasette(url, found.size, keep=keep)
    command = peers.installed(servers.folder())
    asked_of = {
        "ours": addresses["ours"],
        "Datasette": asked.datasette_peer(path.stem, peers.FACETS),
        "Django admin": addresses["admin"],
        "django-filter": addresses["filter"],
    }
    with (
        servers.gunicorn(url) as ours,
        servers.gunicorn(url, first_path="/floor/") as django_peers,
        servers.datasette(command, path) as datasette,
    ):
        running = {"Datasette": datasette, "Django admin": django_peers, "django-filter": django_peers}
        found.peers = measures.peer_times(ours, running, asked_of, effort.peer_rounds)


def measure_changes(found: Found, url: str, effort: Effort) -> None:
    """Measure what an advisor's changes cost the next visitor of one worker."""
    say(f"{found.size:,}: changes")
    with servers.gunicorn(url) as server:
        found.changes = measures.change_costs(server, url, effort.changes)


def measure_throughput(found: Found, url: str, addresses: dict[str, Any], effort: Effort) -> None:
    """Measure two workers, and whether both show every change."""
    say(f"{found.size:,}: throughput")
    with servers.gunicorn(url, workers=2) as server:
        found.rates = measures.throughput(
            server, addresses, effort.throughput_rounds, effort.throughput_seconds
        )
        found.seen = measures.changes_seen_by_all(server, url, workers=2, count=effort.changes // 5)


def measure(database: str, options: argparse.Namespace, effort: Effort) -> list[Found]:
    """Return everything about one database."""
    with DATABASES[database](options.sizes, keep=options.keep) as urls:
        found = {size: Found(database, size) for size in urls}
        addresses = {
            size: json.loads(servers.run_module("benchmarks.probe", url, "asked"))
            for size, url in urls.items()
        }
        for size, url in urls.items():
            look_inside(found[size], url)
            found[size].floor_start_seconds = start_times(url, "/floor/", effort.starts)
            found[size].start_seconds = start_times(url, "/programs/", effort.starts)
        measure_pages(found, urls, addresses, effort)
        for size, url in urls.items():
            if options.peers:
                measure_peers(found[size], url, addresses[size], effort, keep=options.keep)
            measure_throughput(found[size], url, addresses[size], effort)
            measure_changes(found[size], url, effort)
        return list(found.values())


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="10,000 programs on SQLite, few rounds")
    parser.add_argument("--sizes", type=int, nargs="+", default=None)
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=["sqlite"])
    parser.add_argument(
        "--no-peers", dest="peers", action="store_false", help="the portal and its floor alone"
    )
    parser.add_argument("--keep", action="store_true", help="use kept databases though the code has changed")
    options = parser.parse_args()
    options.sizes = options.sizes or ([10_000] if options.quick else [1000, 10_000, 100_000])
    return options


def main() -> None:
    """Measure and report; the report is also kept beside the databases."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what was started is also stopped
    options = read_options()
    effort = QUICK if options.quick else Effort()
    servers.run_module("django", "sqlite://:memory:", "collectstatic", "--noinput")
    runs = [found for database in options.databases for found in measure(database, options, effort)]
    text = report.report(runs)
    (servers.folder() / "report.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
