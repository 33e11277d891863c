"""What the forms of every package share: days, web addresses, the key of a form that may be sent twice."""

import datetime
import uuid
from typing import Any, ClassVar, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

# Of what an applicant does and plans; a date outside these years is a typing error.
FIRST_YEAR, LAST_YEAR = 2000, 2100
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


class DayField(ProfileDayField):
    """A day of an application, a letter or a message."""

    def __init__(self, **options: Any) -> None:
        super().__init__(FIRST_YEAR, LAST_YEAR, **options)


class WebField(forms.URLField):
    """A web address; without a scheme it is https."""

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", **options)


class AddressForm(forms.Form):
    """What the address of a list asks for. Nonsense is no fault: it is left out with a notice.

    ``NOTICES``: by field, what to say then.
    """

    NOTICES: ClassVar[dict[str, str]] = {}

    @property
    def notices(self) -> list[str]:
        """What was asked for and does not exist."""
        return [self.NOTICES[name] for name in self.errors]


class TokenField(forms.UUIDField):
    """A hidden key that comes with a form: sent twice, it makes one thing (``Applicant.id_for``).

    A form that comes back without one gets a new one.
    """

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, initial=uuid.uuid4, **options)

    def clean(self, value: Any) -> uuid.UUID:
        """Give the form's key, or a new one; raise ValidationError if it is no key."""
        return super().clean(value) or uuid.uuid4()


def choice_field(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """A form's field as the choice that it is, to give it the choices of one applicant."""
    return cast("forms.ChoiceField", form.fields[name])
