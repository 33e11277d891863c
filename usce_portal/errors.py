"""The error pages: 404, 500, 503 and 507, and what each of the last three stands for."""

import errno
import logging
import sqlite3
import sys
import threading
import time

from django.db import DatabaseError, Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from applicants.documents.storage import StorageAwayError

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = "10"
# A disk is not emptied in seconds.
FULL_RETRY_AFTER_SECONDS = "300"
FULL = {errno.ENOSPC, errno.EDQUOT}
# A server that takes over from another can only be read at first.
LOST = {"OperationalError", "InterfaceError", "ReadOnlySqlTransaction"}
LOG_SECONDS = 60
AWAY_WORDS = "The database does not answer right now. Try again in ten seconds. Nothing is lost."
FULL_WORDS = "There is no room to save anything right now, and nothing was saved. Try again in a few minutes."


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 with ways back into the catalog; it needs no database."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 and 507 as ``refusal_response`` says; it needs neither database nor session.

    Errors of middleware come here, and what a view's transaction raises when it ends.
    """
    return refusal_response(request, sys.exc_info()[1]) or render(None, "500.html", status=500)


def refusal_response(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """Answer 507 for a full disk and 503 for an outage, both noted in the log; None for a mistake of ours."""
    if is_disk_full(error):
        refused.note(error)
        return out_of_space(request)
    if is_outage(error):
        refused.note(error)
        return service_unavailable(request)
    return None


def service_unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503 with Retry-After: the database is away for a moment."""
    return retry_later(request, 503, AWAY_WORDS, RETRY_AFTER_SECONDS)


def out_of_space(request: HttpRequest) -> HttpResponse:
    """Answer 507 with Retry-After: nothing more can be written for now."""
    return retry_later(request, 507, FULL_WORDS, FULL_RETRY_AFTER_SECONDS)


def retry_later(request: HttpRequest, status: int, words: str, seconds: str) -> HttpResponse:
    """Answer with a page, or with a line where htmx swaps a part of one; without database and session."""
    is_swap = request.headers.get("HX-Request") == "true"
    template = "_retry_later.html" if is_swap else f"{status}.html"
    response = render(None, template, {"words": words}, status=status)
    response["Retry-After"] = seconds
    return response


def is_disk_full(error: BaseException | None) -> bool:
    """Whether an error says that no more can be written, by the system or by a database."""
    if isinstance(error, OSError):
        return error.errno in FULL
    is_database = type(error).__name__ == "OperationalError"
    return is_database and any(words in str(error).lower() for words in ("disk is full", "no space left"))


def is_outage(error: BaseException | None) -> bool:
    """Whether an error, or one that led to it, says that the database or the storage is away."""
    while error is not None:
        if isinstance(error, StorageAwayError) or is_lost_database(error):
            return True
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return False


def is_lost_database(error: BaseException) -> bool:
    """Whether a database's error, Django's or its driver's, is no mistake in a statement.

    psycopg2 raises a bare DatabaseError when a COMMIT is cut off. Django raises one of its own, which has
    no driver's error behind it, for a row that is gone. SQLite calls a missing table operational.
    """
    driver = driver_error(error)
    if getattr(driver, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_ERROR:
        return False
    if type(error).__name__ == DatabaseError.__name__:
        return not isinstance(driver, Error)
    return not LOST.isdisjoint(kind.__name__ for kind in type(error).__mro__)


def driver_error(error: BaseException) -> BaseException:
    """What the database's driver raised where Django has wrapped it, else the error itself."""
    return error.__cause__ if isinstance(error, Error) and error.__cause__ else error


class RefusedRequests:
    """Notes requests that an outage or a full disk refused: one line a minute for each process."""

    def __init__(self) -> None:
        self.lock, self.count, self.noted_at = threading.Lock(), 0, float("-inf")

    def note(self, error: BaseException | None) -> None:
        """Count a refused request, and write a line unless the last minute has one.

        Only the error's name is written: its text may hold what somebody entered.
        """
        with self.lock:
            self.count += 1
            if time.monotonic() - self.noted_at < LOG_SECONDS:
                return
            count, self.count, self.noted_at = self.count, 0, time.monotonic()
        name = type(driver_error(error)).__name__ if error else "unknown"
        log.error("Database or storage is away (%s); requests refused since the last line: %s", name, count)


refused = RefusedRequests()


class RefusalFilter(logging.Filter):
    """Drops Django's own line, with a traceback, for each 503 and 507: ``RefusedRequests`` notes them."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", None) not in (503, 507)
