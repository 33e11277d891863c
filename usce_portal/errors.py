"""The error pages: 404, 500 and 503."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

RETRY_AFTER_SECONDS = "10"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 with ways back into the catalogue; it needs no database."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500; it needs neither database nor session."""
    return render(None, "500.html", status=500)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503 with Retry-After: the database is away for a moment."""
    response = render(None, "503.html", status=503)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response
