"""Who gets which file of a letter's: the letter itself, and the papers that its writer may have."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse

from applicants.documents.choices import Action
from applicants.documents.models import DocumentVersion, FileAccess, access_of
from applicants.documents.serving import HEADERS
from applicants.documents.storage import PrivateStorage
from applicants.letters.models import Letter, LetterFile
from applicants.profile.middleware import lacks_second_step

PERMISSION = "open_handed_letter"
PDF = "application/pdf"


def is_named_for(user: Any) -> bool:
    """Return whether somebody was given the permission by name; being a superuser is not enough."""
    by_name = Q(user=user) | Q(group__user=user)
    named = Permission.objects.filter(by_name, content_type__app_label="applicants", codename=PERMISSION)
    return user.is_active and user.is_staff and named.exists() and not lacks_second_step(user)


def may_open(user: Any, letter: Letter) -> bool:
    """Return whether somebody may open the file of a letter.

    The applicant: only when they had not waived it. Staff with the permission: anybody else's. Of a sealed
    letter's applicant no permission makes a reader.
    """
    if letter.applicant.user_id == user.pk:
        return not letter.file.is_sealed
    return is_named_for(user)


def letter_response(request: HttpRequest, file: LetterFile) -> HttpResponse | FileResponse:
    """Return a handed-over letter, and note who opened it; FileNotFoundError when the disk has lost it."""
    letter = file.letter
    if request.method == "HEAD":
        return HttpResponse(content_type=PDF, headers=HEADERS)
    opened = PrivateStorage().open(file.path, "rb")
    FileAccess.objects.create(
        applicant=letter.applicant, name=letter.access_name, by=request.user, action=Action.DOWNLOADED
    )
    return as_file(opened, f"{letter}.pdf", PDF)


def paper_response(request: HttpRequest, version: DocumentVersion) -> HttpResponse | FileResponse:
    """Return a paper of the packet to the letter's writer, and note it; FileNotFoundError as above."""
    if request.method == "HEAD":
        return HttpResponse(content_type=version.content_type, headers=HEADERS)
    opened = PrivateStorage().open(version.path, "rb")
    access_of(version, None, Action.SHARED).save()
    return as_file(opened, version.original_name, version.content_type)


def as_file(opened: Any, name: str, content_type: str) -> FileResponse:
    """Return an open file as something to keep, never as a page."""
    return FileResponse(opened, as_attachment=True, filename=name, content_type=content_type, headers=HEADERS)
