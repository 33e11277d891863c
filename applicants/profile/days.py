"""A day in a form, the same everywhere: a browser's own picker, and one way to write it."""

import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

FORMAT = "%Y-%m-%d"
FAULT = "Write the day as year, month and day: 2026-03-02."


class DayInput(forms.DateInput):
    """A browser's own date picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format=FORMAT)


class DayField(forms.DateField):
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
