"""The guard of texts about a rotation: nothing that looks like a patient's identity is saved unseen."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from applicants.profile.encryption import UnreadableText
from applicants.rotations.identifiers import Identifier, find_identifiers

FOUND = "This looks like a patient’s identity. Take it out, or mark what is not a patient’s."
PATIENT_HELP = "No names, initials, dates of birth, record numbers, places or ages over 89."


class GuardedForm(forms.ModelForm):
    """A form whose ``guarded`` fields let nothing in that looks like a patient's identity.

    ``found`` is what looks so and is not marked as nobody's. The model keeps what was marked, one a line, in
    its encrypted field ``not_a_patient``.
    """

    guarded: ClassVar[tuple[str, ...]] = ("text",)

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        kept = self.instance.not_a_patient.splitlines()
        self.marked = list(dict.fromkeys([*kept, *(data.getlist("not_a_patient") if data else [])]))
        self.found: list[Identifier] = []

    def clean(self) -> dict[str, Any]:
        """Refuse what looks like a patient's identity; what was marked is let through, and kept as marked."""
        cleaned = super().clean() or self.cleaned_data
        harmless: set[str] = set()
        for name in self.guarded:
            every = find_identifiers(cleaned.get(name) or "")
            harmless |= {one.text for one in every} & set(self.marked)
            found = [one for one in every if one.text not in self.marked]
            self.found += found
            if found:
                self.add_error(name, ValidationError(FOUND, code="identifier"))
        if not isinstance(self.instance.not_a_patient, UnreadableText):
            self.instance.not_a_patient = "\n".join(sorted(harmless))
        return cleaned
