"""The first page of outreach, and its settings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from applicants.outreach.forms import SettingsForm
from applicants.outreach.list_page import outreach_list_page
from applicants.outreach.models import OutreachSettings
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest
from applicants.responses import UNPROCESSABLE


@require_safe
@applicant_required
def outreach_list(request: ApplicantRequest) -> TemplateResponse:
    """Show what is due, drafts, who is waited for, and who answers."""
    applicant = request.applicant
    page = outreach_list_page(
        list(applicant.outreach_contacts.for_account()),
        OutreachSettings.objects.of(applicant),
        request.GET,
        applicant.today,
    )
    context = {"section": "people", "here": "outreach", "page": page}
    return TemplateResponse(request, "applicants/outreach/outreach_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def outreach_settings(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Set how many new letters a day, and the name below them."""
    settings = OutreachSettings.objects.of(request.applicant)
    form = SettingsForm(request.POST or None, instance=settings)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Your outreach settings are saved.")
        return redirect("applicants:outreach_list")
    context = {"section": "people", "here": "outreach", "form": form}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return TemplateResponse(request, "applicants/outreach/outreach_settings.html", context, status=status)
