"""A sign-up whose address is not confirmed yet, as the browser that signed up knows it.

allauth keeps it in that browser's session. The link in the mail logs in there and nowhere else, and only an
account that nobody has ever logged in to: whoever signed up with another person's address knows its password,
and must not keep a way in once the owner of the address has set a new one.
"""

import datetime

from allauth.account.app_settings import LOGIN_TIMEOUT
from allauth.account.internal.constants import LoginStageKey
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.internal.stagekit import clear_login, unstash_login
from allauth.account.models import EmailAddress, Login
from allauth.account.stages import EmailVerificationStage as AllauthEmailVerificationStage
from allauth.account.stages import LoginStageController
from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse

from applicants.profile.models import User

# Mail can be slow, and people read it later.
KEPT = datetime.timedelta(days=1)


class EmailVerificationStage(AllauthEmailVerificationStage):
    """Waits for the link in the mail."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Wait longer than allauth waits for the second step of a log-in."""
        response, goes_on = super().handle()
        if response:
            self.login.initiated_at += KEPT.total_seconds() - LOGIN_TIMEOUT
        return response, goes_on


def pending_sign_up(request: HttpRequest) -> Login | None:
    """What waits for the link in this browser; ``user`` is None for an address that has an account."""
    if request.user.is_authenticated:
        return None
    login = unstash_login(request, peek=True)
    if (
        login is None
        or LoginStageController(request, login).state.get("current") != LoginStageKey.VERIFY_EMAIL
    ):
        return None
    return login


def address_of(login: Login) -> str:
    return str(login.email or (login.user.email if login.user else ""))


def unconfirmed_account(login: Login | None) -> User | None:
    """The account of a pending sign-up when nobody has confirmed it or logged in to it since."""
    user = login.user if login else None
    if user is None or user.last_login or EmailAddress.objects.filter(user=user, verified=True).exists():
        return None
    return user


def logs_in_here(request: HttpRequest, address: EmailAddress) -> bool:
    """Whether confirming an address logs this browser in."""
    user = unconfirmed_account(pending_sign_up(request))
    return user is not None and user.pk == address.user_id


def forget_sign_up(request: HttpRequest) -> None:
    """Let no link log this browser in."""
    if pending_sign_up(request):
        clear_login(request)


def send_again(request: HttpRequest) -> bool:
    """Send the mail of this browser's sign-up once more; return whether the limits let it.

    An address that has an account gets the mail that says so, by the same limits.
    """
    login = pending_sign_up(request)
    if login is None or not consume(request, action="send_again"):
        return False
    user, address = unconfirmed_account(login), address_of(login)
    row = EmailAddress.objects.filter(user=user, email=address).first() if user else None
    return bool(send_verification_email_to_address(request, row or EmailAddress(email=address), signup=True))
