"""The applicant's profile."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from applicants.profile.decorators import applicant_required
from applicants.profile.profile_forms import ProfileForms
from applicants.profile.requests import ApplicantRequest
from programs.visitor import visitor_of


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def profile(request: ApplicantRequest) -> TemplateResponse | HttpResponseRedirect:
    """Show what the applicant has said of themselves and what it opens; keep what they say now."""
    sent = request.POST if request.method == "POST" else None
    visitor = visitor_of(request)
    forms = ProfileForms(request.applicant, visitor.catalog, sent)
    if sent is not None and forms.is_valid():
        forms.save()
        messages.success(request, "Saved. Every program now shows whether you can go.")
        return redirect("applicants:profile")
    errors = forms.errors if sent is not None else []
    if errors:
        request.applicant.refresh_from_db()
    context = {
        "section": "profile",
        "forms": forms,
        "errors": errors,
        "standing": visitor.standing(),
    }
    return TemplateResponse(request, "applicants/profile/profile.html", context)
