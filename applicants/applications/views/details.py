"""An application's page, and what an applicant writes about it."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.applications.forms.details import ApplicationFactsForm
from applicants.applications.forms.fields import Newer
from applicants.applications.forms.moves import ButtonForm, SeenProgramForm
from applicants.applications.forms.page import ApplicationPageForm
from applicants.applications.models import Application
from applicants.applications.program_sync import sync_with_program
from applicants.applications.views.responses import (
    get_application,
    render_application,
    save_application_form,
    save_at_place,
)
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest
from applicants.responses import confirm_delete, valid_values
from programs.formatting import counted


@require_safe
@applicant_required
def application_detail(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Show one application: where it stands, what is next, its history, dates, documents and payments."""
    return render_application(request, get_application(request, pk))


@require_POST
@applicant_required
def application_save(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Save what the applicant wrote on the page, all of its sections as one edit."""
    application = get_application(request, pk)
    form = ApplicationPageForm(request.POST, application)

    def render(stored: Application, newer: Sequence[Newer] | None, status: int) -> HttpResponse:
        return render_application(request, stored, form.by_place, newer, status, returned=form)

    return save_application_form(request, application, form, form.save, render=render, then=application)


@require_POST
@applicant_required
def application_seen(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Note that the applicant has seen what changed in the program; new requirements join the checklist."""
    application = get_application(request, pk)
    program = application.program
    seen = valid_values(SeenProgramForm(request.POST)).get("changed_in")
    if program is None or seen != program.changed_in:
        messages.warning(request, "The program has changed once more. Look again.")
        return redirect(application)

    def save() -> str:
        added = sync_with_program(application)
        documents = f" {counted(added, 'new document')} on your checklist." if added else ""
        return f"Marked as seen.{documents}"

    return save_at_place(request, application, "seen", ButtonForm(request.POST), save)


def edit_page(
    request: ApplicantRequest,
    application: Application,
    form: ApplicationFactsForm,
    newer: Sequence[Newer] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"section": "applications", "application": application, "form": form, "newer": newer}
    return TemplateResponse(request, "applicants/applications/application_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def application_edit(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Correct the facts of a program added by hand; of one in the catalog, the applicant's own notes."""
    application = get_application(request, pk)
    if request.method != "POST":
        return edit_page(request, application, ApplicationFactsForm(instance=application))
    form = ApplicationFactsForm(request.POST, instance=application)

    def render(stored: Application, newer: Sequence[Newer] | None, status: int) -> HttpResponse:
        return edit_page(request, stored, form, newer, status)

    def save() -> str:
        application.amend(**form.cleaned_data)
        return "Facts saved."

    return save_application_form(request, application, form, save, render=render, then=application)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def application_delete(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Ask once, then delete an application with everything that hangs on it."""
    application: Application = get_object_or_404(request.applicant.applications, pk=pk)
    return confirm_delete(
        request,
        application,
        "applicants/applications/application_delete.html",
        then="applicants:application_list",
        name=f"“{application.name}”",
        section="applications",
    )
