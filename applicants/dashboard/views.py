"""The dashboard."""

from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from applicants.agenda.data import load_agenda_data
from applicants.alerts.page import alert_line
from applicants.dashboard.overview import overview
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest

# As many as one reads on a phone; the page of alerts has the rest.
MOST_ALERTS = 4


@require_safe
@applicant_required
def dashboard(request: ApplicantRequest) -> TemplateResponse:
    """Show what needs the applicant now and what is next."""
    applicant = request.applicant
    data = load_agenda_data(applicant, applications=applicant.applications.with_stages_reached())
    alerts = applicant.alerts.unseen().besides_tracked_changes().for_list()[:MOST_ALERTS]
    context = {
        "section": "dashboard",
        "overview": overview(data),
        "news": [alert_line(alert) for alert in alerts],
    }
    return TemplateResponse(request, "applicants/dashboard/dashboard.html", context)
