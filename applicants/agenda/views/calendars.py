"""The private calendar and its address."""

from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from applicants.agenda.calendar_feed import calendar_of
from applicants.agenda.data import load_agenda_data
from applicants.profile.decorators import applicant_required
from applicants.profile.models import Applicant
from applicants.profile.requests import ApplicantRequest


@require_safe
@cache_control(private=True, no_store=True)
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Give the agenda to whoever knows its secret address; any other address is missing."""
    applicant = get_object_or_404(Applicant.objects.with_calendar(secret))
    body = calendar_of(load_agenda_data(applicant), settings.PORTAL_URL)
    headers = {
        "ETag": quote_etag(sha256(body).hexdigest()),
        "X-Robots-Tag": "noindex, nofollow",
        "Content-Disposition": 'inline; filename="usce-applications.ics"',
    }
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response) or response


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def calendar_settings(request: ApplicantRequest) -> TemplateResponse | HttpResponseRedirect:
    """Show the private calendar's address; POST makes a new one, and the old one is dead at once."""
    applicant = request.applicant
    if request.method == "POST":
        applicant.renew_calendar_secret()
        messages.success(request, "Your calendar has a new address. The old one no longer works.")
        return redirect("applicants:calendar_settings")
    path = reverse("applicants:calendar_feed", args=[applicant.calendar_secret])
    address = settings.PORTAL_URL + path
    # Phones open their calendar for this scheme.
    subscribe = f"webcal://{address.partition('://')[2]}"
    context = {"section": "applications", "address": address, "subscribe": subscribe}
    return TemplateResponse(request, "applicants/agenda/calendar_settings.html", context)
