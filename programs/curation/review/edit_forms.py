"""The small form that changes one fact in place."""

from typing import Any

from django import forms

from programs.curation.editing.field_words import ROW_HELP, ROW_LABELS
from programs.curation.editing.program_form import ProgramForm
from programs.curation.review.stored_facts import columns_of, is_line, line_of
from programs.models import Program
from programs.models.program_rows import LINE_MODELS


def edit_form(program: Program, path: str, data: Any = None) -> forms.ModelForm:
    """The form of the columns that hold a fact, or of its row."""
    if is_line(path):
        model = LINE_MODELS[path.partition(".")[0]]
        line_form: type[forms.ModelForm] = forms.modelform_factory(
            model, exclude=("program", "source"), labels=ROW_LABELS, help_texts=ROW_HELP
        )
        return line_form(data, instance=line_of(program, path), prefix="fact")
    columns = columns_of(path)
    form: type[forms.ModelForm] = forms.modelform_factory(Program, form=ProgramForm, fields=columns)
    form.base_fields = {name: form.base_fields[name] for name in columns}
    return form(data, instance=program, prefix="fact")
