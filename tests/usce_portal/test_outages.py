"""Whole requests while the database is away: whatever asks it first, the answer is a 503."""

import contextlib
import errno
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import path

from applicants.models import User
from tests.factories import make_person
from usce_portal import errors
from usce_portal.urls import handler404, handler500
from usce_portal.urls import urlpatterns as portal_patterns

__all__ = ["handler404", "handler500"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]
Drop = Callable[[], None]


# Views that meet an outage late


def in_template(request: HttpRequest) -> TemplateResponse:
    """Ask the database while the template renders."""
    drop.now()
    page = engines["django"].from_string("{{ people.count }}")
    return TemplateResponse(request, page, {"people": User.objects.all()})


def in_session(request: HttpRequest) -> HttpResponse:
    """Leave something to save in the session."""
    request.session["seen"] = True
    drop.now()
    return HttpResponse("fine")


def in_commit(request: HttpRequest) -> HttpResponse:
    """Write, so that only COMMIT fails."""
    with transaction.atomic():
        Group.objects.create(name="Advisors")
    return HttpResponse("fine")


def in_first_part(request: HttpRequest) -> StreamingHttpResponse:
    """Ask the database before anything is sent."""

    def parts() -> Iterator[str]:
        drop.now()
        yield str(User.objects.count())

    return StreamingHttpResponse(parts())


def in_second_part(request: HttpRequest) -> StreamingHttpResponse:
    """Ask the database when the status is sent already."""

    def parts() -> Iterator[str]:
        yield "first"
        drop.now()
        yield str(User.objects.count())

    return StreamingHttpResponse(parts())


def in_statement(request: HttpRequest) -> HttpResponse:
    """Ask for a table that there is not, which SQLite calls an operational error."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")
    return HttpResponse("fine")


def in_second_part_by_mistake(request: HttpRequest) -> StreamingHttpResponse:
    """Make a mistake of our own when the status is sent already."""

    def parts() -> Iterator[str]:
        yield "first"
        raise KeyError("missing")

    return StreamingHttpResponse(parts())


VIEWS = (in_template, in_session, in_commit, in_first_part, in_second_part, in_statement)
urlpatterns = [
    *portal_patterns,
    *(path(f"{view.__name__}/", view) for view in (*VIEWS, in_second_part_by_mistake)),
]


class Outage:
    """Takes the database away when a test's view says so."""

    def now(self) -> None:
        """Do nothing: a test puts what drops the database here."""


drop = Outage()


