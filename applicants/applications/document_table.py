"""The documents against the rotations: what each application asks for, and how it stands there."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from applicants.applications.document_verdicts import WANTING, rotation_of, verdicts_of
from applicants.applications.models import Application
from applicants.documents.choices import Readiness
from applicants.documents.collection import DocumentCollection
from applicants.documents.models import Document, DocumentKind
from applicants.documents.presentation import RunningRotation
from applicants.documents.validity import Verdict
from applicants.profile.models import Applicant

DONE = (Readiness.READY, Readiness.NOT_REQUIRED)


@dataclass(frozen=True)
class TableCell:
    """A document at one rotation. ``verdict`` None: that program does not ask for it, or nothing can be said.

    ``is_asked``: whether the program asks for it. One on file that expires is compared with every rotation,
    but where nobody asks for it that is no fault.
    """

    application: Application
    verdict: Verdict | None
    is_asked: bool = True


@dataclass(frozen=True)
class TableRow:
    """One kind of document at every rotation. ``document``: the newest on file, None without one."""

    code: str
    label: str
    document: Document | None
    cells: Sequence[TableCell]

    @property
    def states(self) -> list[Readiness]:
        """How it stands at the rotations that ask for it."""
        return [cell.verdict.state for cell in self.cells if cell.verdict and cell.is_asked]

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

    ``open``: what still wants something; ``done``: what is ready, not needed or not asked for everywhere.

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
    """An application that asks for no document has a column if one on file can be held against its days."""
    found: dict[str, dict[int, TableCell]] = {}
    labels: dict[str, str] = {}
    kinds = expiring_kinds(collection)
    for number, application in enumerate(applications):
        rotation = rotation_of(application)
        verdicts = verdicts_of(application, collection, today)
        for line in application.checklist.all():
            if line.pk in verdicts:
                labels.setdefault(line.code, line.label)
                found.setdefault(line.code, {})[number] = TableCell(application, verdicts[line.pk])
        for kind in kinds if rotation.days else ():
            row = found.setdefault(kind.code, {})
            verdict = None if number in row else collection.judge(kind.code, rotation, today)
            if verdict is not None and not verdict.is_unknown:
                labels.setdefault(kind.code, kind.label)
                row[number] = TableCell(application, verdict, is_asked=False)
    asking = sorted({number for row in found.values() for number in row})
    rows = sorted(
        (
            TableRow(
                code,
                labels[code],
                collection.document(code),
                [row.get(number, TableCell(applications[number], None)) for number in asking],
            )
            for code, row in found.items()
            if row
        ),
        key=lambda row: row.urgency,
    )
    columns, every = [applications[number] for number in asking], running_rotations(applications)
    return DocumentTable(columns, every, *split_by_done(rows))


def expiring_kinds(collection: DocumentCollection) -> list[DocumentKind]:
    """The kinds on file whose documents can expire."""
    kinds = {version.document.kind.code: version.document.kind for version in collection.newest}
    return [kind for kind in kinds.values() if kind.rule().has_expiry]


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
