"""The profile's form: everything optional, what was typed stays when something is wrong."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django_countries import countries

from applicants.editing import SeenField
from applicants.profile.choices import ECFMGPathway, ECFMGStatus, ExamKind, ExamStatus, VisaHeld
from applicants.profile.fields import ProfileDayField, choice_field
from applicants.profile.models import Applicant, Exam
from applicants.profile.questions import ACCESS_QUESTIONS
from programs.choices import Audience

NOT_SAID = ("", "No answer")
YES, NO = ("yes", "Yes"), ("no", "No")
CHOICES = (YES, NO, NOT_SAID)
OPEN_CHOICES = {
    "stage": Audience,
    "visa_held": VisaHeld,
    "ecfmg_status": ECFMGStatus,
    "ecfmg_pathway": ECFMGPathway,
}
LARGEST_SCORE = 400
MOST_HOSTS = 200

Choices = Sequence[tuple[Any, str]]


def maybe_field(label: str, help_text: str = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=[NOT_SAID, YES, NO],
        coerce=lambda code: code == "yes",
        empty_value=None,
        required=False,
        label=label,
        help_text=help_text,
    )


def country_field(label: str, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[NOT_SAID, *((code, str(name)) for code, name in countries)],
        required=False,
        label=label,
        help_text=help_text,
    )


def ticks(label: str, coerce: Callable[[str], Any] = int) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        required=False, coerce=coerce, label=label, widget=forms.CheckboxSelectMultiple
    )


class ProfileForm(forms.ModelForm):
    """Who the applicant is, and what they plan."""

    all_optional = True
    name = forms.CharField(
        label="Your name",
        required=False,
        max_length=150,
        help_text="As it appears in your passport. It goes on letters and emails that you write here.",
    )
    school_country = country_field("Country of your medical school")
    graduated_on = ProfileDayField(
        label="Graduation date", required=False, help_text="Past or expected. An approximate date is fine."
    )
    born_on = ProfileDayField(
        label="Date of birth", required=False, help_text="A few programs have an age limit."
    )
    citizenship = country_field("Citizenship")
    second_citizenship = country_field("Second citizenship", "If you have one.")
    is_us_permanent_resident = maybe_field("US permanent resident (green card)?")
    visa_expires_on = ProfileDayField(label="Visa or status valid until", required=False)
    seeks_residency = maybe_field(
        "Will you apply for US residency?", "Some programs welcome residency applicants, some refuse them."
    )
    specialties = ticks("Specialties you want")
    partner_hosts = ticks("US hosts that your school has an agreement with")
    complete = forms.BooleanField(
        widget=forms.HiddenInput,
        error_messages={"required": "The form arrived incomplete. Nothing was saved."},
    )
    seen = SeenField()

    class Meta:
        model = Applicant
        fields = (
            *("stage", "school_name", "school_country", "graduated_on", "born_on", "ecfmg_status"),
            *("ecfmg_pathway", "is_us_permanent_resident", "visa_held", "visa_expires_on", "seeks_residency"),
            *("match_year", "preferred_states", "budget_usd", "available_months"),
        )
        labels = {
            "stage": "Current stage",
            "school_name": "Medical school",
            "ecfmg_status": "ECFMG certification",
            "ecfmg_pathway": "ECFMG pathway",
            "visa_held": "US visa or status you hold now",
            "match_year": "Match you aim for (year residency starts)",
            "budget_usd": "Budget for four weeks, US dollars",
            "preferred_states": "States you prefer",
            "available_months": "Months you are free",
        }
        help_texts = {"match_year": "", "budget_usd": "", "school_country": ""}

    def __init__(self, *args: Any, specialties: Choices, hosts: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, codes in OPEN_CHOICES.items():
            choice_field(self, name).choices = [NOT_SAID, *codes.choices]
        choice_field(self, "specialties").choices = specialties
        choice_field(self, "partner_hosts").choices = hosts
        passports = [*self.instance.citizenships, "", ""]
        self.initial = {
            **self.initial,
            "citizenship": passports[0],
            "second_citizenship": passports[1],
            "is_us_permanent_resident": code_of(self.instance.is_us_permanent_resident),
            "seeks_residency": code_of(self.instance.seeks_residency),
            "complete": True,
            "name": self.instance.user.name,
        }

    def clean_born_on(self) -> datetime.date | None:
        """Raise ValidationError for a day that nobody alive was born on."""
        return past_day(self.cleaned_data["born_on"], self.instance.today)

    @property
    def citizenships(self) -> list[str]:
        codes = (self.cleaned_data["citizenship"], self.cleaned_data["second_citizenship"])
        return list(dict.fromkeys(code for code in codes if code))


def code_of(is_yes: bool | None) -> str:  # noqa: FBT001 - it turns a flag into a code
    return {True: "yes", False: "no", None: ""}[is_yes]


def past_day(day: datetime.date | None, today: datetime.date) -> datetime.date | None:
    """Raise ValidationError if the day is still to come."""
    if day and day > today:
        raise forms.ValidationError("This day must be in the past.")
    return day


class ExamForm(forms.ModelForm):
    """One exam of a fixed kind. A blank status says nothing of it."""

    all_optional = True

    status = forms.ChoiceField(choices=[NOT_SAID, *ExamStatus.choices], required=False, label="Status")
    taken_on = ProfileDayField(label="Date taken or scheduled", required=False)
    score = forms.DecimalField(
        required=False, min_value=0, max_value=LARGEST_SCORE, max_digits=5, decimal_places=1, label="Score"
    )
    attempts = forms.IntegerField(required=False, min_value=1, max_value=20, label="Attempts")
    seen = SeenField()

    class Meta:
        model = Exam
        fields = ("status", "taken_on", "score", "attempts")

    def clean(self) -> None:
        """Raise ValidationError if an exam has details without a status, or a result on a future day."""
        super().clean()
        values = self.cleaned_data
        has_details = any(values.get(name) is not None for name in ("taken_on", "score", "attempts"))
        if not values.get("status") and has_details and "status" not in self.errors:
            self.add_error("status", "Choose the status of this exam.")
        day = values.get("taken_on")
        has_result = values.get("status") in (ExamStatus.PASSED, ExamStatus.FAILED, ExamStatus.WAITING)
        if day and has_result and day > self.instance.applicant.today:
            self.add_error("taken_on", "This day is still to come.")

    @property
    def name(self) -> str:
        return str(ExamKind(self.instance.kind).label)


class AnswersForm(forms.Form):
    """Yes, no or not said, on access and on documents that the catalog asks for."""

    seen = SeenField()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        requirements: Mapping[str, Mapping[str, str]],
        said: Mapping[str, bool],
        **options: Any,
    ) -> None:
        self.requirements = requirements
        labels = {code: question for code, (_, question) in ACCESS_QUESTIONS.items()}
        for group in requirements.values():
            labels |= group
        initial = {code: code_of(said.get(code)) for code in labels}
        super().__init__(data, prefix="answer", initial=initial, **options)
        for code, label in labels.items():
            self.fields[code] = forms.ChoiceField(
                choices=CHOICES, required=False, label=label, widget=forms.RadioSelect
            )

    @property
    def codes(self) -> dict[str, str]:
        """The answer to each question of a valid form; blank for not said."""
        return {code: self.cleaned_data[code] for code in self.initial}

    @property
    def access(self) -> list[Any]:
        return [self[code] for code in ACCESS_QUESTIONS]

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        return [(label, [self[code] for code in group]) for label, group in self.requirements.items()]
