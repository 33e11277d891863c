"""The first page of outreach, and its settings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from applicants.outreach.forms import OutreachSettingsForm
from applicants.outreach.list_page import outreach_list_page
from applicants.outreach.models import OutreachSettings
from applicants.profile.decorators import applicant_required, one_edit_at_a_time
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, attempt, posted_data


@require_safe
@applicant_required
def outreach_list(request: ApplicantRequest) -> TemplateResponse:
    """Show what is due, drafts, who is waited for, and who answers."""
    applicant = request.applicant
    page = outreach_list_page(
        list(applicant.outreaches.for_account()),
        OutreachSettings.objects.of(applicant),
        request.GET,
        applicant.today,
    )
    context = {"section": "people", "here": "outreach", "page": page}
    return TemplateResponse(request, "applicants/outreach/outreach_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def outreach_settings(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Set how many new messages a day, and the name below them."""
    form = OutreachSettingsForm(posted_data(request), instance=OutreachSettings.objects.of(request.applicant))
    status = DONE
    if request.method == "POST":
        status = attempt(form, form.save)
        if status == DONE:
            messages.success(request, "Your outreach settings are saved.")
            return redirect("applicants:outreach_list")
    context = {"section": "people", "here": "outreach", "form": form}
    return TemplateResponse(request, "applicants/outreach/outreach_settings.html", context, status=status)
