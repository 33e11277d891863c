"""The immunization record: entered, shown against the standardized form, printed."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.documents.models import Document
from applicants.immunizations import record
from applicants.immunizations.forms import ImmunizationForm, ImmunizationStartForm
from applicants.immunizations.models import ImmunizationSection
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, attempt, posted_data, valid_values


def record_context(
    request: ApplicantRequest, sections: Sequence[ImmunizationSection], documents: Iterable[Document]
) -> dict[str, Any]:
    """The record as list and print show it, with the entries that belong to no section any more."""
    rows = list(request.applicant.immunizations.with_proofs())
    today, time_zone = request.applicant.today, request.applicant.time_zone
    return {
        "section": "documents",
        "record": record.immunization_sections(sections, rows, documents, today, time_zone),
        "strays": record.strays(sections, rows),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def immunization_list(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Show the record section by section with what is missing; POST adds an entry."""
    sections, documents = record.recent_sections(), request.applicant.documents.with_versions()
    form = ImmunizationForm(
        posted_data(request),
        sections=sections,
        documents=documents,
        today=request.applicant.today,
        initial=valid_values(ImmunizationStartForm(request.GET)),
    )
    status = DONE
    if request.method == "POST":
        status = attempt(
            form,
            lambda: record.create_immunization(request.applicant, form.cleaned_data["id"], form.facts),
        )
        if status == DONE:
            messages.success(request, "Added to your record.")
            return redirect("applicants:immunization_list")
    context = record_context(request, sections, documents)
    context |= {"summary": record.summary(context["record"]), "form": form}
    template = "applicants/immunizations/immunization_list.html"
    return TemplateResponse(request, template, context, status=status)


@require_safe
@applicant_required
def immunization_print(request: ApplicantRequest) -> TemplateResponse:
    """Show the record as one sheet in the form's order, to print."""
    name = request.user.name or request.user.email
    documents = request.applicant.documents.with_versions()
    context = record_context(request, record.recent_sections(), documents)
    context |= {"name": name, "today": request.applicant.today}
    return TemplateResponse(request, "applicants/immunizations/immunization_print.html", context)


@require_POST
@applicant_required
def immunization_delete(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Take an entry out of the record; somebody else's is not there."""
    row = get_object_or_404(request.applicant.immunizations, pk=pk)
    row.delete()
    messages.success(request, "Removed from your record.")
    return redirect("applicants:immunization_list")
