"""The applicant's own texts, and ours to copy."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from applicants.outreach.drafting import create_template
from applicants.outreach.forms import OutreachSampleForm, OutreachTemplateForm
from applicants.outreach.models import OutreachSample, OutreachTemplate
from applicants.outreach.wording import FIELDS
from applicants.profile.decorators import applicant_required, one_edit_at_a_time
from applicants.profile.requests import ApplicantRequest
from applicants.responses import confirm_delete, create_or_explain, posted_data, save_or_conflict


def get_template(request: ApplicantRequest, pk: UUID) -> OutreachTemplate:
    """Get a text of the applicant's own; raise 404 if it belongs to someone else."""
    return get_object_or_404(request.applicant.outreach_templates, pk=pk)


def form_context(form: OutreachTemplateForm, **more: Any) -> dict[str, Any]:
    return {"section": "people", "here": "outreach", "form": form, "fields": FIELDS, **more}


def sample_facts(code: str) -> dict[str, str]:
    """What a new text takes from one of ours; nothing without one."""
    sample = OutreachSample.objects.with_code(code) if code else None
    names = ("name", "purpose", "subject", "body")
    return {name: getattr(sample, name) for name in names} if sample else {}


@require_safe
@applicant_required
def outreach_template_list(request: ApplicantRequest) -> TemplateResponse:
    """Show the applicant's own texts, and ours to copy."""
    context = {
        "section": "people",
        "here": "outreach",
        "templates": list(request.applicant.outreach_templates.all()),
        "samples": list(OutreachSample.objects.all()),
    }
    return TemplateResponse(request, "applicants/outreach/outreach_template_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def outreach_template_create(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Write a text of one's own, from nothing or from one of ours."""
    initial = sample_facts(OutreachSampleForm(request.GET).code) if request.method != "POST" else {}
    form = OutreachTemplateForm(posted_data(request), initial=initial)

    def page(status: int) -> HttpResponse:
        template = "applicants/outreach/outreach_template_create.html"
        return TemplateResponse(request, template, form_context(form), status=status)

    def create() -> tuple[str, str]:
        text = create_template(request.applicant, form.cleaned_data["token"], form.facts)
        return "applicants:outreach_template_list", f"“{text.name}” is saved."

    return create_or_explain(request, form, create, page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def outreach_template_edit(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Change a text of one's own; messages that were drafted from it stay as they are."""
    template = get_template(request, pk)
    form = OutreachTemplateForm(posted_data(request), instance=template)

    def page(status: int) -> HttpResponse:
        context = form_context(form, template=template)
        return TemplateResponse(
            request, "applicants/outreach/outreach_template_edit.html", context, status=status
        )

    def save() -> str:
        form.save()
        return f"“{template.name}” is saved."

    if request.method != "POST":
        return page(200)
    return save_or_conflict(request, form, save, page=page, then="applicants:outreach_template_list")


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def outreach_template_delete(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Ask once, then delete a text; messages that were drafted from it stay."""
    template = get_template(request, pk)
    return confirm_delete(
        request,
        template,
        "applicants/outreach/outreach_template_delete.html",
        then="applicants:outreach_template_list",
        name=f"“{template.name}”",
        section="people",
        here="outreach",
    )
