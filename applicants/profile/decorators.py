"""Who may pass: every page of an applicant's own starts at ``request.applicant``."""

from functools import wraps
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from applicants.profile.models import Applicant
from applicants.profile.requests import ApplicantRequest, ApplicantView, Route, View


def applicant_of(request: HttpRequest) -> Applicant | None:
    """Return who asks as an applicant, made at the first visit; None without an account.

    It costs no query after the first visit: the account was read with its applicant.
    """
    if hasattr(request, "applicant"):
        return request.applicant
    user = request.user
    found = getattr(user, "applicant", None)  # an account's first visit has none, nor has AnonymousUser
    if found is None and user.is_authenticated:
        found = Applicant.objects.get_or_create(user=user)[0]
        found.user = user
    request.applicant = found  # type: ignore[attr-defined] # so that a request asks once
    return found


def applicant_required(view: ApplicantView[Route]) -> View[Route]:
    """Send visitors without an account to the log-in; give the others ``request.applicant``."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Route.args, **kwargs: Route.kwargs) -> HttpResponseBase:
        applicant_of(request)
        return view(cast("ApplicantRequest", request), *args, **kwargs)

    return login_required(guarded)
