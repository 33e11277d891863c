"""What happens around every page of somebody with an account."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from applicants.profile.models import User
from applicants.profile.second_step import UNREADABLE, UnreadableSecretError
from applicants.profile.session_age import is_over, note_visit

ENROLL = "Advisors need a second step. Set up an app or add a passkey first."
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes alone are none
GetResponse = Callable[[HttpRequest], HttpResponse]


class PrivatePagesMiddleware:
    """Keeps what somebody with an account saw out of caches: at a café, the next person presses Back."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_private = request.user.is_authenticated
        response = self.get_response(request)
        if is_private and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class SessionAgeMiddleware:
    """Ends sessions that stood idle or have grown old."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if is_over(request.session, is_staff=request.user.is_staff):
                logout(request)
                messages.info(request, "You were logged out because you were away for a while.")
            else:
                note_visit(request.session)
        return self.get_response(request)


class StaffMFAMiddleware:
    """Lets nobody into the admin who has no second factor: they are sent to where they set one up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("admin:index")) and lacks_second_step(request.user):
            messages.warning(request, ENROLL)
            return redirect("mfa_index")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say what to do on the pages of recovery codes that no key reads any more."""
        if isinstance(exception, UnreadableSecretError):
            messages.error(request, UNREADABLE)
            return redirect("mfa_index")
        return None


def lacks_second_step(user: User | AnonymousUser) -> bool:
    return user.is_authenticated and user.is_staff and not is_mfa_enabled(user, SECOND_STEPS)
