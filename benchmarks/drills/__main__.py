"""Run the drills; each makes portals of its own in a temporary folder and throws them away.

./portal drill                     all of them, on SQLite
./portal drill kill disk           some of: kill, disk, all-disk, backup, quota, slow, overload, sessions
./portal drill backup --postgres   on a private PostgreSQL, started for the run
"""

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2

from benchmarks.drills import full_disk, killing, overload, racing, restoring, sessions, slow_clients
from benchmarks.drills.site import Site
from benchmarks.report import table
from benchmarks.servers import PORTAL

CLIENTS = {"slow": slow_clients, "overload": overload, "sessions": sessions}
NAMES = ("kill", "disk", "all-disk", "backup", "quota", "slow", "overload", "sessions")


def drilled(name: str, folder: Path, databases: tuple[str, str]) -> tuple[dict[str, object], list[str]]:
    """Run one drill; return what was found and what is broken."""
    site = Site(folder / "site", databases[0])
    if name == "kill":
        found = killing.run(site)
        return found, killing.faults(found)
    if name == "backup":
        found = restoring.run(site, Site(folder / "empty", databases[1]), folder / "backup")
        return found, restoring.faults(found)
    if name == "quota":
        found = racing.run(site)
        return found, racing.faults(found)
    if name in CLIENTS:
        found = CLIENTS[name].run(site)
        return found, CLIENTS[name].faults(found)
    found = full_disk.run(site, everything=name == "all-disk")
    return found, full_disk.faults(found)


@contextlib.contextmanager
def databases(*, postgres: bool) -> Iterator[tuple[str, str]]:
    """Give the addresses of two empty databases; blank for SQLite in the site's own folder."""
    if not postgres:
        yield "", ""
        return
    with PORTAL.private_postgres() as url:
        connection = psycopg2.connect(url)
        connection.autocommit = True
        with contextlib.closing(connection), connection.cursor() as cursor:
            for name in ("busy", "empty"):
                cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield url.replace("@/postgres?", "@/busy?"), url.replace("@/postgres?", "@/empty?")


def main(arguments: list[str]) -> int:
    """Print a table for each drill; 1 when a promise is broken."""
    names = [word for word in arguments if word in NAMES] or list(NAMES)
    unknown = [word for word in arguments if word not in (*NAMES, "--postgres")]
    if unknown:
        print(__doc__, file=sys.stderr)
        return 2
    failed = False
    for name in names:
        with (
            tempfile.TemporaryDirectory(prefix=f"portal-drill-{name}-") as folder,
            databases(postgres="--postgres" in arguments) as pair,
        ):
            found, faults = drilled(name, Path(folder), pair)
        failed = failed or bool(faults)
        print(table([name, "found"], found.items()))
        outcome = "SKIPPED" if "SKIPPED" in found else f"BROKEN: {', '.join(faults)}" if faults else "holds"
        print(f"\n{name}: {outcome}\n", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
