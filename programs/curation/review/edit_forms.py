"""The small form that changes one fact in place, and what makes a fact not stated."""

from typing import Any, cast

from django import forms
from django.db import models

from programs import proof
from programs.curation.editing.field_words import ROW_HELP, ROW_LABELS
from programs.curation.editing.program_form import ProgramForm
from programs.curation.publishing.record_rows import LINES
from programs.models import Program
from programs.records import FLAG_COLUMNS

# Facts that several columns hold, or one of another name.
COLUMNS = {
    **{key: (column,) for key, column in FLAG_COLUMNS.items()},
    "intake": ("intake", "intake_as_of"),
    "funding": ("funding_kind", "funding_amount_usd", "funding_note"),
    "capacity": ("capacity_count", "capacity_per", "capacity_note"),
}
# What a program cannot be without.
NEEDED = ("type",)


def columns_of(path: str) -> tuple[str, ...]:
    """Return the columns of a program that hold a fact."""
    return COLUMNS.get(path, (path,))


def line_of(program: Program, path: str) -> models.Model:
    """Return the row that is one line of a list."""
    key, _, position = path.partition(".")
    return list(getattr(program, key).all())[int(position)]


def is_line(path: str) -> bool:
    key, _, position = path.partition(".")
    return key in proof.LINES and position.isdigit()


def edit_form(program: Program, path: str, data: Any = None) -> forms.ModelForm:
    """Return the form of one fact."""
    if is_line(path):
        model = LINES[path.partition(".")[0]]
        line_form: type[forms.ModelForm] = forms.modelform_factory(
            model, exclude=("program", "source"), labels=ROW_LABELS, help_texts=ROW_HELP
        )
        return line_form(data, instance=line_of(program, path), prefix="fact")
    columns = columns_of(path)
    form: type[forms.ModelForm] = forms.modelform_factory(Program, form=ProgramForm, fields=columns)
    form.base_fields = {name: form.base_fields[name] for name in columns}
    return form(data, instance=program, prefix="fact")


def remove_fact(program: Program, path: str) -> None:
    """Make a fact not stated in the working copy; ValueError for one that a program cannot be without."""
    if path in NEEDED:
        message = "A program has to have a type. Choose Changed, or archive the program."
        raise ValueError(message)
    if is_line(path):
        line_of(program, path).delete()
    elif path == "specialties":
        program.specialties.clear()
    else:
        for name in columns_of(path):
            column = cast("models.Field", program._meta.get_field(name))
            setattr(program, name, None if column.null else column.get_default())
        program.save(update_fields=columns_of(path))
