"""What the forms of every package share: a day, and the key of a form that may be sent twice."""

import datetime
import uuid
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

FORMAT = "%Y-%m-%d"
FAULT = "Write the day as year, month and day: 2026-03-02."


class DayInput(forms.DateInput):
    """A browser's own date picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format=FORMAT)


class ProfileDayField(forms.DateField):
    """A day within some years.

    Only as a date picker sends it: "02/03/2026" is March 2 in Lagos and February 3 in Boston.
    """

    widget = DayInput
    default_error_messages = {"invalid": FAULT}

    def __init__(self, first: int = 1920, last: int = 2100, **options: Any) -> None:
        super().__init__(input_formats=[FORMAT], **options)
        words = f"Write a day from {first} to {last}."
        earliest, latest = datetime.date(first, 1, 1), datetime.date(last, 12, 31)
        self.validators += [MinValueValidator(earliest, words), MaxValueValidator(latest, words)]


class TokenField(forms.UUIDField):
    """A hidden key that comes with a form: sent twice, it makes one thing (``Applicant.id_for``).

    A form that comes back without one gets a new one.
    """

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, initial=uuid.uuid4, **options)

    def clean(self, value: Any) -> uuid.UUID:
        """Return the form's key, or a new one; ValidationError for what is none."""
        return super().clean(value) or uuid.uuid4()


def choice_field(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """Return a form's field as the choice that it is, to give it the choices of one applicant."""
    return cast("forms.ChoiceField", form.fields[name])
