"""An application's page, and what an applicant writes about it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.applications.forms.details import ApplicationFactsForm
from applicants.applications.forms.fields import Newer
from applicants.applications.forms.moves import ButtonForm, SeenProgramForm
from applicants.applications.forms.sections import ApplicationSections
from applicants.applications.models import Application
from applicants.applications.page import application_page
from applicants.applications.program_sync import sync_with_program
from applicants.applications.views.responses import (
    attempt_edit,
    attempt_edit_to_make,
    compare_with_stored,
    get_application,
    refuse,
    render_application,
)
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, posted_data, valid_values
from programs.formatting import counted


@require_safe
@applicant_required
def application_detail(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Show one application: where it stands, what is next, its history, dates, documents and payments."""
    application = get_application(request, pk)
    return render_application(request, application, application_page(application))


@require_POST
@applicant_required
def application_save(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Save what the applicant wrote on the page, all of its sections as one edit."""
    application = get_application(request, pk)
    sections = ApplicationSections(request.POST, application)
    status = attempt_edit(request, application, sections, sections.save)
    if status == DONE:
        messages.success(request, sections.saved_words)
        return redirect(application)
    stored = get_application(request, pk)
    newer, status = compare_with_stored(request, stored, sections.forms, status)
    if status == DONE:
        messages.success(request, "Saved.")
        return redirect(application)
    page = application_page(stored, sections.by_place, newer, sections)
    return render_application(request, stored, page, status)


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
    form = ButtonForm(request.POST)
    status, added = attempt_edit_to_make(request, application, form, lambda: sync_with_program(application))
    if added is None:
        return refuse(request, application, {"seen": form}, status)
    documents = f" {counted(added, 'new document')} on your checklist." if added else ""
    messages.success(request, f"Marked as seen.{documents}")
    return redirect(application)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def application_edit(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Correct the facts of a program added by hand; of one in the catalog, the applicant's own notes."""
    application = get_application(request, pk)
    form = ApplicationFactsForm(posted_data(request), instance=application)
    newer: list[Newer] | None = None
    status = DONE
    if request.method == "POST":
        status = attempt_edit(request, application, form, lambda: application.amend(**form.cleaned_data))
        if status == DONE:
            messages.success(request, "Facts saved.")
            return redirect(application)
        application = get_application(request, pk)
        newer, status = compare_with_stored(request, application, [form], status)
        if status == DONE:
            messages.success(request, "Saved.")
            return redirect(application)
    context = {"section": "applications", "application": application, "form": form, "newer": newer}
    return TemplateResponse(request, "applicants/applications/application_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def application_delete(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Ask once, then delete an application with everything that hangs on it."""
    application: Application = get_object_or_404(request.applicant.applications, pk=pk)
    if request.method == "POST":
        application.delete()
        messages.success(request, f"“{application.name}” is deleted.")
        return redirect("applicants:application_list")
    context = {"section": "applications", "thing": application}
    return TemplateResponse(request, "applicants/applications/application_delete.html", context)
