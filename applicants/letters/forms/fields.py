"""What the forms share: one or several of rows that were read before, so that showing costs no query."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from applicants.letters.models.season import YEARS

FIRST_YEAR, LAST_YEAR = (validator.limit_value for validator in YEARS)


class RowField(forms.TypedChoiceField):
    """One of some rows, by its key; None for none of them."""

    def __init__(self, rows: Iterable[Any], empty_label: str, **options: Any) -> None:
        self.rows = {str(row.pk): row for row in rows}
        choices = [("", empty_label), *((key, str(row)) for key, row in self.rows.items())]
        super().__init__(
            choices=choices, coerce=self.rows.__getitem__, empty_value=None, required=False, **options
        )

    def prepare_value(self, value: Any) -> Any:
        """Show a row by its key."""
        return str(getattr(value, "pk", value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another row is chosen; ``initial`` is a row or its key."""
        return self.prepare_value(initial) != (data or "")


class RowsField(forms.TypedMultipleChoiceField):
    """Some of some rows, by their keys, as check boxes; [] for none."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, rows: Iterable[Any], **options: Any) -> None:
        self.rows = {str(row.pk): row for row in rows}
        choices = [(key, str(row)) for key, row in self.rows.items()]
        super().__init__(choices=choices, coerce=self.rows.__getitem__, required=False, **options)


def year_field(**options: Any) -> forms.IntegerField:
    limits = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    return forms.IntegerField(label="Match year", validators=limits, **options)
