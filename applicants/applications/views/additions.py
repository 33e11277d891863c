"""Adding a program that is not in the catalog."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from applicants.applications.creation import create_manually
from applicants.applications.forms.details import CreateForm, SearchForm
from applicants.applications.search import find
from applicants.applications.views.responses import UNPROCESSABLE
from applicants.profile.caps import FullError
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest


def add_application(request: ApplicantRequest, facts: dict[str, Any]) -> HttpResponse:
    """Add the application and go to its page; FullError when there is no room."""
    application, is_new = create_manually(request.applicant, facts.pop("id"), **facts)
    messages.success(request, f"“{application.name}” {'is added' if is_new else 'is already there'}.")
    return redirect(application)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@vary_on_headers("HX-Request")
def application_create(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Look first whether it is there already, then add a program by hand."""
    today = request.applicant.today
    search = SearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    form = CreateForm(request.POST or None, today=today, initial={"name": words})
    if request.method == "POST" and form.is_valid():
        try:
            return add_application(request, dict(form.cleaned_data))
        except FullError as fault:
            form.add_error(None, fault)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {
        "section": "applications",
        "form": form,
        "search": search,
        "found": find(request.applicant, words),
    }
    template = (
        "applicants/applications/_search_results.html"
        if request.htmx
        else "applicants/applications/application_create.html"
    )
    return TemplateResponse(request, template, context, status=status)
