"""The documents against the rotations: what each application asks for, and how it stands there."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from applicants.applications.document_verdicts import WANTING, verdicts_of
from applicants.applications.models import Application
from applicants.documents.choices import Readiness
from applicants.documents.collection import DocumentCollection
from applicants.documents.models import Document
from applicants.documents.presentation import RunningRotation
from applicants.documents.validity import Verdict
from applicants.profile.models import Applicant

DONE = (Readiness.READY, Readiness.NOT_REQUIRED)


@dataclass(frozen=True)
class TableCell:
    """A document at one rotation. ``check`` None: that program does not ask for it."""

    application: Application
    check: Verdict | None


@dataclass(frozen=True)
class TableRow:
    """One kind of document at every rotation. ``document``: the newest on file, None without one."""

    code: str
    label: str
    document: Document | None
    cells: Sequence[TableCell]

    @property
    def states(self) -> list[Readiness]:
        return [cell.check.state for cell in self.cells if cell.check]

    @property
    def is_done(self) -> bool:
        return all(state in DONE for state in self.states)

    @property
    def urgency(self) -> tuple[int, str]:
        """What is missing or too short first, then what nobody can tell."""
        worst = min((WANTING.index(state) for state in self.states if state in WANTING), default=len(WANTING))
        return worst, self.label


@dataclass(frozen=True)
class DocumentTable:
    """Every document that the running applications ask for, held against each rotation's days.

    ``open``: what still wants something; ``done``: what is ready or not needed at every rotation.

    ``applications`` have a column each. ``rotations``: the days and lines of every running application.
    """

    applications: Sequence[Application]
    rotations: Sequence[RunningRotation]
    open: Sequence[TableRow]
    done: Sequence[TableRow]


def document_table_of(applicant: Applicant, collection: DocumentCollection) -> DocumentTable:
    """The table of an applicant's running applications. Two queries."""
    applications = list(applicant.applications.running().for_document_table())
    return document_table(applications, collection, applicant.today)


def document_table(
    applications: Sequence[Application], collection: DocumentCollection, today: datetime.date
) -> DocumentTable:
    """An application that asks for no document has no column."""
    found: dict[str, dict[int, Verdict]] = {}
    labels: dict[str, str] = {}
    for number, application in enumerate(applications):
        verdicts = verdicts_of(application, collection, today)
        for line in application.checklist.all():
            if line.pk in verdicts:
                labels.setdefault(line.code, line.label)
                found.setdefault(line.code, {})[number] = verdicts[line.pk]
    asking = sorted({number for row in found.values() for number in row})
    rows = sorted(
        (
            TableRow(
                code,
                labels[code],
                collection.document(code),
                [TableCell(applications[number], row.get(number)) for number in asking],
            )
            for code, row in found.items()
        ),
        key=lambda row: row.urgency,
    )
    columns, every = [applications[number] for number in asking], running_rotations(applications)
    return DocumentTable(columns, every, *split_by_done(rows))


def running_rotations(applications: Iterable[Application]) -> list[RunningRotation]:
    """Each application once for every line of its checklist, or once without one."""
    found = []
    for one in applications:
        lines: list[tuple[str | None, int | None]] = [
            (line.code, line.valid_days) for line in one.checklist.all()
        ]
        for code, valid_days in lines or [(None, None)]:
            found.append(RunningRotation(one.name, one.starts_on, one.ends_on, code, valid_days))
    return found


def split_by_done(rows: Iterable[TableRow]) -> tuple[list[TableRow], list[TableRow]]:
    every = list(rows)
    return [row for row in every if not row.is_done], [row for row in every if row.is_done]
