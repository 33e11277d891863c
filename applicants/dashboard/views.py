"""The desk's first page."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from applicants.profile.access import applicant_required


@require_safe
@applicant_required
def dashboard(request: HttpRequest) -> TemplateResponse:
    """Show what needs the applicant now and what is next."""
    return TemplateResponse(request, "applicants/dashboard.html", {"section": "dashboard"})
