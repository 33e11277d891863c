"""Who may pass: every page of an applicant's own starts at ``request.applicant``."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from applicants.profile.models import Applicant

View = Callable[..., HttpResponse]


def applicant_of(request: HttpRequest) -> Applicant | None:
    """Return who asks as an applicant, made at the first visit; None without an account.

    It costs no query after the first visit: the account was read with its applicant.
    """
    if not hasattr(request, "applicant"):
        user = request.user
        found = getattr(user, "applicant", None)  # an account's first visit has none, nor has AnonymousUser
        if found is None and user.is_authenticated:
            found = Applicant.objects.get_or_create(user=user)[0]
            found.user = user
        request.applicant = found  # type: ignore[attr-defined]
    return request.applicant  # type: ignore[attr-defined]


def applicant_required(view: View) -> View:
    """Send visitors without an account to the log-in; give the others ``request.applicant``."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        applicant_of(request)
        return view(request, *args, **kwargs)

    return login_required(guarded)
