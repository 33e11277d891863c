"""Far more clients than the server has threads: every request is answered, as many a second as ever."""

import re
import shutil
import subprocess
import time
from pathlib import Path

from benchmarks.drills.site import Site
from benchmarks.servers import Server

FEW, MANY, SECONDS, PATIENCE_SECONDS, DRAIN_SECONDS = 8, (500, 1000), 30, 30, 10
LEAST_RATIO = 0.9


def worker_seconds(server: Server) -> float:
    """Return the processor time that all workers have used, whoever else uses the processor."""
    tasks = [
        task for worker in server.worker_ids for task in Path(f"/proc/{worker}/task").glob("*/schedstat")
    ]
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def load(server: Server, connections: int) -> dict[str, float]:
    """Ask for the list through so many connections; return rate and errors as wrk counts them."""
    command = ["wrk", "-t2", f"-c{connections}", f"-d{SECONDS}s", f"--timeout={PATIENCE_SECONDS}s"]
    command += ["--latency", f"http://127.0.0.1:{server.port}/programs/"]
    before = worker_seconds(server)
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", printed)
    others = re.search(r"Non-2xx or 3xx responses: (\d+)", printed)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", printed)[1])
    return {
        "requests/s": rate,
        "processor ms a request": round((worker_seconds(server) - before) * 1000 / rate / SECONDS, 2),
        "socket errors": sum(map(int, errors.groups())) if errors else 0,
        "non-2xx": int(others[1]) if others else 0,
    }


def run(site: Site) -> dict[str, object]:
    """Return what many connections find, each time between two rounds of a few."""
    if not shutil.which("wrk"):
        return {"SKIPPED": "it needs wrk"}
    site.prepare(0)
    with site.serving() as server:
        load(server, FEW)  # both workers have read the catalog
        calm = [load(server, FEW)]
        found: dict[str, object] = {}
        for connections in MANY:
            many = load(server, connections)
            time.sleep(DRAIN_SECONDS)  # what wrk has left unanswered is no part of the next round
            calm.append(load(server, FEW))
            found |= {f"{what} at {connections}": count for what, count in many.items()}
            few = (calm[-2]["requests/s"] + calm[-1]["requests/s"]) / 2
            found[f"rate at {connections} / at {FEW}"] = round(many["requests/s"] / few, 2)
    worst = {f"{what} at {FEW}": max(counts[what] for counts in calm) for what in calm[0]}
    return worst | found


def faults(found: dict[str, object]) -> list[str]:
    """Return which promises are broken; none when it was skipped."""
    broken = [what for what in found if what.startswith(("socket errors", "non-2xx")) and found[what]]
    return broken + [what for what in found if what.startswith("rate") and found[what] < LEAST_RATIO]
