"""Input of the rotations' pages; the journal lets nothing in that looks like a patient's identity."""

from django import forms

from applicants.editing import SeenField
from applicants.profile.fields import DayField, TokenField
from applicants.rotations.guard import PATIENT_HELP, GuardedForm
from applicants.rotations.models import FirstDay, JournalEntry


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


class DayForm(GuardedForm):
    """One day's entry."""

    class Meta:
        model = JournalEntry
        fields = ("day", "hours", "text")
        field_classes = {"day": DayField}
        labels = {"day": "Day", "hours": "Hours", "text": "What happened"}
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {"text": PATIENT_HELP}


class JournalForm(DayForm):
    """An entry that is there."""

    seen = SeenField()


class JournalCreateForm(DayForm):
    """A new entry. ``token``: sent twice, it makes one entry."""

    token = TokenField()
