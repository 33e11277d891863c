"""Adding a program that is not in the catalog."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from applicants.applications.creation import create_manually
from applicants.applications.forms.details import ApplicationCreateForm, ApplicationSearchForm
from applicants.applications.models import Application
from applicants.applications.search import search_applications_and_programs
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest
from applicants.responses import create_or_explain, posted_data


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@vary_on_headers("HX-Request")
def application_create(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Look first whether it is there already, then add a program by hand."""
    today = request.applicant.today
    search = ApplicationSearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    form = ApplicationCreateForm(posted_data(request), today=today, initial={"name": words})

    def page(status: int) -> HttpResponse:
        found = search_applications_and_programs(request.applicant, words)
        context = {"section": "applications", "form": form, "search": search, "found": found}
        whole, part = (
            "applicants/applications/application_create.html",
            "applicants/applications/_search_results.html",
        )
        return TemplateResponse(request, part if request.htmx else whole, context, status=status)

    def create() -> tuple[Application, str]:
        facts = dict(form.cleaned_data)
        application, is_new = create_manually(request.applicant, facts.pop("id"), **facts)
        return application, f"“{application.name}” {'is added' if is_new else 'is already there'}."

    return create_or_explain(request, form, create, page=page)
