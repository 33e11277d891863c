"""How every form of an application's page is answered: done and back, or the page with what is wrong."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from applicants import responses
from applicants.applications.forms.fields import ExpectedVersionForm
from applicants.applications.models import Application
from applicants.applications.page import application_page
from applicants.profile.requests import ApplicantRequest
from applicants.responses import CONFLICT, UNPROCESSABLE, StaleError

ShowPage = Callable[[ApplicantRequest, Application, Any, Any, int], HttpResponse]


def get_application(request: ApplicantRequest, pk: UUID) -> Application:
    """Return the applicant's application; 404 for somebody else's."""
    return get_object_or_404(request.applicant.applications.for_its_page(), pk=pk)


def version_of(request: ApplicantRequest) -> int | None:
    """Return the version that the form was opened on; None when it does not say."""
    form = ExpectedVersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else None


def save_or_conflict(
    request: ApplicantRequest,
    application: Application,
    where: str | ShowPage,
    form: Any,
    act: Callable[[], str],
) -> HttpResponse:
    """Do what a valid form asks and go back to the application, saying what was done (``act`` returns it).

    A form with faults, or for a row too many, gets its page with them (422). One that was opened before
    another edit gets the page with the text as typed and the newer values (409), unless all that it asks is
    so already: then it was sent twice, and is answered as done. ``where`` is the form's place on the
    application's page, or what makes the page that the form stands on.
    """
    version = version_of(request)

    def act_on_expected_version() -> str:
        if version != application.version:
            raise StaleError
        return act()

    def page(status: int) -> HttpResponse:
        stored = get_application(request, application.pk)
        is_fresh = status == UNPROCESSABLE and version == stored.version
        newer = None if is_fresh else form.newer(stored)
        if newer == [] and version is not None:
            messages.success(request, "Saved.")
            return redirect(stored)
        return show(request, stored, form, newer, status if is_fresh else CONFLICT)

    show = at_place(where) if isinstance(where, str) else where
    return responses.save_or_conflict(request, form, act_on_expected_version, page=page, then=application)


def at_place(where: str) -> ShowPage:
    """Return what shows a form at its place on the application's page."""

    def show(
        request: ApplicantRequest, application: Application, form: Any, newer: Any, status: int
    ) -> HttpResponse:
        page = application_page(application, {where: form}, newer)
        context = {"section": "applications", "page": page, "application": application}
        template = "applicants/applications/application_detail.html"
        return TemplateResponse(request, template, context, status=status)

    return show
