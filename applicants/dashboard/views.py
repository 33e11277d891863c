"""The dashboard."""

from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from applicants.agenda.data import load_agenda_data
from applicants.dashboard.overview import overview
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest


@require_safe
@applicant_required
def dashboard(request: ApplicantRequest) -> TemplateResponse:
    """Show what needs the applicant now and what is next."""
    applicant = request.applicant
    data = load_agenda_data(applicant, applications=applicant.applications.with_stages_reached())
    context = {"section": "dashboard", "overview": overview(data)}
    return TemplateResponse(request, "applicants/dashboard/dashboard.html", context)
