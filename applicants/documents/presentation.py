"""What the documents' pages show: each document with how long it is good, by kind."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from applicants.documents.choices import ENDING, Action, Readiness
from applicants.documents.models import Document, DocumentKind, DocumentVersion, FileAccess
from applicants.documents.sizes import size_words
from applicants.documents.validity import Rotation, basis_of, judge_documents, last_day
from applicants.profile.timezones import local_time
from programs.formatting import counted, day_words

SOON_DAYS = 60


@dataclass(frozen=True)
class Mark:
    """How long a file is good, seen from today, in words, and by which rule (``basis``).

    ``tone``: good, warn, bad or blank.
    """

    words: str
    tone: str = ""
    code: str = "none"
    basis: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the file counts today."""
        return self.code in ("good", "soon", "none")


class RunningRotation(NamedTuple):
    """A running application: its days, and one code of its checklist with the program's own rule for it."""

    name: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    code: str | None
    valid_days: int | None


def marks_of(
    kind: DocumentKind,
    version: DocumentVersion,
    today: datetime.date,
    rotations: Iterable[RunningRotation] = (),
) -> list[Mark]:
    """How long a version is good today, and every rotation that it ends before; then it is no good one."""
    mark = mark_of_today(kind, version, today)
    short = [found for one in rotations if (found := mark_at(kind, version, today, one))]
    return short if short and mark.tone in ("", "good") else [mark, *short]


def mark_at(
    kind: DocumentKind, version: DocumentVersion, today: datetime.date, rotation: RunningRotation
) -> Mark | None:
    """A warning when a version ends before a rotation that asks for it does; None when that is over."""
    if rotation.code != kind.code or rotation.ends_on is None or rotation.ends_on < today:
        return None
    stay = Rotation(rotation.starts_on, rotation.ends_on)
    found = judge_documents(kind.rule(rotation.valid_days), [version.dated], stay, today)
    if found.state not in ENDING or found.last_day is None:
        return None
    when = "during" if found.state == Readiness.EXPIRES_DURING else "before"
    return Mark(f"Expires {day_words(found.last_day)}, {when} “{rotation.name}”", "warn", when, found.basis)


def mark_of_today(kind: DocumentKind, version: DocumentVersion, today: datetime.date) -> Mark:
    """How long a version is good by its own day or the usual rule of its kind."""
    day, basis = last_day(kind.rule(), version.dated), basis_of(kind.rule(), version.dated)
    if day is None:
        words = "Add its date" if kind.validity_days else "No expiry" if kind.never_expires else "No last day"
        return Mark(words, code="none" if kind.never_expires else "unknown")
    left = (day - today).days
    if left < 0:
        return Mark(f"Expired {day_words(day)}", "bad", "expired", basis)
    if left <= SOON_DAYS:
        when = f"in {counted(left, 'day')}" if left else "today"
        return Mark(f"Expires {day_words(day)}, {when}", "warn", "soon", basis)
    return Mark(f"Good until {day_words(day)}", "good", "good", basis)


@dataclass(frozen=True)
class ShownVersion:
    """One version as a page shows it; ``sendings`` say with which applications it was sent."""

    version: DocumentVersion
    marks: Sequence[Mark]
    uploaded: str
    sendings: Sequence[Any] = ()

    @property
    def mark(self) -> Mark:
        """The one that matters most."""
        return self.marks[0]

    @property
    def size(self) -> str:
        return size_words(self.version.size)

    @property
    def issued(self) -> str:
        """The date on the document itself, in words."""
        return day_words(self.version.issued_on) if self.version.issued_on else "Not provided"


@dataclass(frozen=True)
class DocumentShown:
    """One document with its versions, the newest first."""

    document: Document
    versions: list[ShownVersion]

    @property
    def current(self) -> ShownVersion | None:
        return self.versions[0] if self.versions else None


def document_view(
    document: Document,
    today: datetime.date,
    time_zone: str,
    rotations: Sequence[RunningRotation] = (),
    *,
    has_sendings: bool = False,
) -> DocumentShown:
    """A document, versions prefetched, as a page shows it; ``has_sendings``: those are too."""
    return DocumentShown(
        document,
        [
            ShownVersion(
                version,
                marks_of(document.kind, version, today, rotations),
                moment_words(version.uploaded_at, time_zone),
                list(version.sendings.all()) if has_sendings else (),
            )
            for version in document.versions.all()
        ],
    )


def by_kind(
    documents: Iterable[Document],
    today: datetime.date,
    time_zone: str,
    rotations: Sequence[RunningRotation] = (),
) -> list[tuple[DocumentKind, list[DocumentShown]]]:
    groups: dict[int, tuple[DocumentKind, list[DocumentShown]]] = {}
    for document in documents:
        group = groups.setdefault(document.kind_id, (document.kind, []))
        group[1].append(document_view(document, today, time_zone, rotations))
    return sorted(groups.values(), key=lambda group: (group[0].order, group[0].label))


def moment_words(moment: datetime.datetime, time_zone: str) -> str:
    """A moment on the applicant's own clock: March 5, 2026, 14:05."""
    own = local_time(time_zone, moment)
    return f"{day_words(own.date())}, {own:%H:%M}"


@dataclass(frozen=True)
class LogLine:
    """One line of the log of accesses."""

    who: str
    what: str
    name: str
    when: str


def who_of(access: FileAccess, owner: Any) -> str:
    """Name who acted on a file. Writers and the portal have no account: the action tells them apart."""
    if access.by_id is None and access.action in (Action.SHARED, Action.UPLOADED):
        return "The writer of your letter"
    if access.by_id is None and access.action == Action.DELETED:
        return "The portal"
    return "You" if access.by_id == owner.pk else str(access.by or "A closed account")


def log_lines(accesses: Iterable[FileAccess], owner: Any, time_zone: str) -> list[LogLine]:
    """The log in words; the owner is called "You"."""
    return [
        LogLine(
            who_of(access, owner),
            access.get_action_display(),
            access.name,
            moment_words(access.at, time_zone),
        )
        for access in accesses
    ]
