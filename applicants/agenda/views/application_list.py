"""All applications of an applicant at once."""

from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from applicants.agenda.application_list_form import ApplicationLayout, ApplicationListForm
from applicants.agenda.application_list_page import page_of
from applicants.agenda.data import AgendaData, load_agenda_data
from applicants.agenda.entry_builders import agenda
from applicants.applications.workflow import is_over
from applicants.eligibility.program_answer import ProgramAnswer, answers_in_catalog
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest


def answers_shown(data: AgendaData, view: str) -> dict[int, ProgramAnswer]:
    """What the programs of running applications are to the applicant; only board and table show it."""
    has_place = view in (ApplicationLayout.BOARD, ApplicationLayout.TABLE)
    running = [one.program_id for one in data.applications if not is_over(one.status)]
    return answers_in_catalog(data.applicant, running if has_place else [])


@require_safe
@applicant_required
def application_list(request: ApplicantRequest) -> TemplateResponse:
    """Show all applications as a board, a table, an agenda or a month."""
    data = load_agenda_data(request.applicant)
    form = ApplicationListForm(request.GET)
    page = page_of(data, agenda(data), form.chosen, answers_shown(data, form.chosen["view"]))
    context = {"section": "applications", "page": page, "notices": form.notices}
    return TemplateResponse(request, "applicants/agenda/application_list.html", context)
