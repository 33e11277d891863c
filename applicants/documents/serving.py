"""Gives a private file out: as a file to keep, never as a page, and noted in the log."""

from collections.abc import Callable, Iterable
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse

from applicants.documents.choices import Action
from applicants.documents.models import DocumentVersion, FileAccess, access_of
from applicants.documents.storage import PrivateStorage

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def file_response(request: HttpRequest, version: DocumentVersion) -> HttpResponse | FileResponse:
    """Return a version's file and note it; FileNotFoundError when the disk has lost it.

    A HEAD gives nothing out and is not noted.
    """
    if request.method == "HEAD":
        return HttpResponse(content_type=version.content_type, headers=HEADERS)
    file = PrivateStorage().open(version.path, "rb")
    access_of(version, request.user, Action.DOWNLOADED).save()
    return FileResponse(
        file,
        as_attachment=True,
        filename=version.original_name,
        content_type=version.content_type,
        headers=HEADERS,
    )


def pack_response(
    request: HttpRequest,
    name: str,
    content_type: str,
    make: Callable[[], IO[bytes]],
    versions: Iterable[DocumentVersion],
) -> HttpResponse | FileResponse:
    """Return files that ``make`` puts together, and note each of them once; a HEAD does neither."""
    if request.method == "HEAD":
        return HttpResponse(content_type=content_type, headers=HEADERS)
    file = make()
    different = {version.pk: version for version in versions}.values()
    FileAccess.objects.bulk_create(access_of(version, request.user, Action.PACKED) for version in different)
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type, headers=HEADERS)
