"""Pages for forms that are refused: by an old token, or because an address takes nothing but a form."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from applicants.profile.kept_forms import PostedForm
from programs import private_page

# A log-in with an old token starts again, as everything in the admin does.
NEVER_REPEATED = ("/accounts/", "/admin/")
# An applicant's own page of one thing, or the list of such things.
OWN_PAGE = re.compile(r"/[a-z-]+/(?:[0-9a-f-]{36}/)?")


def csrf_failure(request: HttpRequest, **_reason: str) -> HttpResponse:
    """Answer 403 to a form whose token is old; offer to send it again when a page of ours sent it.

    Only the origin that the browser names tells our pages from others. What logs somebody in is not repeated.
    """
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    may_repeat = is_ours and not request.path.startswith(NEVER_REPEATED)
    sent = PostedForm.of_request(request) if may_repeat else None
    response = render(request, "403.html", {"sent": sent}, status=403)
    for name, value in private_page.HEADERS.items():
        response[name] = value
    return response


def method_not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give a bare 405, as ``require_POST`` returns it, a page that leads to where its form stands."""
    match = OWN_PAGE.match(request.path)
    page = match[0] if match and match[0] != request.path else reverse("programs:home")
    shown = render(request, "405.html", {"page": page}, status=405)
    shown["Allow"] = response["Allow"]
    return shown
