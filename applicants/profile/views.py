"""The applicant's profile."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from applicants.profile.access import applicant_required


@require_safe
@applicant_required
def profile(request: HttpRequest) -> TemplateResponse:
    """Show what the applicant has said of themselves."""
    return TemplateResponse(request, "applicants/profile.html", {"section": "profile"})
