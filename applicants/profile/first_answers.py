"""What somebody has said of themselves before they have an account, or in their first minute with one.

A visitor's first answers live in the session, never in an address, and move into the profile with the
account's first visit.
"""

import datetime
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from applicants.profile.models import Answer, Applicant, Exam
from programs.models import Specialty

SESSION_KEY = "first_answers"
# Columns of the applicant as the session writes them.
TEXTS = ("stage", "school_country", "visa_held")
COLUMNS = (*TEXTS, "graduated_on", "citizenships", "seeks_residency", "budget_usd")


@dataclass(frozen=True)
class FirstAnswers:
    """Unsaved rows of a profile. ``answers`` by code, ``specialties`` by name; not said: left out."""

    applicant: Applicant
    exams: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)
    specialties: tuple[str, ...] = ()

    @property
    def exam_rows(self) -> list[Exam]:
        return [Exam(kind=kind, status=status) for kind, status in self.exams.items()]


def as_written(first: FirstAnswers) -> dict[str, Any]:
    """First answers as the session keeps them."""
    about = first.applicant
    graduated = about.graduated_on
    return {
        **{name: getattr(about, name) for name in TEXTS},
        "graduated_on": graduated.isoformat() if graduated else None,
        "citizenships": list(about.citizenships),
        "seeks_residency": about.seeks_residency,
        "budget_usd": about.budget_usd,
        "exams": dict(first.exams),
        "answers": dict(first.answers),
        "specialties": list(first.specialties),
    }


def as_read(written: Mapping[str, Any]) -> FirstAnswers:
    graduated = written["graduated_on"]
    about = Applicant(
        **{name: written[name] for name in TEXTS},
        graduated_on=datetime.date.fromisoformat(graduated) if graduated else None,
        citizenships=written["citizenships"],
        seeks_residency=written["seeks_residency"],
        budget_usd=written["budget_usd"],
    )
    return FirstAnswers(about, written["exams"], written["answers"], tuple(written["specialties"]))


def answers_in(session: Mapping[str, Any]) -> FirstAnswers | None:
    """A visitor's first answers; None when there are none."""
    written = session.get(SESSION_KEY)
    return as_read(written) if written else None


def keep_in(session: MutableMapping[str, Any], first: FirstAnswers) -> None:
    session[SESSION_KEY] = as_written(first)


@transaction.atomic
def keep_in_profile(applicant: Applicant, first: FirstAnswers) -> None:
    """Write what is said into the profile; what is not said changes nothing there."""
    for name in COLUMNS:
        if (value := getattr(first.applicant, name)) not in ("", None, []):
            setattr(applicant, name, value)
    applicant.save()
    for kind, status in first.exams.items():
        Exam.objects.update_or_create(applicant=applicant, kind=kind, defaults={"status": status})
    for code, is_yes in first.answers.items():
        Answer.objects.update_or_create(applicant=applicant, code=code, defaults={"is_yes": is_yes})
    if first.specialties:
        applicant.specialties.add(*Specialty.objects.filter(name__in=first.specialties))


def take_over(applicant: Applicant, session: MutableMapping[str, Any]) -> None:
    """Move a visitor's first answers into their new profile."""
    if first := answers_in(session):
        keep_in_profile(applicant, first)
        del session[SESSION_KEY]


def answers_of(applicant: Applicant) -> FirstAnswers:
    """What a profile says to the first questions. Three queries."""
    return FirstAnswers(
        applicant,
        dict(applicant.exams.values_list("kind", "status")),
        dict(applicant.answers.values_list("code", "is_yes")),
        tuple(applicant.specialties.values_list("name", flat=True)),
    )
