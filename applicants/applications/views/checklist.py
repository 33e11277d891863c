"""Add documents of the applicant's own to an application's checklist, and remove them."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from applicants.applications.forms.checklist import ChecklistLineForm
from applicants.applications.views.responses import add_row, get_application, remove_row
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest


@require_POST
@applicant_required
def checklist_add(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Add a document of the applicant's own."""
    application = get_application(request, pk)
    form = ChecklistLineForm(request.POST)
    return add_row(request, application, "line", form, application.checklist)


@require_POST
@applicant_required
def checklist_remove(request: ApplicantRequest, pk: UUID, row_pk: int) -> HttpResponse:
    """Remove a document of the applicant's own; what the program asks for can be marked as not needed."""
    application = get_application(request, pk)
    own = [line for line in application.checklist.all() if not line.code]
    return remove_row(request, application, own, row_pk)
