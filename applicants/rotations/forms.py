"""Input of the rotations' pages; the journal lets nothing in that looks like a patient's identity."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from applicants.editing import SeenField
from applicants.profile.encryption import UnreadableText
from applicants.profile.fields import DayField, TokenField
from applicants.rotations.identifiers import Identifier, find_identifiers
from applicants.rotations.models import FirstDay, JournalEntry

FOUND = "This looks like a patient’s identity. Take it out, or mark what is not a patient’s."


class FirstDayForm(forms.ModelForm):
    """The facts of the first day."""

    seen = SeenField()

    class Meta:
        model = FirstDay
        fields = (
            *("when", "where", "whom", "dress", "badge", "record_access", "interpreters", "limits"),
            "confirmed_on",
        )
        field_classes = {"confirmed_on": DayField}
        labels = {
            "when": "When",
            "where": "Where",
            "whom": "Whom to ask for",
            "dress": "Dress",
            "badge": "Badge and parking",
            "record_access": "Access to the record system",
            "interpreters": "Interpreters",
            "limits": "What you may and may not do",
            "confirmed_on": "Confirmed with the host on",
        }
        help_texts = {"when": "Such as “Monday, March 1, 6:30 a.m.”."}
        widgets = {"limits": forms.Textarea(attrs={"rows": 3})}


class TickForm(forms.Form):
    """Whether something is done."""

    is_done = forms.BooleanField(required=False)


class GuardedForm(forms.ModelForm):
    """One day's entry. ``found`` is what looks like a patient's identity and is not marked as nobody's."""

    class Meta:
        model = JournalEntry
        fields = ("day", "hours", "text")
        field_classes = {"day": DayField}
        labels = {"day": "Day", "hours": "Hours", "text": "What happened"}
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "text": "No names, initials, dates of birth, record numbers, places or ages over 89.",
        }

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        kept = self.instance.not_a_patient.splitlines()
        self.marked = list(dict.fromkeys([*kept, *(data.getlist("not_a_patient") if data else [])]))
        self.found: list[Identifier] = []

    def clean(self) -> dict[str, Any]:
        """Refuse what looks like a patient's identity; what was marked is let through, and kept as marked."""
        cleaned = super().clean() or self.cleaned_data
        every = find_identifiers(cleaned.get("text") or "")
        harmless = {one.text for one in every} & set(self.marked)
        self.found = [one for one in every if one.text not in harmless]
        if self.found:
            self.add_error("text", ValidationError(FOUND, code="identifier"))
        if not isinstance(self.instance.not_a_patient, UnreadableText):
            self.instance.not_a_patient = "\n".join(sorted(harmless))
        return cleaned


class JournalForm(GuardedForm):
    """An entry that is there."""

    seen = SeenField()


class JournalCreateForm(GuardedForm):
    """A new entry. ``token``: sent twice, it makes one entry."""

    token = TokenField()
