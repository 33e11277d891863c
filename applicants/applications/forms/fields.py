"""What the forms share: a day as browsers write it, and what is stored where a form says otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.db import models

from applicants.applications.models import Application
from applicants.editing import stored_words
from applicants.profile.fields import DayField

PAGE_FORM = "application-form"


def same_classes(*names: str) -> dict[str, type[DayField]]:
    """Make the ``field_classes`` of a model form in which these fields are days."""
    return dict.fromkeys(names, DayField)


def attach_to_page_form(form: forms.BaseForm) -> None:
    """Let the inputs belong to the one form of an application's page, wherever they stand on it."""
    for field in form.fields.values():
        field.widget.attrs["form"] = PAGE_FORM


class ExpectedVersionForm(forms.Form):
    """The version that a form was opened on."""

    version = forms.IntegerField(min_value=1)


@dataclass(frozen=True)
class Newer:
    """A value that is stored now where a form says otherwise."""

    label: str
    words: str


class VersionedForm(Protocol):
    """A form of an application, opened on one of its versions."""

    def newer(self, application: Application) -> list[Newer]: ...


def newer_values(form: forms.ModelForm, stored: models.Model) -> list[Newer]:
    """What is stored now wherever a bound form says otherwise; [] when all is stored already."""
    return [
        Newer(str(field.label), stored_words(field, getattr(stored, name)))
        for name, field in form.fields.items()
        if name not in form.cleaned_data or form.cleaned_data[name] != getattr(stored, name)
    ]


def dates_fault(values: dict[str, Any], first: str = "starts_on", last: str = "ends_on") -> str | None:
    starts_on, ends_on = values.get(first), values.get(last)
    if starts_on and ends_on and ends_on < starts_on:
        return "The end cannot be before the start."
    return None


def is_among(form: forms.ModelForm, rows: Iterable[Any]) -> bool:
    """Whether a row with all the values of the form is there already; False for an invalid form."""
    return form.is_valid() and any(
        all(getattr(row, name) == value for name, value in form.cleaned_data.items()) for row in rows
    )
