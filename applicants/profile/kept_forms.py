"""Forms that came without a log-in or with an old token: what was typed is offered again.

A session that ran out is noticed when a form is sent. What was typed then stays in the new session for half
an hour, encrypted, until its owner is logged in again and sends it. Files and passwords are not kept.
"""

import json
import time
from dataclasses import asdict, dataclass
from typing import Self
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from applicants.profile.encryption import UndecryptableError, decrypt, encrypt
from applicants.profile.paths import is_own_path

KEY = "kept_form"
PURPOSE = "applicants.profile.kept_forms"
KEPT_SECONDS = 30 * 60
# A text of one's own has up to 20,000 characters. The token is made anew, the rest goes with files.
MOST_CHARACTERS = 60_000
LEFT_OUT = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class PostedForm:
    """What a form sent: where to, from which page, its fields in order, and the names of its files."""

    action: str
    page: str
    fields: list[tuple[str, str]]
    files: list[str]

    @classmethod
    def of_request(cls, request: HttpRequest) -> Self:
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in LEFT_OUT and "password" not in name
        ]
        files = [file.name or "" for name in request.FILES for file in request.FILES.getlist(name)]
        return cls(request.get_full_path(), page_of(request), fields, files)

    @property
    def texts(self) -> list[str]:
        """What somebody typed as words, to be read and copied; codes, days and numbers are left out."""
        return [value for _, value in self.fields if " " in value.strip()]

    @property
    def character_count(self) -> int:
        return sum(len(name) + len(value) for name, value in self.fields)


def page_of(request: HttpRequest) -> str:
    """The page of this site that a form stood on; where it was sent to when the browser does not say.

    Of a page whose address is a key browsers name the site alone.
    """
    referrer = urlsplit(request.headers.get("Referer", ""))
    page = referrer._replace(scheme="", netloc="", fragment="").geturl()
    is_here = referrer.netloc == request.get_host() and referrer.path != "/" and is_own_path(page)
    return page if is_here else request.get_full_path()


def keep_form(request: HttpRequest) -> bool:
    """Keep what was sent in the session; False when it is too long to be kept."""
    sent = PostedForm.of_request(request)
    if sent.character_count > MOST_CHARACTERS:
        return False
    if not request.session.session_key:
        request.session.set_expiry(KEPT_SECONDS)  # logging in sets its own
    fields = encrypt(json.dumps(sent.fields), PURPOSE)
    request.session[KEY] = asdict(sent) | {"fields": fields, "kept_at": time.time()}
    return True


def kept_form(request: HttpRequest) -> PostedForm | None:
    """What is kept in the session, if it is not too old."""
    kept = dict(request.session.get(KEY, {}))
    if not kept or time.time() - kept.pop("kept_at") > KEPT_SECONDS:
        return None
    try:
        fields = json.loads(decrypt(kept.pop("fields"), PURPOSE))
    except UndecryptableError:
        return None
    return PostedForm(fields=[(name, value) for name, value in fields], **kept)


def forget_form(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def ask_to_log_in(request: HttpRequest) -> HttpResponse:
    """Lead to the log-in and back: to the page, or to what was sent. A swap moves the whole page there."""
    is_swap = request.headers.get("HX-Request") == "true"
    if request.method == "POST":
        after = reverse("applicants:kept_form") if keep_form(request) else page_of(request)
    else:
        after = page_of(request) if is_swap else request.get_full_path()
    answer = redirect_to_login(after)
    return HttpResponseClientRedirect(answer.url) if is_swap else answer
