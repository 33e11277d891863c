"""The measurements: each takes running servers and returns plain numbers."""

import gzip
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from benchmarks.asked import OTHER_PAGES
from benchmarks.client import Connection, Times
from benchmarks.servers import ROOT, Server, environment

RANDOM = "random filters"
FLOOR = "floor"
OK = 200
WARM_UPS = 3
OURS_PER_PEER = 3
PEER_BUDGET_SECONDS, FEWEST_PEER_ROUNDS = 20, 3
CONNECTIONS = 8
ASSET = re.compile(rb'(?:href|src)="(/static/[^"]+\.(?:css|js|svg|woff2))"')

Pages = dict[str, Times]


class Subjects:
    """What is asked of one server: an address for each name, and always another one for random filters."""

    def __init__(self, server: Server, addresses: dict[str, Any]) -> None:
        self.server, self.connection = server, Connection(server.port)
        self.fixed = {FLOOR: "/floor/"} | addresses["ours"] | addresses["single"]
        self.random: Iterator[str] = cycle(addresses["random"])
        self.times: Pages = defaultdict(Times)
        self.work: Pages = defaultdict(Times)
        self.asked_last, self.worked_before = "", 0.0

    @property
    def names(self) -> list[str]:
        """Return the names of what is asked."""
        return [*self.fixed, RANDOM]

    def ask(self, name: str) -> None:
        """Ask once, and note how long the answer took."""
        self.note_work(name)
        path = next(self.random) if name == RANDOM else self.fixed[name]
        answer = self.connection.get(path)
        if answer.status != OK:
            raise SystemExit(f"{path} answered {answer.status}.")
        self.times[name].add(answer.seconds)

    def note_work(self, name: str) -> None:
        """Put the processor time since the last request down to that request, what it did afterwards too."""
        worked = self.server.worker_seconds
        if self.asked_last:
            self.work[self.asked_last].add(worked - self.worked_before)
        self.asked_last, self.worked_before = name, worked

    def forget(self) -> None:
        """Count from here."""
        self.times.clear()
        self.work.clear()
        self.asked_last = ""


def ask_in_turn(subjects: dict[int, Subjects], rounds: int) -> None:
    """Ask for every page at every size, all in turn, in another order each round."""
    turns = [(subject, name) for subject in subjects.values() for name in subject.names]
    for subject, name in turns * WARM_UPS:
        subject.ask(name)
    for subject in subjects.values():
        subject.forget()
    rng = random.Random(rounds)
    for _ in range(rounds):
        rng.shuffle(turns)
        for subject, name in turns:
            subject.ask(name)


def peer_times(
    ours: Server, peers: dict[str, Server], addresses: dict[str, dict[str, str]], rounds: int
) -> dict[str, Pages]:
    """Return the times of the six mixes, ours and each peer's, in turn; slow peers stop when it is enough."""
    connections = {name: Connection(server.port) for name, server in ({"ours": ours} | peers).items()}
    times: dict[str, Pages] = {name: defaultdict(Times) for name in connections}
    for _ in range(rounds):
        for mix in addresses["ours"]:
            for name, connection in connections.items():
                if is_enough(times[name][mix]):
                    continue
                for _ in range(OURS_PER_PEER if name == "ours" else 1):
                    answer = connection.get(addresses[name][mix])
                    assert answer.status == OK, (name, mix, answer.status)
                    times[name][mix].add(answer.seconds)
    return times


def is_enough(times: Times) -> bool:
    """Return whether a peer has had its rounds."""
    return len(times.seconds) >= FEWEST_PEER_ROUNDS and sum(times.seconds) > PEER_BUDGET_SECONDS


