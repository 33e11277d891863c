"""Slow clients by the hundred, each from an address of its own; others notice nothing."""

import contextlib
import itertools
import socket
import threading
import time
from typing import Self

from benchmarks.drills.people import Person
from benchmarks.drills.site import Site
from benchmarks.drills.uploads import KEPT, a_file

BODIES, HEADS, READERS, GETS, SLOWEST_SECONDS = 70, 300, 20, 40, 1.0
PAGES = ("/programs/", "/healthz", "/dashboard/")
UPLOAD, DOWNLOAD = 5_000_000, 9_000_000
SMALL_BUFFER = 4096
HOST = "Host: 127.0.0.1\r\n"
ADDRESSES = itertools.cycle(f"127.1.{third}.{fourth}" for third in range(8) for fourth in range(1, 255))


class Herd:
    """Clients that begin a request and go on with a byte a second; whoever is turned away comes again."""

    def __init__(self, port: int, count: int, begin: bytes, *, reads: bool = False) -> None:
        self.port, self.count, self.begin, self.reads = port, count, begin, reads
        self.clients: list[socket.socket] = []
        self.turned_away, self.until = 0, threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self) -> None:
        """Keep the number up until told to stop."""
        while not self.until.wait(1):
            self.clients = [client for client in self.clients if self.goes_on(client)]
            while len(self.clients) < self.count:
                self.clients.append(self.client())

    def client(self) -> socket.socket:
        """Begin one request."""
        client = socket.socket()
        if self.reads:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        client.bind((next(ADDRESSES), 0))
        client.connect(("127.0.0.1", self.port))
        client.sendall(self.begin)
        client.settimeout(0)
        return client

    def goes_on(self, client: socket.socket) -> bool:
        """Send or read one byte more; return whether the server still waits."""
        with contextlib.suppress(BlockingIOError):
            try:
                if self.reads and client.recv(1):
                    return True
                if not self.reads:
                    client.send(b"a")
                    client.recv(1)  # only a refusal comes; until then there is nothing to read
            except ConnectionError:
                pass
            self.turned_away += 1
            client.close()
            return False
        return True

    def __enter__(self) -> Self:
        self.thread.start()
        deadline = time.monotonic() + 30
        while len(self.clients) < self.count and time.monotonic() < deadline:
            time.sleep(0.1)
        return self

    def __exit__(self, *exception: object) -> None:
        self.until.set()
        self.thread.join()
        for client in self.clients:
            client.close()


def post(person: Person) -> bytes:
    """Return an upload that has hardly begun."""
    cookie = f"Cookie: sessionid={person.session}; csrftoken={person.csrf}\r\n"
    kind = "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000000\r\n"
    return f"POST /documents/ HTTP/1.1\r\n{HOST}{cookie}{kind}\r\n--b\r\n".encode()


def download(person: Person, address: str) -> bytes:
    """Return a request for a document."""
    cookie = f"Cookie: sessionid={person.session}\r\n"
    return f"GET {address}download/ HTTP/1.1\r\n{HOST}{cookie}\r\n".encode()


def slowest_get(port: int, person: Person, path: str) -> tuple[int, float]:
    """Look at a page again and again; return the answers that were no 200, and the longest wait."""
    failures, slowest = 0, 0.0
    for _ in range(GETS):
        started = time.perf_counter()
        failures += person.get(port, path).status != 200
        slowest = max(slowest, time.perf_counter() - started)
    return failures, slowest


def run(site: Site) -> dict[str, object]:
    """Return how others are served beside all slow clients at once."""
    person, slow = site.prepare(2)
    with site.serving() as server:
        for _ in range(10):  # both workers have read the catalog
            person.get(server.port, "/programs/")
        address = slow.upload(server.port, a_file(DOWNLOAD), "document.png").location
        head = f"GET / HTTP/1.1\r\n{HOST}X: ".encode()
        with (
            Herd(server.port, BODIES, post(slow)) as bodies,
            Herd(server.port, HEADS, head) as heads,
            Herd(server.port, READERS, download(slow, address), reads=True) as readers,
        ):
            pages = {path: slowest_get(server.port, person, path) for path in PAGES}
            started = time.perf_counter()
            status = person.upload(server.port, a_file(UPLOAD), "document.png").status
            seconds = time.perf_counter() - started
            time.sleep(35)  # until each kind has been turned away
            later = {f"{path}, later": slowest_get(server.port, person, path) for path in PAGES}
            away = [herd.turned_away for herd in (bodies, heads, readers)]
    return {
        "slow bodies, half heads, slow readers": f"{BODIES}, {HEADS}, {READERS}",
        "turned away": ", ".join(map(str, away)),
        **{
            f"{path}, slowest of {GETS}, s": round(slowest, 2)
            for path, (_, slowest) in (pages | later).items()
        },
        "failures": sum(failures for failures, _ in (pages | later).values()),
        "upload of 5 MB": f"{status} in {seconds:.1f} s",
    }


def faults(found: dict[str, object]) -> list[str]:
    """Return which promises are broken."""
    broken = [what for what in found if "slowest" in what and found[what] >= SLOWEST_SECONDS]
    broken += ["failures"] * bool(found["failures"])
    return broken + ["upload of 5 MB"] * (not found["upload of 5 MB"].startswith(str(KEPT)))