@pytest.fixture(autouse=True)
def fresh_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next refused request be written into the log."""
    monkeypatch.setattr(errors.refused, "noted_at", float("-inf"))


@pytest.fixture
def unreachable(monkeypatch: pytest.MonkeyPatch) -> Drop:
    """Give what takes the connection away and lets every new one fail."""
    database = connections["default"]

    def refuse(*_: object) -> None:
        raise database.Database.OperationalError("could not connect")

    def act() -> None:
        monkeypatch.setattr(type(database), "get_new_connection", refuse)
        monkeypatch.setattr(database, "connection", None)

    return act


@pytest.fixture
def cut() -> Iterator[Drop]:
    """Give what cuts the open connection: PostgreSQL ends it, SQLite cannot read its file any more."""
    database = connections["default"]
    with contextlib.ExitStack() as stack:

        def act() -> None:
            if database.vendor == "postgresql":
                terminate(database)
            else:
                stack.enter_context(database.execute_wrapper(refuse_query))

        yield act
    if database.vendor == "postgresql":
        database.close()


def terminate(database: BaseDatabaseWrapper) -> None:
    """Let PostgreSQL end a connection, as a restart does."""
    database.ensure_connection()
    other = database.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [database.connection.info.backend_pid])
    other.close()


def refuse_query(*_: object) -> None:
    """Fail as SQLite does."""
    raise connection.Database.OperationalError("disk I/O error")


@pytest.fixture
def ada_client() -> Client:
    """A signed-in browser: it shows the answer instead of the exception behind it."""
    client = Client(raise_request_exception=False)
    client.force_login(make_person("ada@example.org"))
    return client


def assert_refused(answer: HttpResponse) -> None:
    """Check that an answer is the whole page that says when to come back, with its headers."""
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "<h1>Back in a moment</h1>" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")


# With a session, everything asks the database


ADDRESSES = ["/", "/programs/", "/dashboard/", "/documents/", "/robots.txt", "/no-such-page/", "/admin/"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("way", ["unreachable", "cut"])
def test_with_a_session_every_page_asks_to_come_back(
    address: str, way: str, ada_client: Client, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(way)()
    assert_refused(ada_client.get(address))


def test_a_form_asks_to_come_back(ada_client: Client, unreachable: Drop) -> None:
    unreachable()
    assert_refused(ada_client.post("/contacts/new/", {"name": "Grace Hopper"}))


def test_a_swap_gets_a_line(ada_client: Client, unreachable: Drop) -> None:
    unreachable()
    answer = ada_client.get("/programs/?q=texas", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer.content.decode() == (
        '<p class="message message--error">The database does not answer right now. '
        "Try again in ten seconds. Nothing is lost.</p>\n"
    )


def test_probes_are_answered_before_a_session_is_read(ada_client: Client, unreachable: Drop) -> None:
    unreachable()
    alive, ready = ada_client.get("/healthz"), ada_client.get("/readyz")
    assert (alive.status_code, alive.content) == (200, b"ok\nversion 0.2.0\n")
    assert (ready.status_code, ready.content) == (503, b"the database does not answer\n")
    assert (ready["Content-Type"], ready["Retry-After"]) == ("text/plain", "10")


def test_many_requests_write_one_line_without_a_traceback(
    ada_client: Client, unreachable: Drop, caplog: pytest.LogCaptureFixture
) -> None:
    unreachable()
    for address in (*ADDRESSES, "/readyz", "/no-such-page/"):
        ada_client.get(address)
    assert [(record.getMessage(), record.exc_info) for record in caplog.records] == [
        ("Database or storage is away (OperationalError); requests refused since the last line: 1", None)
    ]


def test_it_goes_on_when_the_database_is_back(ada_client: Client, cut: Drop) -> None:
    cut()
    assert_refused(ada_client.get("/dashboard/"))
    if connection.vendor == "postgresql":
        connection.close()  # as the end of a request does outside of tests
        assert ada_client.get("/dashboard/").status_code == 200


# Later in a request


@pytest.mark.parametrize("view", ["in_template", "in_session", "in_first_part"])
@pytest.mark.parametrize("way", ["unreachable", "cut"])
def test_an_outage_in_a_template_a_session_or_a_streams_begin_is_a_503(
    view: str, way: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(drop, "now", request.getfixturevalue(way))
    assert_refused(Client(raise_request_exception=False).get(f"/{view}/"))


@pytest.mark.parametrize("kind", ["OperationalError", "InterfaceError", "DatabaseError"])
def test_a_lost_commit_is_a_503(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = connections["default"]

    def refuse(*_: object) -> None:
        with database.wrap_database_errors:
            raise getattr(database.Database, kind)("server closed the connection")

    monkeypatch.setattr(type(database), "_commit", refuse)
    assert_refused(Client(raise_request_exception=False).get("/in_commit/"))


def test_a_stream_that_has_begun_is_cut_off(
    cut: Drop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(drop, "now", cut)
    answer, got = Client().get("/in_second_part/"), []
    with pytest.raises(ConnectionResetError) as broken:
        got.extend(answer.streaming_content)
    assert (answer.status_code, got, broken.value.errno) == (200, [b"first"], errno.ECONNRESET)
    assert [(record.levelname, record.exc_info) for record in caplog.records] == [("ERROR", None)]


# Mistakes of our own


def test_a_wrong_statement_is_a_500_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    answer = Client(raise_request_exception=False).get("/in_statement/")
    assert answer.status_code == 500
    assert [bool(record.exc_info) for record in caplog.records] == [True]


def test_a_mistake_in_a_stream_stays_one() -> None:
    answer = Client().get("/in_second_part_by_mistake/")
    with pytest.raises(KeyError, match="missing"):
        b"".join(answer.streaming_content)
