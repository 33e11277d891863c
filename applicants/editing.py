"""Edits that begin in one tab and end after another one's: a form says with which values it was shown."""

import datetime
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, Protocol

from django import forms
from django.utils.choices import flatten_choices

from programs.formatting import day_words

CHANGED_ELSEWHERE = (
    "You changed this in another tab or on another device after you opened this page. What you typed is "
    "still below. Compare it with what is stored, then save once more."
)


class StaleError(Exception):
    """Another edit was saved after this one was begun. Nothing of this one is saved."""


class FormGroup(Protocol):
    """Several forms of one page that are answered as one; a formset is one too."""

    @property
    def forms(self) -> list[Any]: ...

    def is_valid(self) -> bool: ...


class SeenBoundField(forms.BoundField):
    """A form's fingerprint of what is stored now, also on a form that came back."""

    def value(self) -> str:
        """The fingerprint; what was posted is never shown again."""
        return fingerprint(self.form)


class SeenField(forms.CharField):
    """A hidden fingerprint of the form's ``initial``: the values that it was shown with.

    A form that has it is given the stored values as ``initial`` (a model form takes them from its instance),
    also when it is bound, read while ``one_edit_at_a_time`` holds the applicant's row.
    """

    widget = forms.HiddenInput
    bound_field_class = SeenBoundField

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def has_changed(self, *_: Any) -> bool:
        """False: a fingerprint is nothing that somebody typed."""
        return False


def fingerprint(form: forms.BaseForm) -> str:
    """A digest of the values that a form starts with; the order of a list says nothing."""
    shown = sorted((name, comparable(value)) for name, value in form.initial.items())
    return sha256(repr(shown).encode()).hexdigest()[:32]


def comparable(value: Any) -> str:
    if isinstance(value, list | tuple | set):
        return repr(sorted(map(comparable, value)))
    return str(getattr(value, "pk", value))


def typed_fields(form: forms.BaseForm) -> list[forms.BoundField]:
    return [
        form[name] for name in form.changed_data if not form[name].is_hidden and not is_stored(form, name)
    ]


def is_stored(form: forms.BaseForm, name: str) -> bool:
    """Whether a field's cleaned value is the stored one: cleaning may change what was typed."""
    if name not in form.cleaned_data or name not in form.initial:
        return False
    return comparable(form.cleaned_data[name]) == comparable(form.initial[name])


def is_stale(form: forms.BaseForm) -> bool:
    """Whether a bound form would overwrite values that it was not shown with.

    A form whose values are all stored already is not stale: it was sent twice. A form without its fingerprint
    is stale, because nobody knows which values it showed.
    """
    if "seen" not in form.fields or form.cleaned_data.get("seen") == fingerprint(form):
        return False
    return bool(typed_fields(form))


def forms_of(form: forms.BaseForm | FormGroup) -> list[forms.BaseForm]:
    return [form] if isinstance(form, forms.BaseForm) else form.forms


def stale_forms(form: forms.BaseForm | FormGroup) -> list[forms.BaseForm]:
    """Those that would overwrite what they did not show; all were validated before."""
    return [one for one in forms_of(form) if is_stale(one)]


def add_stored_values(stale: Iterable[forms.BaseForm]) -> None:
    """Say above the first of some stale forms what happened, and beside each field what is stored there."""
    for number, form in enumerate(stale):
        if number == 0:
            form.add_error(None, CHANGED_ELSEWHERE)
        for field in typed_fields(form):
            if field.name in form.initial:
                words = stored_words(field.field, form.initial[field.name])
                form.add_error(field.name, f"Stored now: {words}")


def stored_words(field: forms.Field, stored: Any) -> str:
    """What is stored for a field, as people read it: choices by their labels; "nothing" for none."""
    values = stored if isinstance(stored, list | tuple | set) else [stored]
    choices: Iterable[tuple[Any, Any]] = flatten_choices(getattr(field, "choices", []))
    labels = {str(key): str(label) for key, label in choices}
    words = [shown_value(field.prepare_value(value), labels) for value in values]
    return ", ".join(word for word in words if word) or "nothing"


def shown_value(value: Any, labels: dict[str, str]) -> str:
    """One value in words, a choice by its label; blank for none."""
    if isinstance(value, bool) and not labels:
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return day_words(value)
    key = "" if value is None else str(value)
    return labels.get(key, key)