def octets(connection: Connection, path: str) -> tuple[int, bytes]:
    """Return how many bytes a page takes over the wire, and its HTML."""
    body = connection.get(path).body
    return len(body), gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def first_loads(server: Server, addresses: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Return for each page the compressed bytes of the page alone and with everything it links."""
    pages = {
        "list": addresses["ours"]["no filter"],
        **addresses["single"],
        **{path: path for path in OTHER_PAGES},
    }
    with Connection(server.port) as connection:
        loads = {}
        for name, path in pages.items():
            page, html = octets(connection, path)
            assets = {link.decode() for link in ASSET.findall(html)}
            loads[name] = (page, page + sum(octets(connection, link)[0] for link in assets))
    return loads


def changer(database_url: str) -> subprocess.Popen[str]:
    """Start the process that changes a program for each line it is sent."""
    command = [sys.executable, "-m", "benchmarks.probe", "changes"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, env=environment(database_url), **pipes)


def change_costs(server: Server, database_url: str, count: int) -> dict[str, list[float]]:
    """Return what changes cost: their writer, and the next visitor beyond what the page takes anyway (ms)."""
    path, costs = "/programs/", defaultdict(list)
    with Connection(server.port) as connection, changer(database_url) as process:
        for _ in range(count):
            usual = statistics.median(connection.get(path).seconds for _ in range(5))
            change = one_change(process)
            first = connection.get(path).seconds
            costs["visitor"].append((first - usual) * 1000)
            costs["writer"].append(change["seconds"] * 1000)
            costs["unseen"].append(float(not is_seen(connection, change["mark"])))
        process.stdin.close()
    return dict(costs)


def one_change(process: subprocess.Popen[str]) -> dict[str, Any]:
    """Have one program changed and return what was done."""
    process.stdin.write("\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def is_seen(connection: Connection, mark: str) -> bool:
    """Return whether a search finds the changed program."""
    _, html = octets(connection, f"/programs/?q={mark}")
    return b'data-total="1"' in html


def connections_to_each_worker(server: Server, workers: int) -> list[Connection]:
    """Return a kept connection to each worker."""
    found: dict[bytes, Connection] = {}
    deadline = time.monotonic() + 20
    while len(found) < workers and time.monotonic() < deadline:
        connection = Connection(server.port)
        worker = connection.get("/worker/").body
        if worker in found:
            connection.close()
        found.setdefault(worker, connection)
    return list(found.values())


def changes_seen_by_all(server: Server, database_url: str, workers: int, count: int) -> tuple[int, int]:
    """Return on how many next pages of every worker a change was, and how many were asked."""
    connections = connections_to_each_worker(server, workers)
    seen = asked = 0
    with changer(database_url) as process:
        for _ in range(count):
            mark = one_change(process)["mark"]
            seen += sum(is_seen(connection, mark) for connection in connections)
            asked += len(connections)
        process.stdin.close()
    return seen, asked


LUA = """
local paths, at = {%s}, 0
request = function() at = at %% #paths + 1; return wrk.format("GET", paths[at]) end
"""


def wrk_rate(port: int, paths: Sequence[str], seconds: int) -> float:
    """Return requests per second by wrk."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(LUA % ", ".join(json.dumps(path) for path in paths))
        script.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", "Accept-Encoding: gzip"]
        command += ["-s", script.name, f"http://127.0.0.1:{port}"]
        said = subprocess.run(command, check=True, text=True, capture_output=True).stdout
    if "Non-2xx" in said:
        raise SystemExit(said)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def threads_rate(port: int, paths: Sequence[str], seconds: int) -> float:
    """Return requests per second by threads of our own, where there is no wrk."""
    counts, deadline = [0] * CONNECTIONS, time.monotonic() + seconds

    def keep_asking(place: int) -> None:
        with Connection(port) as connection:
            for path in cycle(paths[place:] + paths[:place]):
                if time.monotonic() > deadline:
                    return
                connection.get(path)
                counts[place] += 1

    threads = [threading.Thread(target=keep_asking, args=(place,)) for place in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def throughput(server: Server, addresses: dict[str, Any], rounds: int, seconds: int) -> dict[str, float]:
    """Return the median requests per second of the floor and of random filters, in turn."""
    rate = wrk_rate if shutil.which("wrk") else threads_rate
    asked = {FLOOR: ["/floor/"], RANDOM: addresses["random"], "no filter": [addresses["ours"]["no filter"]]}
    rates: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, paths in asked.items():
            rates[name].append(rate(server.port, paths, seconds))
    return {name: statistics.median(found) for name, found in rates.items()}


def file_megabytes(path: Path) -> float:
    """Return a file's size."""
    return path.stat().st_size / 2**20
