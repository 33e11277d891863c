"""Where allauth asks us how accounts work here."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account import forms
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.webauthn.forms import AddWebAuthnForm as AllauthAddWebAuthnForm
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django import forms as django_forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from applicants.mail.outbox import owner_of
from applicants.profile.first_answers import FirstAnswers, answers_in, keep_in_profile
from applicants.profile.models import Applicant, User
from applicants.profile.pending_sign_up import pending_sign_up, unconfirmed_account
from applicants.profile.session_age import start_clock
from applicants.profile.timezones import UNIVERSAL, zone_of

ADDRESS = "Email address"
OWN_STAGE = "applicants.profile.pending_sign_up.EmailVerificationStage"
GOOD_TO_KNOW = "10 characters or more. A few words in a row are easy to remember and hard to guess."


def counter_of(address: str) -> str:
    """Under which name guesses of a password are counted."""
    owner = owner_of(address)
    return f"account {owner}" if owner else address.lower()


def public_url(url: str) -> str:
    """An address of ours as it starts with PORTAL_URL, whatever it starts with."""
    return settings.PORTAL_URL + urlsplit(url)._replace(scheme="", netloc="").geturl()


class AccountBackend(AuthenticationBackend):
    """Checks passwords as allauth does, and reads an account with its applicant in one query."""

    def get_user(self, user_id: int) -> User | None:
        """The account of a session; None when it is gone or closed."""
        user = User.objects.select_related("applicant").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


class AccountAdapter(DefaultAccountAdapter):
    """How accounts work here."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email address or the password is not right.",
        "incorrect_password": "The password is not right.",
        "enter_current_password": "The password is not right.",
        "incorrect_code": "The code is not right. Wait for a new one, then try again.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, or set a new password.",
        "duplicate_email": "This address is already on your account.",
        "max_email_addresses": "You can have up to %d addresses.",
        "cannot_remove_primary_email": "This is your main address. Make another one the main one first.",
        "unverified_primary_email": "Confirm this address first: open the link that we sent to it.",
        "rate_limited": "Too many tries. Wait a few minutes.",
    }

    def _get_login_attempts_cache_key(self, _request: HttpRequest, **credentials: Any) -> str:
        """Count guesses by account, whichever of its addresses is typed.

        allauth counts by address and Host header, and whoever guesses can change the port in that.
        """
        return counter_of(credentials.get("email", ""))

    def get_login_stages(self) -> list[str]:
        """Put our own wait for a confirmed address in place of allauth's."""
        return [
            OWN_STAGE if stage.endswith(".EmailVerificationStage") else stage
            for stage in super().get_login_stages()
        ]

    def login(self, request: HttpRequest, user: User) -> None:
        """Log in, and start the clock that ends the session."""
        super().login(request, user)
        request.session.set_expiry(None)  # one that only kept a form ends earlier
        start_clock(request.session)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail whose links start with PORTAL_URL.

        allauth takes them from the Host header, and whoever asks for the mail can choose the port in that.
        """
        links = {name: public_url(value) for name, value in context.items() if name.endswith("_url")}
        super().send_mail(template_prefix, email, context | links | {"portal_url": settings.PORTAL_URL})

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead staff to the admin, applicants to their own first page; ``next`` comes before."""
        return reverse("admin:index") if request.user.is_staff else super().get_login_redirect_url(request)

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **options: Any) -> None:
        """Tell the owner that who can get in has changed, and log out every other device.

        allauth calls this after each change to passwords, addresses, passkeys, codes and the app.
        """
        super().send_notification_mail(template_prefix, user, *args, **options)
        end_other_sessions(self.request, user)


class LoginForm(forms.LoginForm):
    """The log-in form."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = ADDRESS


class SignupForm(forms.SignupForm):
    """The sign-up form. A script fills in ``time_zone``, an IANA name."""

    name = django_forms.CharField(
        required=False,
        max_length=150,
        label="Your name",
        help_text="As it appears in your passport. It goes on letters and emails that you write here.",
        widget=django_forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = django_forms.CharField(
        required=False, max_length=64, widget=django_forms.HiddenInput(attrs={"data-time-zone": ""})
    )
    field_order = ("name", "email", "password1", "time_zone")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].label = ADDRESS
        self.fields["password1"].help_text = GOOD_TO_KNOW

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Sign up; a second sign-up in the same browser takes the place of one that is not confirmed.

        For an address that has an account it takes as long as for a new one: a password is hashed anyway.
        """
        before = unconfirmed_account(pending_sign_up(request))
        if not self.account_already_exists:
            self.cleaned_data["name"] = self.cleaned_data["name"] or (before.name if before else "")
            user, response = super().try_save(request)
            if before:
                before.delete()  # its link must not work any more: it went to another address
            return user, response
        if before and before.email == self.cleaned_data["email"]:
            before.set_password(self.cleaned_data["password1"])
            before.save(update_fields=["password"])
            return None, AccountAdapter(request).respond_email_verification_sent(request, before)
        User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name, the time zone and a visitor's first answers.

        The answers stay in the session too: until the address is confirmed, the pages go on as for a visitor.
        """
        super().custom_signup(request, user)
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        zone, first = zone_of(self.cleaned_data["time_zone"] or UNIVERSAL).key, answers_in(request.session)
        if zone != UNIVERSAL or first:
            applicant = Applicant.objects.create(user=user, time_zone=zone)
            keep_in_profile(applicant, first or FirstAnswers(Applicant()))


class AddEmailForm(forms.AddEmailForm):
    """Adds an address to an account."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].label = ADDRESS


class ResetPasswordForm(forms.ResetPasswordForm):
    """Asks for the link to a new password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].label = ADDRESS


class ChangePasswordForm(forms.ChangePasswordForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["oldpassword"].label = "Your password now"
        self.fields["password1"].label, self.fields["password1"].help_text = "New password", GOOD_TO_KNOW
        self.fields["password2"].label = "New password again"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)  # it would say the label once more


class AddWebAuthnForm(AllauthAddWebAuthnForm):
    """Adds a passkey."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].help_text = "To recognize it later, such as “My phone”."
        self.fields["passwordless"].label = "Log me in without a password"
        self.fields["passwordless"].help_text = "Otherwise it is the second step after your password."
        self.fields["passwordless"].initial = True
