"""The documents that running applications wait for: which, and for how many of them. Pure."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from applicants.applications.checklists import ChecklistGroup, groups_of
from applicants.applications.document_verdicts import (
    WANTING,
    Verdicts,
    group_verdicts,
    group_words,
    wanting_lines,
    worst_state,
)
from applicants.applications.models import Application
from applicants.applications.workflow import is_over
from applicants.documents.choices import Readiness
from applicants.documents.collection import DocumentCollection


@dataclass(frozen=True)
class Wanted:
    """A document, or alternatives of which one is enough, that ``count`` running applications wait for.

    ``needed_on``: the first day by which one of them needs it, None when no dates are known.
    """

    code: str
    label: str
    state: Readiness
    count: int
    needed_on: datetime.date | None = None


def needed_on(application: Application) -> datetime.date | None:
    """By when an application needs its documents: to be sent, else when the rotation starts."""
    return (application.deadline_on if application.is_unsent else None) or application.starts_on


def earliest_day(*days: datetime.date | None) -> datetime.date | None:
    return min((day for day in days if day), default=None)


def wanted_documents(
    applications: Iterable[Application], collection: DocumentCollection, today: datetime.date
) -> list[Wanted]:
    """The documents that do not do yet: what is needed first, then what most applications wait for.

    A document that the applicant has marked as there is not missing, but it may end too early.
    """
    found: dict[str, Wanted] = {}
    for application in applications:
        if is_over(application.status):
            continue
        for group in groups_of(application.checklist.all()):
            verdicts = group_verdicts(group, application, collection, today)
            if one := wanted_of_group(group, verdicts):
                before = found.get(one.label, one)
                state = min(before.state, one.state, key=WANTING.index)
                count = before.count + (before is not one)
                by = earliest_day(before.needed_on, needed_on(application))
                found[one.label] = Wanted(one.code, one.label, state, count, by)
    return sorted(found.values(), key=urgency)


def urgency(wanted: Wanted) -> tuple[datetime.date, int, str]:
    return wanted.needed_on or datetime.date.max, -wanted.count, wanted.label


def wanted_of_group(group: ChecklistGroup, verdicts: Verdicts) -> Wanted | None:
    """What a group waits for; None when one of its documents does, or nobody can tell."""
    lines = wanting_lines(group, verdicts)
    return Wanted(lines[0].code, group_words(lines), worst_state(lines, verdicts), 1) if lines else None
