"""How every form of an application's page is answered: done and back, or the page with what is wrong."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from applicants.applications.forms.fields import ExpectedVersionForm, Newer
from applicants.applications.forms.moves import ButtonForm
from applicants.applications.models import Application
from applicants.applications.page import application_page
from applicants.applications.page_sections import Bound
from applicants.editing import StaleError
from applicants.profile.requests import ApplicantRequest
from applicants.responses import CONFLICT, UNPROCESSABLE, save_or_conflict

Render = Callable[[Application, Sequence[Newer] | None, int], HttpResponse]


def get_application(request: ApplicantRequest, pk: UUID) -> Application:
    """Get an application of the applicant's own; raise 404 if it belongs to someone else."""
    return get_object_or_404(request.applicant.applications.for_its_page(), pk=pk)


def version_of(request: ApplicantRequest) -> int | None:
    """The version that the form was opened on; None when it does not say."""
    form = ExpectedVersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else None


def render_application(  # noqa: PLR0913 - each is one thing that pages differ in
    request: ApplicantRequest,
    application: Application,
    bound: Bound | None = None,
    newer: Sequence[Newer] | None = None,
    status: int = 200,
    *,
    returned: Any = None,
) -> HttpResponse:
    """Render an application's page; the faults of ``returned``, by default the bound form, stand on top."""
    page = application_page(application, bound, newer, returned)
    context = {"section": "applications", "page": page, "application": application}
    template = "applicants/applications/application_detail.html"
    return TemplateResponse(request, template, context, status=status)


def save_application_form(  # noqa: PLR0913 - each is one thing that forms differ in
    request: ApplicantRequest,
    application: Application,
    form: Any,
    act: Callable[[], str],
    *,
    render: Render,
    then: Any,
) -> HttpResponse:
    """Do what a valid form asks and redirect to ``then``, saying what was done (``act`` returns it).

    A form with faults, or for a row too many, gets its page with them (422). One that was opened before
    another edit gets the page with the text as typed and the newer values (409), unless all that it asks is
    so already: then it was sent twice, and is answered as done. ``render`` is given the application as it is
    stored now, the newer values (None: no edit was missed) and the status.
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
            return redirect(then)
        return render(stored, newer, status if is_fresh else CONFLICT)

    return save_or_conflict(request, form, act_on_expected_version, page=page, then=then)


def save_at_place(  # noqa: PLR0913 - each is one thing that forms differ in
    request: ApplicantRequest,
    application: Application,
    place: str,
    form: Any,
    act: Callable[[], str],
    *,
    then: Any = None,
) -> HttpResponse:
    """Save a form that stands at a place on the application's page, and go back there or to ``then``."""

    def render(stored: Application, newer: Sequence[Newer] | None, status: int) -> HttpResponse:
        return render_application(request, stored, {place: form}, newer, status)

    return save_application_form(request, application, form, act, render=render, then=then or application)


def remove_row(
    request: ApplicantRequest, application: Application, rows: Iterable[Any], row_pk: int, *, then: Any = None
) -> HttpResponse:
    """Remove the row with this key; if it is gone already, the first of two clicks has removed it."""
    row = next((one for one in rows if one.pk == row_pk), None)
    if row is None:
        return redirect(then or application)

    def remove() -> str:
        with application.one_edit():
            row.delete()
        return f"Removed: {row}."

    return save_at_place(request, application, "remove", ButtonForm(request.POST), remove, then=then)


def add_row(
    request: ApplicantRequest, application: Application, place: str, form: Any, rows: Any
) -> HttpResponse:
    """Add the row that a form describes to those of an application."""

    def add() -> str:
        return f"Added: {application.add_row(rows, form.cleaned_data)}."

    return save_at_place(request, application, place, form, add)
