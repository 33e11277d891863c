"""All applications of an applicant at once."""

from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from applicants.agenda.application_list_form import ApplicationListForm
from applicants.agenda.application_list_page import page_of
from applicants.agenda.data import load_agenda_data
from applicants.agenda.sources import agenda
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest


@require_safe
@applicant_required
def application_list(request: ApplicantRequest) -> TemplateResponse:
    """Show all applications as a board, a table, an agenda or a month."""
    data = load_agenda_data(request.applicant)
    form = ApplicationListForm(request.GET)
    page = page_of(data, agenda(data), form.chosen)
    context = {"section": "applications", "page": page, "notices": form.notices}
    return TemplateResponse(request, "applicants/agenda/application_list.html", context)
