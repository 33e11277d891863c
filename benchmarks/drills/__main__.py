"""Run the drills; each makes portals of its own in a temporary folder and throws them away.

./portal drill                     all of them, on SQLite
./portal drill kill disk           some of them: the names of DRILLS below
./portal drill backup --postgres   on a private PostgreSQL, started for the run; outage always is
"""

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2

from benchmarks.drills import (
    bombs,
    edits,
    full_disk,
    importing,
    killing,
    mailing,
    outage,
    overload,
    racing,
    restoring,
    reviewing,
    sessions,
    slow_clients,
)
from benchmarks.drills.site import Site
from benchmarks.report import table
from benchmarks.servers import PORTAL

DRILLS = {
    "kill": killing,
    "disk": full_disk,
    "all-disk": full_disk,
    "backup": restoring,
    "quota": racing,
    "edits": edits,
    "bombs": bombs,
    "outage": outage,
    "mail": mailing,
    "slow": slow_clients,
    "overload": overload,
    "sessions": sessions,
    "review": reviewing,
    "import": importing,
}


def drilled(name: str, folder: Path, databases: tuple[str, str]) -> tuple[dict[str, object], list[str]]:
    """Run one drill; return what was found and what is broken."""
    site, drill = Site(folder / "site", databases[0]), DRILLS[name]
    if drill is restoring:
        found = restoring.run(site, Site(folder / "empty", databases[1]), folder / "backup")
    elif drill is full_disk:
        found = full_disk.run(site, everything=name == "all-disk")
    else:
        found = drill.run(site)
    return found, drill.faults(found)


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
    names = [word for word in arguments if word in DRILLS] or list(DRILLS)
    unknown = [word for word in arguments if word not in (*DRILLS, "--postgres")]
    if unknown:
        print(__doc__, file=sys.stderr)
        return 2
    failed = False
    for name in names:
        with (
            tempfile.TemporaryDirectory(prefix=f"portal-drill-{name}-") as folder,
            databases(postgres="--postgres" in arguments or name == "outage") as pair,
        ):
            found, faults = drilled(name, Path(folder), pair)
        failed = failed or bool(faults)
        print(table([name, "found"], found.items()))
        outcome = "SKIPPED" if "SKIPPED" in found else f"BROKEN: {', '.join(faults)}" if faults else "holds"
        print(f"\n{name}: {outcome}\n", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
