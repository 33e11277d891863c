"""Forms of an application's checklist: the lines of all documents, and one more."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from applicants.applications.choices import DocumentState
from applicants.applications.forms.fields import Newer, attach_to_page_form, is_among
from applicants.applications.models import Application, ChecklistLine


class ChecklistLineForm(forms.ModelForm):
    """A document of the applicant's own."""

    class Meta:
        model = ChecklistLine
        fields = ("label",)
        labels = {"label": "Another document"}

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, auto_id="line-%s", **options)

    def newer(self, application: Application) -> list[Newer]:
        """Nothing is newer when this document is there already."""
        there = is_among(self, application.checklist.all())
        return [] if there else [Newer("Documents", str(len(application.checklist.all())))]


class ChecklistForm(forms.Form):
    """How far each document is, with a note; one pair of fields for each line."""

    saved_words = "Checklist saved."

    def __init__(
        self, data: QueryDict | None = None, *, lines: Iterable[ChecklistLine], **options: Any
    ) -> None:
        super().__init__(data, auto_id="document-%s", **options)
        self.lines = list(lines)
        for line in self.lines:
            state = forms.ChoiceField(
                label=f"State of: {line.label}", choices=DocumentState, initial=line.state
            )
            note = forms.CharField(
                label=f"Note on: {line.label}",
                max_length=500,
                required=False,
                initial=line.note,
                widget=forms.TextInput(attrs={"placeholder": "Note"}),
            )
            self.fields |= {f"state-{line.pk}": state, f"note-{line.pk}": note}
        attach_to_page_form(self)

    @property
    def changed_lines(self) -> list[ChecklistLine]:
        changed = []
        for line in self.lines:
            values = (self.cleaned_data[f"state-{line.pk}"], self.cleaned_data[f"note-{line.pk}"])
            if values != (line.state, line.note):
                line.state, line.note = values
                changed.append(line)
        return changed

    def newer(self, application: Application) -> list[Newer]:
        """The documents that are stored otherwise now."""
        return [
            Newer(line.label, f"{line.get_state_display()} {line.note}".strip())
            for line in application.checklist.all()
            if (self.cleaned_data.get(f"state-{line.pk}"), self.cleaned_data.get(f"note-{line.pk}"))
            != (line.state, line.note)
        ]
