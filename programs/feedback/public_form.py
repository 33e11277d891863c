"""A form that anybody may send: it tells people from machines without asking a third party."""

import datetime
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone

SALT = "programs.feedback.public_form"
# Nobody reads a form and fills it in faster; nobody keeps one open for longer.
FASTEST = datetime.timedelta(seconds=3)
LONGEST = datetime.timedelta(hours=24)
TOO_FAST = "That was faster than people type. Wait a few seconds, then send it again."
TOO_OLD = "This page was open for too long. Send it again."
BAITED = "A field that people do not see was filled in, perhaps by your browser. Send it again."


def stamp_at(moment: datetime.datetime) -> str:
    """A signed note that a form was shown at a moment."""
    return signing.Signer(salt=SALT).sign(str(int(moment.timestamp())))


def moment_of(stamp: object) -> datetime.datetime | None:
    """When a form was shown; None for a note that is not ours or too old."""
    try:
        seconds = int(signing.Signer(salt=SALT).unsign(str(stamp)))
    except (signing.BadSignature, ValueError):
        return None
    moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    return moment if timezone.now() - moment < LONGEST else None


class StampInput(forms.HiddenInput):
    """Keeps a good stamp when the form comes back with errors, and makes a new one otherwise."""

    def format_value(self, value: Any) -> str:
        return value if moment_of(value) else stamp_at(timezone.now())


class HoneypotInput(forms.HiddenInput):
    """Looks like a field to a machine that reads HTML, and is shown to nobody; it always comes back empty."""

    input_type = "text"
    template_name = "programs/_honeypot.html"

    @property
    def is_hidden(self) -> bool:
        """True, so that no label and no help are made for it."""
        return True

    def format_value(self, value: Any) -> str:  # noqa: ARG002 - what a machine wrote is not kept
        return ""


class PublicForm(forms.Form):
    """A form with a hidden stamp of when it was shown, and a field that only machines fill in."""

    shown_at = forms.CharField(widget=StampInput, required=False, max_length=200)
    fax_number = forms.CharField(widget=HoneypotInput, required=False, max_length=200)

    def clean_shown_at(self) -> str:
        """Raise ValidationError when the form comes back too fast or too late."""
        stamp = self.cleaned_data["shown_at"]
        moment = moment_of(stamp)
        if moment is None:
            raise ValidationError(TOO_OLD)
        if timezone.now() - moment < FASTEST:
            raise ValidationError(TOO_FAST)
        return stamp

    def clean_fax_number(self) -> str:
        """Raise ValidationError when something is in the field that nobody sees."""
        if self.cleaned_data["fax_number"]:
            raise ValidationError(BAITED)
        return ""
