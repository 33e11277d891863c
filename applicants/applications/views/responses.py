"""How every form of an application's page is answered: done and back, or the page with what is wrong."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from applicants.applications.forms.fields import ExpectedVersionForm, Newer, VersionedForm
from applicants.applications.forms.moves import ButtonForm
from applicants.applications.models import Application
from applicants.applications.page import ApplicationPage, application_page
from applicants.applications.page_sections import Bound
from applicants.editing import FormGroup
from applicants.profile.requests import ApplicantRequest
from applicants.responses import CONFLICT, DONE, UNPROCESSABLE, Made, attempt_to_make


def get_application(request: ApplicantRequest, pk: UUID) -> Application:
    """Get an application of the applicant's own; raise 404 if it belongs to someone else."""
    return get_object_or_404(request.applicant.applications.for_its_page(), pk=pk)


def version_of(request: ApplicantRequest) -> int | None:
    """The version that the form was opened on; None when it does not say."""
    form = ExpectedVersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else None


def render_application(
    request: ApplicantRequest, application: Application, page: ApplicationPage, status: int = DONE
) -> HttpResponse:
    context = {"section": "applications", "page": page, "application": application}
    template = "applicants/applications/application_detail.html"
    return TemplateResponse(request, template, context, status=status)


def attempt_edit(
    request: ApplicantRequest, application: Application, form: BaseForm | FormGroup, act: Callable[[], Any]
) -> int:
    """``attempt``, but 409 for a valid form that was opened on another version of the application."""
    return attempt_edit_to_make(request, application, form, act)[0]


def attempt_edit_to_make(
    request: ApplicantRequest,
    application: Application,
    form: BaseForm | FormGroup,
    create: Callable[[], Made],
) -> tuple[int, Made | None]:
    """``attempt_to_make``, but 409 for a valid form that was opened on another version of the application."""
    if form.is_valid() and version_of(request) != application.version:
        return CONFLICT, None
    return attempt_to_make(form, create)


def compare_with_stored(
    request: ApplicantRequest, stored: Application, forms: Iterable[VersionedForm], status: int
) -> tuple[list[Newer] | None, int]:
    """What is ``stored`` now where refused forms say otherwise (None: no edit was missed), and the status.

    422 only for forms that were opened on the stored version, else 409; 200 where all that they ask is so
    already: then they were sent twice.
    """
    version = version_of(request)
    if status == UNPROCESSABLE and version == stored.version:
        return None, status
    newer = [value for form in forms for value in form.newer(stored)]
    return newer, CONFLICT if newer or version is None else DONE


def refuse(
    request: ApplicantRequest, application: Application, bound: Bound, status: int, *, then: Any = None
) -> HttpResponse:
    """Show the page with the form that came back, ``bound`` by its place there; to ``then`` if sent twice."""
    stored = get_application(request, application.pk)
    newer, status = compare_with_stored(request, stored, bound.values(), status)
    if status == DONE:
        messages.success(request, "Saved.")
        return redirect(then or application)
    return render_application(request, stored, application_page(stored, bound, newer), status)


def remove_row(
    request: ApplicantRequest, application: Application, rows: Iterable[Any], row_pk: int, *, then: Any = None
) -> HttpResponse:
    """Remove the row with this key; if it is gone already, the first of two clicks has removed it."""
    row = next((one for one in rows if one.pk == row_pk), None)
    if row is not None:
        form = ButtonForm(request.POST)
        status = attempt_edit(request, application, form, lambda: application.remove_row(row))
        if status != DONE:
            return refuse(request, application, {"remove": form}, status)
        messages.success(request, f"Removed: {row}.")
    return redirect(then or application)


def add_row(
    request: ApplicantRequest, application: Application, place: str, form: BaseForm, rows: Any
) -> HttpResponse:
    """Add the row that a form describes to those of an application."""
    status, row = attempt_edit_to_make(
        request, application, form, lambda: application.add_row(rows, form.cleaned_data)
    )
    if row is None:
        return refuse(request, application, {place: form}, status)
    messages.success(request, f"Added: {row}.")
    return redirect(application)
