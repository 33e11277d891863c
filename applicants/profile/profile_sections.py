"""The profile in sections of one to seven questions, in an order that stays."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from applicants.profile.choices import ENGLISH_TESTS, USMLE_STEPS, ExamKind
from applicants.profile.fields import choice_field
from applicants.profile.profile_forms import ProfileForms
from programs.choices import Access

MOST_QUESTIONS = 7
ASKED, ANSWER, EXAM, BOXES = "asked", "answer", "exam", "boxes"
# Code, title, and what is asked there: columns, exams and yes-or-no answers.
FIRST_SECTIONS = (
    ("you", "You", ("name", "stage", "graduated_on", "born_on")),
    ("exams", "USMLE and ECFMG", (*USMLE_STEPS, ExamKind.IFOM, "ecfmg_status", "ecfmg_pathway")),
    ("school", "Your school", (
        *("school_name", "school_country", Access.VSLO_SCHOOL, Access.PARTNER_SCHOOL, "partner_hosts"),
        *("partner_list_complete", Access.HOME_SCHOOL_NOMINATION),
    )),
    ("passport", "Citizenship and visa", (
        *("citizenship", "second_citizenship", "is_us_permanent_resident", "visa_held", "visa_expires_on"),
    )),
    ("plans", "Your plans", (
        *("seeks_residency", "match_year", "budget_usd", "specialties", "preferred_states"),
        "available_months",
    )),
    ("language", "English", ("taught_in_english", *ENGLISH_TESTS)),
    ("ties", "Sponsors and connections", (
        *(Access.FACULTY_SPONSOR, Access.SOCIETY_MEMBER, Access.EMPLOYEE_CONNECTION, Access.STATE_RESIDENTS),
    )),
)  # fmt: skip
MANY_CHOICES = ("specialties", "preferred_states", "available_months", "partner_hosts")
# What a rule calls a question that the form asks under another name.
QUESTIONS = {"citizenship": "citizenships"}


@dataclass(frozen=True)
class Question:
    """One question of the profile as the page shows it.

    ``code`` is what links to the question end in; ``kind``: how it looks; ``field``: or an exam's form.
    """

    code: str
    kind: str
    field: Any
    is_answered: bool
    has_error: bool

    @property
    def is_exam(self) -> bool:
        return self.kind == EXAM

    @property
    def is_yes_or_no(self) -> bool:
        return self.kind == ANSWER

    @property
    def is_list(self) -> bool:
        return self.kind == BOXES


@dataclass(frozen=True)
class Section:
    """A few questions of the profile that are saved together.

    ``decides``: how many programs its unanswered questions decide, each alone.
    """

    code: str
    title: str
    questions: Sequence[Question]
    decides: int

    @property
    def answered(self) -> int:
        return sum(question.is_answered for question in self.questions)

    @property
    def has_error(self) -> bool:
        return any(question.has_error for question in self.questions)


def sections_of(
    forms: ProfileForms, decides: Mapping[str, int], on_file: Collection[str] = ()
) -> list[Section]:
    """Build all sections. ``decides``: programs by question; ``on_file``: what documents answer."""
    found = [
        section_of(code, title, [question_of(forms, name, on_file) for name in names], decides)
        for code, title, names in FIRST_SECTIONS
    ]
    for number, (label, fields) in enumerate(forms.answers.groups):
        starts = range(0, len(fields), MOST_QUESTIONS)
        parts = [fields[start : start + MOST_QUESTIONS] for start in starts]
        for place, part in enumerate(parts, start=1):
            title = label if len(parts) == 1 else f"{label}, part {place} of {len(parts)}"
            questions = [answer_of(bound, on_file) for bound in part]
            found.append(section_of(f"documents-{number}-{place}", title, questions, decides))
    return [section for section in found if section.questions]


def section_of(
    code: str, title: str, questions: Sequence[Question | None], decides: Mapping[str, int]
) -> Section:
    asked = [question for question in questions if question]
    return Section(code, title, asked, sum(decides.get(question.code, 0) for question in asked))


def question_of(forms: ProfileForms, name: str, on_file: Collection[str]) -> Question | None:
    """Find the question that the page asks under this name; None for a list without choices."""
    exam = next((form for form in forms.exams if form.prefix == name), None)
    if exam:
        return Question(name, EXAM, exam, bool(exam["status"].value()), bool(exam.errors))
    if name in forms.answers.fields:
        return answer_of(forms.answers[name], on_file)
    bound = forms.about[name]
    if name in MANY_CHOICES and not choice_field(forms.about, name).choices:
        return None
    kind = BOXES if name in MANY_CHOICES else ASKED
    return Question(QUESTIONS.get(name, name), kind, bound, bool(bound.value()), bool(bound.errors))


def answer_of(bound: Any, on_file: Collection[str]) -> Question:
    is_answered = bool(bound.value()) or bound.name in on_file
    return Question(bound.name, ANSWER, bound, is_answered, bool(bound.errors))
