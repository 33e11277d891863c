"""Where allauth asks us how accounts work here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import SignupForm as AllauthSignupForm


class AccountAdapter(DefaultAccountAdapter):
    """How accounts work here."""


class SignupForm(AllauthSignupForm):
    """The sign-up form."""
