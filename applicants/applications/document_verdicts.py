"""Each document of an application against the application's own dates."""

import datetime
from collections.abc import Sequence

from applicants.applications.checklists import ChecklistGroup, groups_of
from applicants.applications.choices import DocumentState
from applicants.applications.models import Application, ChecklistLine
from applicants.documents.choices import ENDING, Readiness
from applicants.documents.collection import DocumentCollection
from applicants.documents.validity import Rotation, Verdict
from applicants.eligibility.applicant_facts import is_asked_at

NOT_ENROLLED = Verdict(Readiness.NOT_REQUIRED, "You have graduated: hosts ask only students for it.")
UNASKED = Verdict(Readiness.NOT_REQUIRED, "You marked it as not needed.")
INSTEAD = "Not needed: {} is ready, and one of these is enough."
# The worst first: a document that does not do, as far as its dates are known.
WANTING = (*ENDING, Readiness.MISSING)
Verdicts = dict[int, Verdict]


def rotation_of(application: Application) -> Rotation:
    return Rotation(application.starts_on, application.ends_on)


def verdicts_of(application: Application, collection: DocumentCollection, today: datetime.date) -> Verdicts:
    """How each document of the checklist stands, by its line's key; what is no document has none.

    Of documents of which one is enough, the others are not needed once one is ready.
    """
    found: Verdicts = {}
    for group in groups_of(application.checklist.all()):
        found |= group_verdicts(group, application, collection, today)
    return found


def group_verdicts(
    group: ChecklistGroup, application: Application, collection: DocumentCollection, today: datetime.date
) -> Verdicts:
    """How the documents stand of which one is enough, or the one that stands alone."""
    judged = {line.pk: line_verdict(line, application, collection, today) for line in group.lines}
    known = {pk: verdict for pk, verdict in judged.items() if verdict is not None}
    ready = next(
        (
            line
            for line in group.lines
            if line.pk in known and known[line.pk].state == Readiness.READY and group.name
        ),
        None,
    )
    if ready is None:
        return known
    instead = Verdict(Readiness.NOT_REQUIRED, INSTEAD.format(ready.label))
    return {pk: instead if found.needs_action else found for pk, found in known.items()}


def line_verdict(
    line: ChecklistLine, application: Application, collection: DocumentCollection, today: datetime.date
) -> Verdict | None:
    """How one document stands; None for what is no document, or is the applicant's own line."""
    if not is_asked_at(application.applicant.stage, line.code):
        return NOT_ENROLLED
    stay = rotation_of(application)
    verdict = collection.judge(line.code, stay, today, line.valid_days) if line.code else None
    return UNASKED if verdict is not None and line.state == DocumentState.NOT_NEEDED else verdict


def wanting_lines(group: ChecklistGroup, verdicts: Verdicts) -> list[ChecklistLine]:
    """The documents of a group that do not do; [] when one of them does, or nobody can tell."""
    if group.is_ready(verdicts):
        return []
    return [line for line in group.lines if line.pk in verdicts and verdicts[line.pk].state in WANTING]


def worst_state(lines: Sequence[ChecklistLine], verdicts: Verdicts) -> Readiness:
    return min((verdicts[line.pk].state for line in lines), key=WANTING.index)


def missing_documents(application: Application, verdicts: Verdicts) -> list[str]:
    """What a host insists on and would not get now, in words; the applicant's own documents too."""
    found = []
    for group in groups_of(application.checklist.all()):
        lines = wanting_lines(group, verdicts) if group.is_required else []
        if lines:
            found.append(f"{group_words(lines)} ({worst_state(lines, verdicts).label.lower()})")
        elif not group.lines[0].code and group.lines[0].state == DocumentState.TO_GET:
            found.append(f"{group_words(group.lines)} ({DocumentState.TO_GET.label.lower()})")
    return found


def group_words(lines: Sequence[ChecklistLine]) -> str:
    return " or ".join(line.label for line in lines)
