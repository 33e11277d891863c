"""Who may pass: every page of an applicant's own starts at ``request.applicant``."""

from functools import wraps
from typing import cast

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from applicants.profile.first_answers import take_over
from applicants.profile.kept_forms import ask_to_log_in
from applicants.profile.models import Applicant
from applicants.profile.requests import ApplicantRequest, ApplicantView, Route, View


def applicant_of(request: HttpRequest) -> Applicant | None:
    """Who asks as an applicant, made at the first visit; None without an account.

    It costs no query after the first visit: the account was read with its applicant.
    """
    if hasattr(request, "applicant"):
        return request.applicant
    user = request.user
    found = getattr(user, "applicant", None)  # an account's first visit has none, nor has AnonymousUser
    if found is None and user.is_authenticated:
        found = Applicant.objects.get_or_create(user=user)[0]
        found.user = user
        take_over(found, request.session)
    request.applicant = found  # type: ignore[attr-defined] # so that a request asks once
    return found


def applicant_required(view: ApplicantView[Route]) -> View[Route]:
    """Send visitors without an account to the log-in; give the others ``request.applicant``."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Route.args, **kwargs: Route.kwargs) -> HttpResponseBase:
        if applicant_of(request) is None:
            return ask_to_log_in(request)
        return view(cast("ApplicantRequest", request), *args, **kwargs)

    return wrapper


def one_edit_at_a_time(view: ApplicantView[Route]) -> ApplicantView[Route]:
    """Run a POST as one transaction that holds the applicant's row, read anew.

    So the next edit of the same applicant's reads what this one saved, and can tell that its form was shown
    with something else. Nothing slow belongs in such a view: no file, no mail.
    """

    @wraps(view)
    def wrapper(request: ApplicantRequest, *args: Route.args, **kwargs: Route.kwargs) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            request.applicant.refresh_from_db(from_queryset=Applicant.objects.select_for_update())
            request.applicant.user = request.user  # a refresh forgets it
            return view(request, *args, **kwargs)

    return wrapper
