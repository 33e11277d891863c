"""The applicant's profile."""

from copy import copy

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from applicants.profile.decorators import applicant_required, one_edit_at_a_time
from applicants.profile.profile_forms import ProfileForms
from applicants.profile.requests import ApplicantRequest
from applicants.responses import posted_data, save_or_conflict
from programs.visitor import visitor_of


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def profile(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Show what the applicant has said of themselves and what it opens; keep what they say now."""
    visitor = visitor_of(request)
    about = copy(request.applicant)  # what is typed into it is no answer yet
    forms = ProfileForms(about, visitor.catalog, posted_data(request))

    def page(status: int) -> HttpResponse:
        context = {
            "section": "profile",
            "forms": forms,
            "errors": forms.errors,
            "standing": visitor.standing(),
        }
        return TemplateResponse(request, "applicants/profile/profile.html", context, status=status)

    def save() -> str:
        forms.save()
        return "Saved. Every program now shows whether you can go."

    if request.method != "POST":
        return page(200)
    return save_or_conflict(request, forms, save, page=page, then="applicants:profile")
