"""Adding a program that is not in the catalog."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from applicants.applications.creation import create_manually
from applicants.applications.forms.details import ApplicationCreateForm, ApplicationSearchForm
from applicants.applications.search import search_applications_and_programs
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, attempt_to_make, posted_data, valid_values


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@vary_on_headers("HX-Request")
def application_create(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Look first whether it is there already, then add a program by hand."""
    today = request.applicant.today
    search = ApplicationSearchForm(request.GET)
    words = valid_values(search).get("q", "")
    form = ApplicationCreateForm(posted_data(request), today=today, initial={"name": words})
    status = DONE
    if request.method == "POST":
        facts = dict(valid_values(form))
        status, made = attempt_to_make(
            form, lambda: create_manually(request.applicant, facts.pop("id"), **facts)
        )
        if made:
            application, is_new = made
            messages.success(request, f"“{application.name}” {'is added' if is_new else 'is already there'}.")
            return redirect(application)
    found = search_applications_and_programs(request.applicant, words)
    context = {"section": "applications", "form": form, "search": search, "found": found}
    page = "_search_results.html" if request.htmx else "application_create.html"
    return TemplateResponse(request, f"applicants/applications/{page}", context, status=status)
