"""Far more clients than the server has threads: every request is answered, as many a second as ever."""

import re
import shutil
import subprocess
import time

from benchmarks.drills.site import Site

FEW, MANY, SECONDS, PATIENCE_SECONDS, DRAIN_SECONDS = 8, (500, 1000), 30, 30, 10
LEAST_RATIO = 0.9


def load(port: int, connections: int) -> dict[str, float]:
    """Ask for the list through so many connections; return rate and errors as wrk counts them."""
    command = ["wrk", "-t2", f"-c{connections}", f"-d{SECONDS}s", f"--timeout={PATIENCE_SECONDS}s"]
    command += ["--latency", f"http://127.0.0.1:{port}/programs/"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", printed)
    others = re.search(r"Non-2xx or 3xx responses: (\d+)", printed)
    return {
        "requests/s": float(re.search(r"Requests/sec:\s+([\d.]+)", printed)[1]),
        "socket errors": sum(map(int, errors.groups())) if errors else 0,
        "non-2xx": int(others[1]) if others else 0,
    }


def run(site: Site) -> dict[str, object]:
    """Return what few and many connections find."""
    if not shutil.which("wrk"):
        return {"SKIPPED": "it needs wrk"}
    site.prepare(0)
    found: dict[str, object] = {}
    with site.serving() as server:
        for connections in (FEW, FEW, *MANY):  # the first warms up
            counts = load(server.port, connections)
            time.sleep(DRAIN_SECONDS)  # what wrk has left unanswered is no part of the next round
            found |= {f"{what} at {connections}": count for what, count in counts.items()}
    rates = {connections: found[f"requests/s at {connections}"] for connections in MANY}
    return found | {
        f"rate at {c} / at {FEW}": round(r / found[f"requests/s at {FEW}"], 2) for c, r in rates.items()
    }


def faults(found: dict[str, object]) -> list[str]:
    """Return which promises are broken; none when it was skipped."""
    broken = [what for what in found if what.startswith(("socket errors", "non-2xx")) and found[what]]
    return broken + [what for what in found if what.startswith("rate") and found[what] < LEAST_RATIO]
