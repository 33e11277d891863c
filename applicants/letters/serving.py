"""Who gets a letter that was handed over."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse

from applicants.documents.checking.files import PDF
from applicants.documents.choices import Action
from applicants.documents.serving import stored_response
from applicants.letters.models import Letter, LetterFile
from applicants.profile.middleware import lacks_second_step

PERMISSION = "open_handed_letter"


def is_named_for(user: Any) -> bool:
    """Whether somebody was given the permission by name; being a superuser is not enough."""
    by_name = Q(user=user) | Q(group__user=user)
    named = Permission.objects.filter(by_name, content_type__app_label="applicants", codename=PERMISSION)
    return user.is_active and user.is_staff and named.exists() and not lacks_second_step(user)


def may_open(user: Any, letter: Letter) -> bool:
    """Whether somebody may open the file of a letter.

    The applicant: only when they had not waived it. Staff with the permission: anybody else's. Of a sealed
    letter's applicant no permission makes a reader.
    """
    if letter.applicant.user_id == user.pk:
        return not letter.file.is_sealed
    return is_named_for(user)


def letter_response(request: HttpRequest, file: LetterFile) -> HttpResponse | FileResponse:
    """Send a handed-over letter, and note who opened it; raise FileNotFoundError if the disk has lost it."""
    access = file.access_of(request.user, Action.DOWNLOADED)
    return stored_response(request, f"{file.letter}.pdf", PDF, file.path, access)
