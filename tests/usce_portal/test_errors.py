"""What an outage is, and what is a mistake of ours."""

import contextlib
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

import django.db
import psycopg2.errors
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.test import RequestFactory

from applicants.documents.storage import StorageAwayError
from usce_portal.errors import RefusalFilter, RefusedRequests, is_outage, refusal_response


def caused(error: Exception, cause: Exception) -> Exception:
    """Return an error as Django raises it for a driver's."""
    error.__cause__ = cause
    return error


def raised(act: Callable[[], object]) -> Exception:
    """Return the error that an act ends with."""
    with pytest.raises(Exception) as found:  # noqa: PT011 - any error, to be looked at
        act()
    return found.value


def lose_database() -> None:
    """Fail as in an outage."""
    raise OperationalError("gone")


def fail_because_of_one() -> None:
    """Fail in a way of its own, and say that an outage is the cause."""
    try:
        lose_database()
    except OperationalError as error:
        raise django.db.transaction.TransactionManagementError("broken") from error


def fail_while_handling_one() -> None:
    """Fail in a way of its own where no outage was expected."""
    try:
        lose_database()
    except OperationalError:
        raise KeyError("missing")  # noqa: B904 - this is what is tested


def fail_in_spite_of_one() -> None:
    """Fail for a reason of its own, and say that the outage is none."""
    try:
        lose_database()
    except OperationalError:
        raise ValueError("wrong") from None


OUTAGES = [
    OperationalError("gone"),
    InterfaceError("connection already closed"),
    StorageAwayError("the bucket"),
    psycopg2.OperationalError("could not connect"),
    psycopg2.InterfaceError("connection already closed"),
    psycopg2.errors.AdminShutdown("terminating connection"),
    psycopg2.DatabaseError("server closed the connection"),
    caused(OperationalError("gone"), psycopg2.errors.CrashShutdown("gone")),
    caused(django.db.InternalError("read-only"), psycopg2.errors.ReadOnlySqlTransaction("read-only")),
    caused(DatabaseError("COMMIT failed"), psycopg2.DatabaseError("COMMIT failed")),
    caused(DatabaseError("malformed"), sqlite3.DatabaseError("malformed")),
    raised(fail_because_of_one),
    raised(fail_while_handling_one),
]
MISTAKES = [
    None,
    django.db.ProgrammingError("no such table"),
    django.db.IntegrityError("twice"),
    django.db.DataError("too long"),
    django.db.InternalError("broken"),
    DatabaseError("Save with update_fields did not affect any rows."),
    ValueError("wrong"),
    KeyError("missing"),
    OSError("a file"),
    psycopg2.errors.UndefinedTable("nowhere"),
    raised(fail_in_spite_of_one),
]


@pytest.mark.parametrize("error", OUTAGES, ids=repr)
def test_what_is_away_is_an_outage(error: Exception) -> None:
    assert is_outage(error) is True
    answer = refusal_response(RequestFactory().get("/"), error)
    assert answer is not None
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Back in a moment" in answer.content.decode()
    assert str(error) not in answer.content.decode()


@pytest.mark.parametrize("error", MISTAKES, ids=repr)
def test_our_own_mistakes_are_none(error: Exception | None) -> None:
    assert is_outage(error) is False
    assert refusal_response(RequestFactory().get("/"), error) is None


def test_sqlite_away_or_locked_is_an_outage_and_a_missing_table_is_none(tmp_path: Path) -> None:
    one, two = (sqlite3.connect(tmp_path / "db", timeout=0) for _ in range(2))
    with contextlib.closing(one), contextlib.closing(two):
        one.execute("BEGIN IMMEDIATE")
        locked = raised(lambda: two.execute("BEGIN IMMEDIATE"))
        missing = raised(lambda: two.execute("SELECT * FROM nowhere"))
    away = raised(lambda: sqlite3.connect(tmp_path / "no-such-folder" / "db"))
    assert [str(error) for error in (locked, missing, away)] == [
        "database is locked",
        "no such table: nowhere",
        "unable to open database file",
    ]
    assert [is_outage(error) for error in (locked, missing, away)] == [True, False, True]
    assert is_outage(caused(OperationalError("no such table"), missing)) is False


# One line a minute


def test_one_line_a_minute_counts_what_was_refused(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now = 1000.0
    monkeypatch.setattr("usce_portal.errors.time.monotonic", lambda: now)
    refused = RefusedRequests()
    for _ in range(5):
        refused.note(caused(OperationalError("ada@example.org"), psycopg2.errors.AdminShutdown("ada@")))
    now += 61
    refused.note(InterfaceError("ada@example.org"))
    assert [record.getMessage() for record in caplog.records] == [
        "Database or storage is away (AdminShutdown); requests refused since the last line: 1",
        "Database or storage is away (InterfaceError); requests refused since the last line: 5",
    ]


@pytest.mark.parametrize(("status", "stays"), [(503, False), (507, False), (500, True), (404, True)])
def test_the_frameworks_line_is_dropped_for_refusals_only(status: int, stays: bool) -> None:  # noqa: FBT001
    record = logging.makeLogRecord({"status_code": status})
    assert RefusalFilter().filter(record) is stays
    assert RefusalFilter().filter(logging.makeLogRecord({})) is True
