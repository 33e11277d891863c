"""The form of the five first questions; all optional, and what is skipped never counts as met."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator

from applicants.profile.choices import ExamKind, ExamStatus, VisaHeld
from applicants.profile.fields import ProfileDayField
from applicants.profile.first_answers import FirstAnswers
from applicants.profile.forms import NOT_SAID, code_of, country_field, maybe_field
from applicants.profile.models import Applicant
from programs.choices import Access, Audience

ASKED_EXAMS = (ExamKind.STEP1, ExamKind.STEP2_CK)
# Each of the five: its title and its fields.
QUESTIONS = (
    ("Where are you now?", ("stage", "graduated_on")),
    ("Where is your medical school?", ("school_country", "vslo_school")),
    ("Which exams have you passed?", ASKED_EXAMS),
    ("How will you enter the US?", ("citizenship", "visa_held")),
    ("What are you looking for?", ("specialties", "budget_usd", "seeks_residency")),
)


def code_field(label: str, choices: Any) -> forms.ChoiceField:
    """A field of one code or none, for choices that a model's column has."""
    return forms.ChoiceField(choices=[NOT_SAID, *choices], required=False, label=label)


class FirstQuestionsForm(forms.Form):
    """The five questions of /start/, which anybody may answer.

    ``initial`` comes from ``initial_of``.
    """

    all_optional = True
    stage = code_field("Stage of training", Audience.choices)
    graduated_on = ProfileDayField(
        label="Graduation date", required=False, help_text="Past or expected. An approximate date is fine."
    )
    school_country = country_field("Country of your medical school")
    vslo_school = maybe_field(
        "Does your school send students through VSLO?",
        "It matters to students. Leave it blank if you do not know.",
    )
    usmle_step1 = code_field("USMLE Step 1", ExamStatus.choices)
    usmle_step2_ck = code_field("USMLE Step 2 CK", ExamStatus.choices)
    citizenship = country_field("Citizenship")
    visa_held = code_field("US visa or status that you hold now", VisaHeld.choices)
    specialties = forms.MultipleChoiceField(
        required=False, label="Specialties you want", widget=forms.CheckboxSelectMultiple
    )
    budget_usd = forms.IntegerField(
        required=False,
        min_value=0,
        validators=[MaxValueValidator(1_000_000)],
        label="Maximum cost for four weeks, US dollars",
    )
    seeks_residency = maybe_field(
        "Will you apply for US residency?", "Some programs welcome residency applicants, some refuse them."
    )

    def __init__(self, *args: Any, specialties: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["specialties"].choices = [(name, name) for name in specialties]  # type: ignore[attr-defined]

    @property
    def questions(self) -> Iterator[tuple[str, list[forms.BoundField], list[forms.BoundField]]]:
        """Yield each question: its title, its plain fields, and its lists of check boxes."""
        for title, names in QUESTIONS:
            fields = [self[name] for name in names]
            boxes = [field for field in fields if isinstance(field.field, forms.MultipleChoiceField)]
            yield title, [field for field in fields if field not in boxes], boxes

    @property
    def first_answers(self) -> FirstAnswers:
        """The answers of a valid form."""
        said = self.cleaned_data
        about = Applicant(
            **{name: said[name] for name in ("stage", "school_country", "visa_held", "graduated_on")},
            citizenships=[said["citizenship"]] if said["citizenship"] else [],
            seeks_residency=said["seeks_residency"],
            budget_usd=said["budget_usd"],
        )
        exams = {kind.value: said[kind] for kind in ASKED_EXAMS if said[kind]}
        answers = {} if said["vslo_school"] is None else {Access.VSLO_SCHOOL.value: said["vslo_school"]}
        return FirstAnswers(about, exams, answers, tuple(said["specialties"]))


def initial_of(first: FirstAnswers | None) -> dict[str, Any]:
    """The answers as the form shows them; {} for none yet."""
    if first is None:
        return {}
    about = first.applicant
    return {
        **{name: getattr(about, name) for name in ("stage", "school_country", "visa_held", "graduated_on")},
        "citizenship": next(iter(about.citizenships), ""),
        "seeks_residency": code_of(about.seeks_residency),
        "budget_usd": about.budget_usd,
        "vslo_school": code_of(first.answers.get(Access.VSLO_SCHOOL)),
        "specialties": list(first.specialties),
        **{kind.value: first.exams.get(kind, "") for kind in ASKED_EXAMS},
    }
