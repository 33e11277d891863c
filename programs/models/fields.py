"""Field types of the catalog: lists of codes, and dates as sources write them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django_countries.data import COUNTRIES

from programs import records, windows


def validate_partial_date(written: str) -> None:
    """Raise ValidationError unless the date exists and is written as 2024, 2024-12 or 2024-12-31."""
    if windows.earliest_day(written) is None:
        message = "Write a date as 2024, 2024-12 or 2024-12-31."
        raise ValidationError(message)


def validate_window_date(written: str) -> None:
    """Raise ValidationError unless the date exists and is written as 2024-12-31 or, every year, --12-31."""
    if not windows.is_window_date(written):
        message = "Write a date as 2024-12-31, or --12-31 for every year."
        raise ValidationError(message)


validate_visa_class = RegexValidator(
    r"^[A-Z]{1,4}(-\d{1,2}[A-Z]?)?$", "Write a visa class such as B-1 or ESTA."
)


def validate_country(code: str) -> None:
    """Raise ValidationError unless the value is the two-letter code of a country (ISO 3166)."""
    if code not in COUNTRIES:
        message = "Write a country as its two letters, such as JP."
        raise ValidationError(message)


validate_web_url = URLValidator(schemes=["http", "https"])


class CodesField(models.JSONField):
    """A list of codes in the order given. [] means "not stated"."""

    def __init__(self, codes: Sequence[tuple[str | int, str]] = (), **options: Any) -> None:
        self.codes = list(codes)
        options.setdefault("default", list)
        options.setdefault("blank", True)
        super().__init__(**options)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Raise ValidationError unless the value is a list of known codes, none twice."""
        super().validate(value, model_instance)
        if not isinstance(value, list) or len({str(code) for code in value}) != len(value):
            message = "Give a list of codes, each once."
            raise ValidationError(message)
        known = {code for code, _ in self.codes}
        if unknown := [code for code in value if known and code not in known]:
            message = f"Unknown code: {', '.join(map(str, unknown))}."
            raise ValidationError(message)

    def formfield(self, **options: Any) -> forms.Field | None:
        """Show check boxes in forms where the codes are a closed list, else JSON."""
        if not self.codes:
            return super().formfield(**options)
        return forms.TypedMultipleChoiceField(
            choices=self.codes,
            coerce=type(self.codes[0][0]),
            required=False,
            label=options.get("label", self.verbose_name.capitalize()),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )


class RecordField(models.JSONField):
    """A program's record. Facts that are newer than the stored row are read as not stated."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        found = super().from_db_value(value, expression, connection)
        return records.complete_record(found) if isinstance(found, dict) else found

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """What a migration has to know: to the database it is JSON."""
        name, _, given, options = super().deconstruct()
        return name, "django.db.models.JSONField", given, options
