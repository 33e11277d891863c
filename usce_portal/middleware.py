"""What happens around every page: headers, a lighter gzip, and a clear 503 when the database is away."""

import errno
import gzip
import io
import itertools
import secrets
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from usce_portal.errors import is_outage, refusal_response, refused
from usce_portal.health import healthz, readyz
from usce_portal.refused_forms import method_not_allowed

PROBES = {"/healthz": healthz, "/readyz": readyz}


class HeadersMiddleware:
    """Sets headers on every answer, errors too, that Django has no setting for.

    Policies of permissions, referrers and openers are for what a browser shows as a page. Static files go
    without: half a kilobyte for each of ten is a tenth of what a page may weigh.
    """

    for_pages = ("Cross-Origin-Opener-Policy", "Referrer-Policy")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path_info.startswith(settings.STATIC_URL):
            for name in self.for_pages:
                response.headers.pop(name, None)
        else:
            response.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class HealthMiddleware:
    """Answers a load balancer's questions before anything is asked about a session or an account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return PROBES.get(request.path_info, self.get_response)(request)


class MethodPageMiddleware:
    """Shows a page where somebody opens an address that only takes a form: by a reload, or after a log-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_bare = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content
        return method_not_allowed(request, response) if is_bare and request.method == "GET" else response


class DatabaseOutageMiddleware:
    """Answers 503 while the database or the bucket is away, 507 while a disk is full.

    Errors of a view come to ``process_exception``, those of other middleware to ``errors.server_error``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, StreamingHttpResponse) or getattr(response, "file_to_stream", None):
            return response
        parts = iter(response)
        try:
            first = next(parts, b"")  # most queries of a stream run before its first part
        except Exception as error:
            response.close()
            if answer := refusal_response(request, error):
                return answer
            raise
        response.streaming_content = cut_off_in_outage(itertools.chain([first], parts))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a full disk into 507, what is away into 503; leave programming errors to the 500 page."""
        return refusal_response(request, exception)


def cut_off_in_outage(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the parts of a stream; in an outage, end as a broken connection does.

    The status is sent already: an answer that stops short is all that can tell the client. Gunicorn closes
    the connection without a traceback.
    """
    try:
        yield from parts
    except Exception as error:
        if not is_outage(error):
            raise
        refused.note(error)
        raise ConnectionResetError(errno.ECONNRESET, "The stream is cut off.") from error


class LightGZipMiddleware(GZipMiddleware):
    """Django's gzip at level 5: a list page takes 60 % of the time and 1 % more bytes than at level 6."""

    level = 5
    shortest = 200

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress a whole page; a stream is left to Django."""
        if not isinstance(response, HttpResponse):
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
        """A file name of random length guards against BREACH, as in Django."""
        name = "a" * secrets.randbelow(self.max_random_bytes)
        buffer = io.BytesIO()
        with gzip.GzipFile(
            filename=name, mode="wb", compresslevel=self.level, fileobj=buffer, mtime=0
        ) as file:
            file.write(content)
        return buffer.getvalue()
