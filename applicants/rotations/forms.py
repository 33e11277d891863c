"""Input of the rotations' pages; the journal lets nothing in that looks like a patient's identity."""

from typing import Any

from django import forms
from django.http import QueryDict

from applicants.editing import SeenField
from applicants.guides.choices import Competency, SkillLevel
from applicants.guides.models import Skill
from applicants.profile.fields import DayField, TokenField
from applicants.rotations.guard import PATIENT_HELP, GuardedForm
from applicants.rotations.models import FirstDay, JournalEntry, SkillLine


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


class LogForm(GuardedForm):
    """What was learned: a skill of the shipped list, or one in the applicant's own words."""

    guarded = ("name", "note")
    name = forms.CharField(label="Or in your own words", max_length=120, required=False)
    level = forms.ChoiceField(label="Your part", choices=SkillLevel.choices, widget=forms.RadioSelect)
    competencies = forms.MultipleChoiceField(
        label="Competencies",
        choices=Competency.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="A skill of the list has its own. Tick them for one in your own words.",
    )

    class Meta:
        model = SkillLine
        fields = ("day", "skill", "name", "level", "count", "note", "competencies")
        field_classes = {"day": DayField}
        labels = {
            "day": "Day",
            "skill": "Skill",
            "count": "How many times",
            "note": "Note",
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"note": PATIENT_HELP}

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        skill = self.fields["skill"]
        if isinstance(skill, forms.ModelChoiceField):
            skill.choices = [("", "Choose a skill"), *Skill.objects.by_group()]
        if self.instance.skill_id:
            self.initial.update({"name": "", "competencies": []})

    def clean(self) -> dict[str, Any]:
        """Take name and competencies from a skill when it is chosen; later changes of it reach no line."""
        cleaned = super().clean()
        skill, name = cleaned.get("skill"), cleaned.get("name")
        if skill and name:
            self.add_error("name", "Choose a skill or write one, not both.")
        elif skill:
            kept = skill if "skill" in self.changed_data else self.instance
            cleaned |= {"name": kept.name, "competencies": kept.competencies}
        elif not name and not self.errors.keys() & {"skill", "name"}:
            self.add_error("skill", "Choose a skill, or write one in your own words.")
        return cleaned


class LogEditForm(LogForm):
    """A line that is there."""

    seen = SeenField()


class LogCreateForm(LogForm):
    """A new line. ``token``: sent twice, it makes one line."""

    token = TokenField()
