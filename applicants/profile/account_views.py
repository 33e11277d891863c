"""The pages between sign-up and first log-in, and where one is logged in."""

from typing import Any

from allauth.account import views
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applicants.profile.decorators import applicant_of
from applicants.profile.devices import device_words
from applicants.profile.first_answers import take_over
from applicants.profile.models import Applicant
from applicants.profile.pending_sign_up import (
    address_of,
    forget_sign_up,
    logs_in_here,
    pending_sign_up,
    send_again,
)
from applicants.profile.timezones import zone_words

SENT_AGAIN = "Sent again. Open the link in the newest message."
TOO_SOON = "We sent it a moment ago. Wait three minutes, and check your spam folder in the meantime."


@never_cache
@require_safe
def verification_sent(request: HttpRequest) -> TemplateResponse:
    """Say where the link went; without a sign-up in this browser, that one went somewhere."""
    login = pending_sign_up(request)
    address = address_of(login) if login else ""
    return TemplateResponse(request, "account/verification_sent.html", {"address": address})


@require_http_methods(["GET", "HEAD", "POST"])
def verification_again(request: HttpRequest) -> HttpResponse:
    """Send the link once more, and go back to the page that says where it went."""
    if request.method == "POST":
        if send_again(request):
            messages.success(request, SENT_AGAIN)
        elif pending_sign_up(request):
            messages.warning(request, TOO_SOON)
    return redirect("account_email_verification_sent")


def welcome(applicant: Applicant) -> SafeString:
    """Say by which clock the days of a new account end, and where to change it."""
    words = 'You are logged in. Your days end at midnight, {}. <a href="{}">Change the time zone</a>'
    return format_html(words, zone_words(applicant.time_zone), reverse("applicants:reminder_settings"))


class ConfirmEmailView(views.ConfirmEmailView):
    """The page of a link in a mail. It logs in only where the sign-up waits for it."""

    def post(self, *args: Any, **options: Any) -> HttpResponse:
        """Confirm the address; in the browser that signed up, log in with what was answered meanwhile."""
        is_here = logs_in_here(self.request, self.get_object().email_address)
        if not is_here:
            forget_sign_up(self.request)
        response = super().post(*args, **options)
        if is_here and (applicant := applicant_of(self.request)):
            take_over(applicant, self.request.session)
            list(messages.get_messages(self.request))  # allauth's two would say less than our one
            messages.success(self.request, welcome(applicant))
        return response

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        """Say whether this browser is the one that signed up."""
        context = super().get_context_data(**options)
        is_here = self.object is not None and logs_in_here(self.request, self.object.email_address)
        return context | {"is_here": is_here}


class SessionListView(ListUserSessionsView):
    """Where one is logged in."""

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        """Name each device, which its browser describes for machines."""
        context = super().get_context_data(**options)
        return context | {"devices": [(one, device_words(one.user_agent)) for one in context["sessions"]]}
