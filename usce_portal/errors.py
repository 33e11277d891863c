"""The error pages: 404, 500, 503 and 507."""

import errno
import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

RETRY_AFTER_SECONDS = "10"
# A disk is not emptied in seconds.
FULL_RETRY_AFTER_SECONDS = "300"
FULL = {errno.ENOSPC, errno.EDQUOT}


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 with ways back into the catalogue; it needs no database."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 507 when the disk is full; it needs neither database nor session."""
    if is_disk_full(sys.exc_info()[1]):
        return out_of_space(request)
    return render(None, "500.html", status=500)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503 with Retry-After: the database is away for a moment."""
    response = render(None, "503.html", status=503)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def is_disk_full(error: BaseException | None) -> bool:
    """Return whether an error says that no more can be written, by the system or by a database."""
    if isinstance(error, OSError):
        return error.errno in FULL
    is_database = type(error).__name__ == "OperationalError"
    return is_database and any(words in str(error).lower() for words in ("disk is full", "no space left"))


def out_of_space(request: HttpRequest) -> HttpResponse:
    """Answer 507 with Retry-After: nothing more can be written for now."""
    response = render(None, "507.html", status=507)
    response["Retry-After"] = FULL_RETRY_AFTER_SECONDS
    return response
