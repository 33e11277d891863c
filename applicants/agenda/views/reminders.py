"""Reminders by email: when they come, and the one click that stops them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from applicants.agenda.digests import applicant_of_token, stop_digests
from applicants.agenda.reminder_form import ReminderForm
from applicants.profile.decorators import applicant_required, one_edit_at_a_time
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, attempt, posted_data


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def reminder_settings(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Let the applicant choose if, when and by which clock they are reminded."""
    form = ReminderForm(posted_data(request), instance=request.applicant)
    status = DONE
    if request.method == "POST":
        status = attempt(form, form.save)
        if status == DONE:
            messages.success(request, "Your reminders are saved.")
            return redirect("applicants:reminder_settings")
    context = {"section": "applications", "form": form}
    return TemplateResponse(request, "applicants/agenda/reminder_settings.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csrf_exempt
def reminder_unsubscribe(request: HttpRequest, token: str) -> TemplateResponse:
    """Show the button that stops the reminders; POST stops them, also from a mail program (RFC 8058).

    A mail program has neither cookie nor CSRF token: the signed token in the address is the permission.
    It answers with a page, not a redirect, which such programs do not follow.
    """
    applicant = applicant_of_token(token)
    if applicant is None:
        raise Http404
    if request.method == "POST":
        stop_digests(applicant)
    return TemplateResponse(
        request, "applicants/agenda/reminder_unsubscribe.html", {"is_on": applicant.has_digest}
    )
