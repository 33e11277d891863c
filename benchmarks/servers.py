"""Servers under test: the portal's own gunicorn, its PostgreSQL, and Datasette, each for one run."""

import contextlib
import importlib.machinery
import importlib.util
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import IO

from benchmarks.client import Connection
from usce_portal import supervisor

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 600


def portal_script() -> ModuleType:
    """Return the script that serves the portal, for its supervisor and its private PostgreSQL."""
    loader = importlib.machinery.SourceFileLoader("portal_script", str(ROOT / "portal"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


PORTAL = portal_script()
GUNICORN = [sys.executable, *supervisor.GUNICORN]


def folder() -> Path:
    """Return where databases, environments and results are kept between runs."""
    path = Path(os.environ.get("PORTAL_VAR") or ROOT / "var").absolute() / "benchmarks"
    path.mkdir(parents=True, exist_ok=True)
    return path


def environment(database_url: str) -> dict[str, str]:
    """Return what our own processes are started with."""
    ours = {"PORTAL_ENV": "development", "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    return {**os.environ, **ours, "PORTAL_VAR": str(folder()), "DATABASE_URL": database_url}


def run_module(module: str, database_url: str, *arguments: str) -> str:
    """Run one of our modules in a process of its own and return what it printed."""
    command = [sys.executable, "-m", module, *arguments]
    env = environment(database_url)
    return subprocess.run(command, cwd=ROOT, env=env, check=True, text=True, stdout=subprocess.PIPE).stdout


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def gunicorn_command(port: int, workers: int) -> list[str]:
    """Return the portal's own gunicorn command with our application, port and number of workers."""
    command = [part.replace("usce_portal.wsgi", "benchmarks.wsgi") for part in GUNICORN]
    return [*command, "-w", str(workers), "-b", f"127.0.0.1:{port}"]


class Server:
    """A running server: its port, its process, and how long it took until it answered."""

    def __init__(
        self,
        command: list[str],
        port: int,
        env: dict[str, str],
        first_path: str,
        *,
        log: IO[str] | int | None = None,
    ) -> None:
        """Start it; ``log``: where its errors go, None: to ours."""
        self.port, started = port, time.perf_counter()
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=log)
        self.wait_for(first_path)
        self.start_seconds = time.perf_counter() - started

    def wait_for(self, path: str) -> None:
        """Wait until the server answers."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError), Connection(self.port) as connection:
                if connection.get(path).status < 500:
                    return
            time.sleep(0.01)
        self.stop()
        raise SystemExit("A server did not start.")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait()

    @property
    def worker_ids(self) -> list[int]:
        """Return the process ids of its workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(word) for word in children.read_text().split()] if children.exists() else []

    @property
    def worker_seconds(self) -> float:
        """Return the processor time that its first worker has used, whoever else uses the processor."""
        for worker in self.worker_ids[:1]:
            used = [path.read_text().split()[0] for path in Path(f"/proc/{worker}/task").glob("*/schedstat")]
            return sum(int(nanoseconds) for nanoseconds in used) / 1e9
        return 0.0

    @property
    def worker_megabytes(self) -> float:
        """Return the memory that its first worker holds, 0 where the system does not say."""
        for worker in self.worker_ids[:1]:
            status = Path(f"/proc/{worker}/status").read_text()
            return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024
        return 0.0


@contextlib.contextmanager
def gunicorn(database_url: str, *, workers: int = 1, first_path: str = "/programs/") -> Iterator[Server]:
    """Run the portal as it is served, with the floor and the Django peers beside it."""
    port = free_port()
    server = Server(gunicorn_command(port, workers), port, environment(database_url), first_path)
    try:
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def datasette(command: str, database: Path) -> Iterator[Server]:
    """Run Datasette on an exported file, with time enough for every facet."""
    port = free_port()
    limits = {"facet_time_limit_ms": "600000", "sql_time_limit_ms": "600000", "suggest_facets": "off"}
    settings = [part for name, value in limits.items() for part in ("--setting", name, value)]
    arguments = [command, "serve", "--immutable", str(database), "--port", str(port), *settings]
    server = Server(arguments, port, {**os.environ}, "/", log=subprocess.DEVNULL)
    try:
        yield server
    finally:
        server.stop()
