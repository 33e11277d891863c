"""The applicant's plans."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from applicants.profile.access import applicant_required


@require_safe
@applicant_required
def application_list(request: HttpRequest) -> TemplateResponse:
    """Show all applications as a board, a table, an agenda or a month."""
    return TemplateResponse(request, "applicants/application_list.html", {"section": "applications"})
