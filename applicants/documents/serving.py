"""Gives a private file out: as a file to keep, never as a page, and noted in the log."""

from collections.abc import Callable, Iterable
from typing import IO, Any

from django.http import FileResponse, HttpRequest, HttpResponse

from applicants.documents.choices import Action
from applicants.documents.models import DocumentVersion, FileAccess, access_of
from applicants.documents.storage import PrivateStorage

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def attachment(
    request: HttpRequest, name: str, content_type: str, make: Callable[[], IO[bytes]]
) -> HttpResponse | FileResponse:
    """Send the file that ``make`` opens and notes, as one to keep; a HEAD gives and notes nothing."""
    if request.method == "HEAD":
        return HttpResponse(content_type=content_type, headers=HEADERS)
    return FileResponse(make(), as_attachment=True, filename=name, content_type=content_type, headers=HEADERS)


def stored_response(
    request: HttpRequest, name: str, content_type: str, path: str, access: FileAccess
) -> HttpResponse | FileResponse:
    """Send a file of the storage, and save who took it; raise FileNotFoundError when the disk has lost it."""

    def open_stored() -> IO[bytes]:
        file = PrivateStorage().open(path, "rb")
        access.save()
        return file

    return attachment(request, name, content_type, open_stored)


def version_response(
    request: HttpRequest, version: DocumentVersion, by: Any, action: Action
) -> HttpResponse | FileResponse:
    """A version's file as ``stored_response`` does; ``by`` None: somebody without an account."""
    access = access_of(version, by, action)
    return stored_response(request, version.original_name, version.content_type, version.path, access)


def pack_response(
    request: HttpRequest,
    name: str,
    content_type: str,
    make: Callable[[], IO[bytes]],
    versions: Iterable[DocumentVersion],
) -> HttpResponse | FileResponse:
    """Send files that ``make`` puts together, and note each of them once; a HEAD does neither."""

    def make_and_note() -> IO[bytes]:
        file = make()
        different = {version.pk: version for version in versions}.values()
        accesses = (access_of(version, request.user, Action.PACKED) for version in different)
        FileAccess.objects.bulk_create(accesses)
        return file

    return attachment(request, name, content_type, make_and_note)
