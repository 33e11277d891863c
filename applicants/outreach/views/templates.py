"""The applicant's own texts, and ours to copy."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from applicants.outreach.drafting import create_template
from applicants.outreach.forms import OutreachSampleForm, OutreachTemplateForm
from applicants.outreach.models import OutreachSample, OutreachTemplate
from applicants.outreach.wording import FIELDS
from applicants.profile.decorators import applicant_required, one_edit_at_a_time
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, attempt, attempt_to_make, posted_data

HERE = {"section": "people", "here": "outreach"}


def get_template(request: ApplicantRequest, pk: UUID) -> OutreachTemplate:
    """Get a text of the applicant's own; raise 404 if it belongs to someone else."""
    return get_object_or_404(request.applicant.outreach_templates, pk=pk)


def sample_facts(code: str) -> dict[str, str]:
    """What a new text takes from one of ours; nothing without one."""
    sample = OutreachSample.objects.with_code(code) if code else None
    names = ("name", "purpose", "subject", "body")
    return {name: getattr(sample, name) for name in names} if sample else {}


@require_safe
@applicant_required
def outreach_template_list(request: ApplicantRequest) -> TemplateResponse:
    """Show the applicant's own texts, and ours to copy."""
    own, samples = list(request.applicant.outreach_templates.all()), list(OutreachSample.objects.all())
    context = HERE | {"templates": own, "samples": samples}
    return TemplateResponse(request, "applicants/outreach/outreach_template_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def outreach_template_create(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Write a text of one's own, from nothing or from one of ours."""
    initial = sample_facts(OutreachSampleForm(request.GET).code) if request.method != "POST" else {}
    form = OutreachTemplateForm(posted_data(request), initial=initial)
    status = DONE
    if request.method == "POST":
        status, template = attempt_to_make(
            form, lambda: create_template(request.applicant, form.cleaned_data["token"], form.facts)
        )
        if template:
            messages.success(request, f"“{template.name}” is saved.")
            return redirect("applicants:outreach_template_list")
    context = HERE | {"form": form, "fields": FIELDS}
    page = "applicants/outreach/outreach_template_create.html"
    return TemplateResponse(request, page, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def outreach_template_edit(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Change a text of one's own; messages that were drafted from it stay as they are."""
    template = get_template(request, pk)
    form = OutreachTemplateForm(posted_data(request), instance=template)
    status = DONE
    if request.method == "POST":
        status = attempt(form, form.save)
        if status == DONE:
            messages.success(request, f"“{template.name}” is saved.")
            return redirect("applicants:outreach_template_list")
    context = HERE | {"form": form, "fields": FIELDS, "template": template}
    return TemplateResponse(
        request, "applicants/outreach/outreach_template_edit.html", context, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def outreach_template_delete(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Ask once, then delete a text; messages that were drafted from it stay."""
    template = get_template(request, pk)
    if request.method == "POST":
        template.delete()
        messages.success(request, f"“{template.name}” is deleted.")
        return redirect("applicants:outreach_template_list")
    context = HERE | {"thing": template}
    return TemplateResponse(request, "applicants/outreach/outreach_template_delete.html", context)
