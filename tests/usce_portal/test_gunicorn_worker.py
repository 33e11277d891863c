"""gunicorn with the portal's worker and a tiny application; one thread, which one slow client would hold."""

import contextlib
import errno
import hashlib
import http.client
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from usce_portal.gunicorn_worker import BufferingWorker

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_SECONDS = 30
APPLICATION = """
import hashlib, json, os, time

def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/large":
        start_response("200 OK", [("Content-Length", str(20_000_000))])
        return [bytes(20_000_000)]
    if path == "/pause":
        time.sleep(1)
    body = b"" if path == "/unread" else environ["wsgi.input"].read()
    answer = json.dumps({"path": path, "length": len(body), "sha256": hashlib.sha256(body).hexdigest()})
    start_response("200 OK", [("Content-Length", str(len(answer)))])
    return [answer.encode()]
"""
SETTINGS = """
from usce_portal import client_limits

def limit(**values):
    vars(client_limits).update(values)
    client_limits.SendingSocket.allowance = client_limits.SEND_SECONDS

limit({limits})
worker_class = "usce_portal.gunicorn_worker.BufferingWorker"
workers, threads, keepalive, worker_connections = 1, 1, 30, {connections}
loglevel, control_socket_disable, sendfile = "warning", True, False
"""


class Server:
    """A running gunicorn."""

    def __init__(self, folder: Path, limits: str = "", connections: int = 100, bind: str = "") -> None:
        (folder / "application.py").write_text(APPLICATION)
        (folder / "settings.py").write_text(SETTINGS.format(limits=limits, connections=connections))
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "-c", str(folder / "settings.py")]
        command += ["-b", bind or f"127.0.0.1:{self.port}", "application:application"]
        env = {**os.environ, "PYTHONPATH": f"{ROOT}:{folder}", "PROXY_COUNT": "0"}
        self.process = subprocess.Popen(command, cwd=folder, env=env)  # noqa: S603 - our own

    def connect(self) -> socket.socket:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS)
            except ConnectionRefusedError:
                assert time.monotonic() < deadline
                time.sleep(0.05)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_SECONDS)


