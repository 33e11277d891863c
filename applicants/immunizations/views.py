"""The immunization record: entered, shown against the standardized form, printed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.immunizations import record
from applicants.immunizations.forms import ImmunizationForm, ImmunizationStartForm
from applicants.profile.caps import FullError
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest
from applicants.responses import UNPROCESSABLE, valid_values


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def immunization_list(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Show the record section by section with what is missing; POST adds an entry."""
    sections, documents = record.recent_sections(), request.applicant.documents.with_kinds()
    today, is_post = request.applicant.today, request.method == "POST"
    known: dict[str, Any] = {"sections": sections, "documents": documents, "today": today}
    asked = valid_values(ImmunizationStartForm(request.GET))
    form = ImmunizationForm(request.POST, **known) if is_post else ImmunizationForm(initial=asked, **known)
    if is_post and form.is_valid():
        try:
            record.add_entry(request.applicant, form.cleaned_data["id"], form.facts)
        except FullError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, "Added to your record.")
            return redirect("applicants:immunization_list")
    rows = list(request.applicant.immunizations.with_proofs())
    shown = record.immunization_sections(sections, rows, today)
    context = {
        "section": "documents",
        "record": shown,
        "strays": record.strays(sections, rows),
        "summary": record.summary(shown),
        "form": form,
    }
    template = "applicants/immunizations/immunization_list.html"
    return TemplateResponse(request, template, context, status=UNPROCESSABLE if is_post else 200)


@require_safe
@applicant_required
def immunization_print(request: ApplicantRequest) -> TemplateResponse:
    """Show the record as one sheet in the form's order, to print."""
    sections, today = record.recent_sections(), request.applicant.today
    rows = list(request.applicant.immunizations.with_proofs())
    context = {
        "section": "documents",
        "record": record.immunization_sections(sections, rows, today),
        "strays": record.strays(sections, rows),
        "name": request.user.name or request.user.email,
        "today": today,
    }
    return TemplateResponse(request, "applicants/immunizations/immunization_print.html", context)


@require_POST
@applicant_required
def immunization_delete(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Take an entry out of the record; somebody else's is not there."""
    row = get_object_or_404(request.applicant.immunizations, pk=pk)
    row.delete()
    messages.success(request, "Removed from your record.")
    return redirect("applicants:immunization_list")
