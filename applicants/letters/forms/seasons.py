"""A season's plan: targets, residency programs, and which letter goes where."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from applicants.letters.assignment_limits import too_many
from applicants.letters.forms.fields import RowField, RowsField, year_field
from applicants.letters.models import Letter, ResidencyProgram

MOST_WANTED = 10


class SeasonForm(forms.Form):
    """Which season to show."""

    season = year_field()


class LetterTargetForm(forms.Form):
    """How many letters of a specialty are wanted; 0 takes the target away."""

    match_year = year_field()
    count = forms.IntegerField(label="How many letters", min_value=0, max_value=MOST_WANTED, initial=3)

    def __init__(self, data: QueryDict | None = None, *, specialties: Iterable[Any], **options: Any) -> None:
        super().__init__(data, auto_id="target-%s", **options)
        self.fields["specialty"] = RowField(specialties, "General", label="Specialty")
        self.order_fields(("specialty", "count", "match_year"))
        self.fields["match_year"].widget = forms.HiddenInput()


class ResidencyProgramForm(forms.Form):
    """A residency program to apply to."""

    name = forms.CharField(label="Residency program", max_length=200)
    match_year = year_field(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, specialties: Iterable[Any], **options: Any) -> None:
        super().__init__(data, auto_id="program-%s", **options)
        self.fields["specialty"] = RowField(specialties, "Not said", label="Specialty")
        self.order_fields(("name", "specialty", "match_year"))


class LetterMatrixForm(forms.Form):
    """Which letters go to each residency program, as check boxes.

    What the page showed comes back hidden beside what is ticked, so that only what was changed there is
    changed: a page that was opened earlier does not take away what was ticked elsewhere meanwhile.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        programs: Sequence[ResidencyProgram],
        letters: Sequence[Letter],
        **options: Any,
    ) -> None:
        super().__init__(data, auto_id="matrix-%s", **options)
        self.programs = list(programs)
        self.letter_keys = {str(letter.pk) for letter in letters}
        for program in self.programs:
            field = RowsField(letters, label=program.name, show_hidden_initial=True)
            field.initial = [str(row.letter_id) for row in program.assignments.all()]
            self.fields[self.name_of(program)] = field

    @staticmethod
    def name_of(program: ResidencyProgram) -> str:
        return f"program-{program.pk}"

    def clean(self) -> None:
        """Refuse more than four letters for one program."""
        super().clean()
        values = self.cleaned_data
        for program in self.programs:
            name = self.name_of(program)
            if fault := too_many(len(values.get(name) or [])):
                self.add_error(name, fault)

    def shown(self, name: str) -> set[str]:
        """The letters that the page showed as ticked when it was opened."""
        field = self.fields[name]
        initial = field.hidden_widget().value_from_datadict(
            self.data, self.files, self.add_initial_prefix(name)
        )
        return set(initial or [])

    @property
    def changes(self) -> list[tuple[ResidencyProgram, list[Letter], list[UUID]]]:
        """Each program that was changed, with the letters to add and the ids of those to take away."""
        found = []
        for program in self.programs:
            name = self.name_of(program)
            ticked = {str(letter.pk): letter for letter in self.cleaned_data[name]}
            shown = self.shown(name) & self.letter_keys
            added = [letter for key, letter in ticked.items() if key not in shown]
            removed = [UUID(key) for key in shown if key not in ticked]
            if added or removed:
                found.append((program, added, removed))
        return found