@contextlib.contextmanager
def serving(folder: Path, limits: str = "", connections: int = 100) -> Iterator[Server]:
    server = Server(folder, limits, connections)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("gunicorn")) as running:
        yield running


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that loses patience within a second, and has little room."""
    limits = "HEAD_SECONDS=1, BODY_SECONDS=1, SEND_SECONDS=1, LINGER_SECONDS=1, MAX_HELD_BYTES=3_000_000,"
    limits += "MAX_BODY_BYTES=2_000_000, KEPT_BYTES=200_000, KEPT_END_BYTES=100_000, MEMORY_BYTES=100_000,"
    limits += "READ_BYTES=10_000, BYTES_PER_SECOND=1_000_000"
    with serving(tmp_path_factory.mktemp("gunicorn"), limits) as running:
        yield running


def post(length: int, path: str = "/", more: str = "") -> bytes:
    return f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n{more}\r\n".encode()


def get(path: str = "/", more: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: a\r\n{more}\r\n".encode()


def answer(client: socket.socket) -> tuple[int, bytes]:
    """Read one answer and leave the next one on the connection."""
    received = http.client.HTTPResponse(client)
    received.fp = client.makefile("rb", buffering=0)
    received.begin()
    return received.status, received.read()


def body_of(client: socket.socket) -> dict[str, object]:
    status, body = answer(client)
    assert status == 200
    return json.loads(body)


def everything(client: socket.socket) -> bytes:
    """Read until the server hangs up; the client hangs up only afterwards."""
    received = []
    with contextlib.suppress(ConnectionResetError):
        while piece := client.recv(1 << 20):
            received.append(piece)
    return b"".join(received)


def is_served(server: Server) -> bool:
    with server.connect() as client:
        client.sendall(get())
        return answer(client)[0] == 200


def echo(body: bytes, path: str = "/") -> dict[str, object]:
    return {"path": path, "length": len(body), "sha256": hashlib.sha256(body).hexdigest()}


# Requests that arrive as they should


def test_a_connection_is_kept(server: Server) -> None:
    with server.connect() as client:
        for path in ("/one", "/two", "/three"):
            client.sendall(get(path))
            assert body_of(client) == echo(b"", path)


def test_requests_sent_ahead_are_answered_in_order(server: Server) -> None:
    with server.connect() as client:
        client.sendall(get("/one") + post(5, "/two") + b"hello" + get("/three") + post(3, "/four") + b"ab")
        assert [body_of(client)["path"] for _ in range(3)] == ["/one", "/two", "/three"]
        assert is_served(server)  # the fourth is not whole
        client.sendall(b"c" + get("/five"))
        assert [body_of(client) for _ in range(2)] == [echo(b"abc", "/four"), echo(b"", "/five")]


def test_a_request_in_single_bytes_is_whole_in_the_end(server: Server) -> None:
    with server.connect() as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in post(5) + b"hello":
            client.sendall(bytes([byte]))
        assert body_of(client) == echo(b"hello")


@pytest.mark.parametrize("length", [0, 1, 65_536, 1_048_576, 1_100_000, 12_000_000])
def test_bodies_arrive_unchanged(server: Server, length: int) -> None:
    body = os.urandom(length)
    with server.connect() as client:
        client.sendall(post(length) + body)
        assert body_of(client) == echo(body)
        client.sendall(get())
        assert body_of(client) == echo(b"")


def test_a_client_that_asks_first_is_told_to_go_on_once(server: Server) -> None:
    with server.connect() as client:
        client.sendall(post(5, more="Expect: 100-continue\r\n"))
        assert client.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"hello")
        assert body_of(client) == echo(b"hello")


def test_a_body_that_nobody_reads_does_not_become_the_next_request(server: Server) -> None:
    with server.connect() as client:
        client.sendall(post(30_000, "/unread") + bytes(30_000) + get("/next"))
        assert [body_of(client)["path"] for _ in range(2)] == ["/unread", "/next"]


def test_a_connection_ends_when_the_client_says_so(server: Server) -> None:
    with server.connect() as client:
        client.sendall(get(more="Connection: close\r\n"))
        assert everything(client).startswith(b"HTTP/1.1 200 OK")
        assert is_served(server)  # although the client has not hung up


# Requests that gunicorn refuses


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\nHost: a\n\n", b"400"),
        (get(more="Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), b"400"),
        (get(more="Content-Length: 5\r\nContent-Length: 6\r\n"), b"400"),
        (get(more="Content-Length: +5\r\n"), b"400"),
        (get(more="Transfer-Encoding: chunked, chunked\r\n"), b"400"),
        (get(more="Transfer-Encoding: unknown\r\n"), b"501"),
        (get(more="Expect: tea\r\n"), b"417"),
        (get("/" + "a" * 9000), b"414"),
        (get(more="A: " + "a" * 9000 + "\r\n"), b"431"),
        (b"GET / HTTP/1.1\r\n" + b"A: bcd\r\n" * 20_000, b"431"),
        (post(0, more="Transfer-Encoding: chunked\r\n").replace(b"Content-Length: 0\r\n", b""), b"411"),
    ],
)
def test_what_is_malformed_is_refused(server: Server, request_bytes: bytes, status: bytes) -> None:
    with server.connect() as client:
        client.sendall(request_bytes + b"5\r\nhello\r\n0\r\n\r\n")
        assert everything(client).split(b" ")[1] == status
    assert is_served(server)


# Slow clients


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost:", post(5) + b"hel", get() + b"POST"])
def test_an_unfinished_request_holds_no_thread(server: Server, sent: bytes) -> None:
    with server.connect() as client:
        client.sendall(sent)
        assert is_served(server)


@pytest.mark.parametrize(
    "sent", [b"GET / HTTP/1.1\r\nHost:", post(5) + b"hel", post(900_000) + bytes(500_000)]
)
def test_an_unfinished_request_ends_in_time(strict: Server, sent: bytes) -> None:
    with strict.connect() as client:
        client.sendall(sent)
        assert everything(client).startswith(b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n")


def test_a_connection_without_a_request_ends_without_an_answer(strict: Server) -> None:
    with strict.connect() as client:
        assert everything(client) == b""


def test_an_answer_that_nobody_reads_ends_and_frees_its_thread(strict: Server) -> None:
    with strict.connect() as client:
        client.sendall(get("/large"))
        assert is_served(strict)
        assert len(everything(client)) < 20_000_000


def test_an_answer_that_is_read_comes_whole(strict: Server) -> None:
    with strict.connect() as client:
        client.sendall(get("/large", "Connection: close\r\n"))
        assert len(everything(client)) > 20_000_000


# Too much


def test_a_middle_that_no_form_accepts_is_not_kept(strict: Server) -> None:
    body = b"a" * 900_000 + b"z" * 100_000
    with strict.connect() as client:
        client.sendall(post(len(body)) + body)
        found = body_of(client)
        client.sendall(get())
        assert body_of(client) == echo(b"")
    assert found["length"] == len(body)
    assert found["sha256"] != echo(body)["sha256"]


def test_a_body_beyond_all_bounds_is_refused_before_it_comes(strict: Server) -> None:
    with strict.connect() as client:
        client.sendall(post(2_000_001, more="Expect: 100-continue\r\n"))
        assert everything(client).startswith(b"HTTP/1.1 413 ")


def test_bodies_together_have_a_bound(tmp_path: Path) -> None:
    limits = "MAX_HELD_BYTES=1_000_000, READ_BYTES=100_000"
    with serving(tmp_path, limits) as server, server.connect() as first, server.connect() as second:
        first.sendall(post(900_000) + bytes(800_000))
        assert all(is_served(server) for _ in range(20))  # each a few rounds, which take 100 kB of the first
        second.sendall(post(900_000) + bytes(500_000))
        refused = everything(second)
        first.sendall(bytes(100_000))
        assert body_of(first) == echo(bytes(900_000))
        first.sendall(get())  # by its answer the body has been let go
        assert body_of(first) == echo(b"")
        with server.connect() as third:
            third.sendall(post(900_000) + bytes(900_000))
            assert body_of(third) == echo(bytes(900_000))
    assert refused.startswith(b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 10\r\n")


def test_stalled_requests_of_an_address_have_a_bound(tmp_path: Path) -> None:
    with serving(tmp_path, "MAX_STALLED=3") as server, contextlib.ExitStack() as stack:
        clients = [stack.enter_context(server.connect()) for _ in range(5)]
        for client in clients:
            client.sendall(b"GET / HTTP/1.1\r\n")
        answers = [everything(client)[:12] for client in clients[3:]]
        assert answers == [b"HTTP/1.1 429"] * 2
        for client in clients[:3]:
            client.sendall(b"Host: a\r\n\r\n")
            assert body_of(client) == echo(b"")


def test_a_full_house_lets_the_longest_idle_go(tmp_path: Path) -> None:
    with serving(tmp_path, connections=4) as server, contextlib.ExitStack() as stack:
        for _ in range(12):
            client = stack.enter_context(server.connect())
            client.sendall(get())
            assert body_of(client) == echo(b"")


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM])
def test_who_cannot_be_accepted_waits(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    sleep = Mock()
    monkeypatch.setattr("usce_portal.gunicorn_worker.time.sleep", sleep)
    listener = Mock(accept=Mock(side_effect=OSError(number, "full")))
    assert BufferingWorker.accept(Mock(), listener) is False
    assert sleep.call_count == 1


def test_a_disk_without_space_is_said(tmp_path: Path) -> None:
    with serving(tmp_path) as server, server.connect() as client:
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
        resource.prlimit(int(children.read_text()), resource.RLIMIT_FSIZE, (100_000, 100_000))
        client.sendall(post(2_000_000) + bytes(1_000_000))
        assert everything(client).startswith(b"HTTP/1.1 507 ")
        assert is_served(server)


# Stopping


def test_a_stop_cuts_no_request(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        with server.connect() as busy, server.connect() as half, server.connect() as late:
            busy.sendall(get("/pause"))
            half.sendall(post(5) + b"hel")
            assert is_served(server)
            server.process.send_signal(signal.SIGTERM)
            late.sendall(get())
            half.sendall(b"lo")
            found = [body_of(client) for client in (busy, half, late)]
        assert server.process.wait(PATIENCE_SECONDS) == 0
    assert found == [echo(b"", "/pause"), echo(b"hello"), echo(b"")]


def test_an_idle_client_does_not_hold_up_a_stop(tmp_path: Path) -> None:
    with serving(tmp_path, "HEAD_SECONDS=600") as server, server.connect() as idle:
        assert is_served(server)
        assert server.stop() == 0
        assert everything(idle) == b""


# Other ways to be reached


def test_a_unix_socket_is_served(tmp_path: Path) -> None:
    server = Server(tmp_path, bind=f"unix:{tmp_path}/socket")
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (tmp_path / "socket").exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(f"{tmp_path}/socket")
            client.sendall(post(5) + b"hello")
            assert body_of(client) == echo(b"hello")
    finally:
        server.stop()


def test_tls_is_refused_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "settings.py").write_text(SETTINGS.format(limits="", connections=10))
    command = [sys.executable, "-m", "gunicorn", "-c", f"{tmp_path}/settings.py", "--certfile", __file__]
    command += ["--keyfile", __file__, "-b", "127.0.0.1:0", "usce_portal.wsgi"]
    ended = subprocess.run(  # noqa: S603 - our own
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode != 0
    assert "put a proxy in front" in ended.stderr
