"""What happens around every page: headers, a lighter gzip, and a clear 503 when the database is away."""

import gzip
import io
import secrets
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from applicants.documents.storage import StorageAwayError
from usce_portal.errors import is_disk_full, out_of_space, service_unavailable


class HeadersMiddleware:
    """Sets SAFE_HEADERS on every answer, static files and errors too: Django has no setting for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in settings.SAFE_HEADERS.items():
            response.setdefault(name, value)
        return response


class DatabaseOutageMiddleware:
    """Answers 503 for a database or bucket that is away; psycopg2 raises bare DatabaseError on COMMIT."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a full disk into 507, what is away into 503; leave programming errors to the 500 page."""
        if is_disk_full(exception):
            return out_of_space(request)
        is_outage = type(exception) is DatabaseError or type(exception).__name__ == "OperationalError"
        if is_outage or isinstance(exception, (InterfaceError, StorageAwayError)):
            return service_unavailable(request)
        return None


class LightGZipMiddleware(GZipMiddleware):
    """Django's gzip at level 3: a list page takes a third of the time and 12 % more bytes than at level 6."""

    level = 3
    shortest = 200

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Compress a whole page; a stream is left to Django."""
        if response.streaming:
            return super().process_response(request, response)
        if len(response.content) < self.shortest or response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.content = self.compressed(response.content)
            response["Content-Length"] = str(len(response.content))
            response["Content-Encoding"] = "gzip"
        return response

    def compressed(self, content: bytes) -> bytes:
        """Return the content compressed; a file name of random length guards against BREACH, as in Django."""
        name = "a" * secrets.randbelow(self.max_random_bytes)
        buffer = io.BytesIO()
        with gzip.GzipFile(
            filename=name, mode="wb", compresslevel=self.level, fileobj=buffer, mtime=0
        ) as file:
            file.write(content)
        return buffer.getvalue()
