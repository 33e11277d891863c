"""The days of what an applicant keeps beside applications and documents, read together in one query.

Of exams, people and messages the agenda needs little: what it is, which one, its words and its day. So their
rows are read as one union with the same columns.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast

from applicants.agenda.choices import EntryKind
from applicants.contacts.models import Contact
from applicants.outreach.models import Outreach
from applicants.plans.models import PathwayProgress
from applicants.profile.choices import ExamStatus
from applicants.profile.models import Applicant, Exam


@dataclass(frozen=True)
class OtherDate:
    """One day. ``key`` names the thing for good.

    What ``words`` and ``detail`` are depends on the kind. An exam: its code, and nothing. Somebody to be in
    touch with: their name, and about what. A step of the pathway: its title, and the note. A message to
    follow up: the person's name, and its status.
    """

    kind: EntryKind
    key: str
    words: str
    detail: str
    day: datetime.date


def union_columns(rows: QuerySet, kind: EntryKind, day: str, *texts: str | Value) -> QuerySet:
    """Select rows as one part of the union; ``texts`` are the columns for key, words and detail."""
    as_text = [Cast(text, TextField()) for text in texts]
    return rows.order_by().values_list("applicant_id", Value(kind.value, TextField()), *as_text, day)


def sources(applicants: Sequence[Applicant]) -> list[QuerySet]:
    """Select every kind of row with a day of its own. A new kind of row is one more line here."""
    exams = Exam.objects.filter(applicant__in=applicants, status=ExamStatus.SCHEDULED, taken_on__isnull=False)
    people = Contact.objects.filter(applicant__in=applicants).to_keep_in_touch()
    steps = PathwayProgress.objects.filter(applicant__in=applicants).planned()
    messages = Outreach.objects.filter(applicant__in=applicants).with_a_day()
    return [
        union_columns(exams, EntryKind.EXAM, "taken_on", "kind", "kind", Value("")),
        union_columns(people, EntryKind.IN_TOUCH, "next_on", "pk", "name", "next_note"),
        union_columns(steps, EntryKind.PLAN, "on", "step__code", "step__title", "note"),
        union_columns(messages, EntryKind.FOLLOW_UP, "due_on", "pk", "contact__name", "status"),
    ]


def other_dates(applicants: Iterable[Applicant]) -> dict[Any, list[OtherDate]]:
    """The days of each applicant by the applicant's key. One query for all of them."""
    wanted = list(applicants)
    found: dict[Any, list[OtherDate]] = {applicant.pk: [] for applicant in wanted}
    first, *others = sources(wanted)
    for applicant_id, kind, *facts in first.union(*others, all=True):
        found[applicant_id].append(OtherDate(EntryKind(kind), *facts))
    return found
