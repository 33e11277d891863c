"""Which files go to a host with an application: the checklist's, in its order, under the host's names."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from applicants.applications.checklists import ChecklistGroup, groups_of
from applicants.applications.choices import DocumentState
from applicants.applications.document_verdicts import Verdicts, rotation_of
from applicants.applications.models import Application, ChecklistLine
from applicants.documents.bundles import BundledFile, merging_faults
from applicants.documents.choices import ENDING, Readiness
from applicants.documents.collection import DocumentCollection
from applicants.documents.filenames import NamedPerson, ending_of, fill_pattern, person_of, safe_stem, unique
from applicants.documents.models import DocumentVersion
from applicants.documents.validity import Verdict
from applicants.eligibility.applicant_facts import is_asked_at


@dataclass(frozen=True)
class Chosen:
    """A document of the checklist with the file that goes along for it, and how that file stands."""

    line: ChecklistLine
    version: DocumentVersion
    verdict: Verdict
    name: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether the file is good on every day of the rotation."""
        return self.verdict.state == Readiness.READY

    @property
    def is_held_back(self) -> bool:
        """Whether the file does not last and nobody has chosen it."""
        return self.verdict.state in ENDING and self.line.packed_version_id != self.version.pk


@dataclass(frozen=True)
class Pack:
    """What goes to the host, what stays behind by choice, and what is missing, in words by code.

    ``held_back``: files that do not last for the rotation; such a file goes along only when it is chosen.
    """

    application: Application
    chosen: Sequence[Chosen]
    held_back: Sequence[Chosen]
    left_out: Sequence[ChecklistLine]
    missing: Sequence[tuple[str, str]]

    @property
    def files(self) -> list[BundledFile]:
        return [BundledFile(one.name, one.version) for one in self.chosen]

    @property
    def versions(self) -> list[DocumentVersion]:
        return list({one.version.pk: one.version for one in self.chosen}.values())

    @property
    def unmerged(self) -> list[str]:
        """Why these cannot be one PDF, as far as one knows without opening them."""
        return merging_faults(self.files)

    @property
    def title(self) -> str:
        """What it is called, such as "Cardiology observership - Ada Lovelace"."""
        name = self.application.applicant.user.name
        return safe_stem(" - ".join(part for part in (self.application.name, name) if part))


def is_document(line: ChecklistLine, collection: DocumentCollection) -> bool:
    """Whether a document can be a file; one of the applicant's own can be any."""
    return not line.code or line.code in collection.kinds


def candidates(line: ChecklistLine, collection: DocumentCollection) -> list[DocumentVersion]:
    """The files that fit a line: those of its kind; for a line of one's own, the newest of each."""
    return collection.of_kind(line.code) if line.code else collection.newest


def by_id(versions: Iterable[DocumentVersion], pk: UUID | None) -> DocumentVersion | None:
    """The file with an id, None when it is not among these."""
    return next((version for version in versions if version.pk == pk), None)


def best_version(
    line: ChecklistLine, application: Application, collection: DocumentCollection, today: datetime.date
) -> DocumentVersion | None:
    """The file that fits a document best; None without any, and for the applicant's own documents."""
    stay = rotation_of(application)
    return collection.best(line.code, stay, today, line.valid_days) if line.code else None


def pack_of(
    application: Application, collection: DocumentCollection, today: datetime.date, verdicts: Verdicts
) -> Pack:
    """An application's pack as it would be made now; ``verdicts`` are those of its documents."""
    chosen: list[Chosen] = []
    held_back: list[Chosen] = []
    left_out: list[ChecklistLine] = []
    missing: list[tuple[str, str]] = []
    for group in groups_of(application.checklist.all()):
        lines = [
            line for line in group.lines if is_document(line, collection) and is_asked(line, application)
        ]
        kept = [line for line in lines if line.is_packed]
        left_out += [line for line in lines if not line.is_packed]
        found = [
            one
            for line in kept
            if (one := choice_of(line, application, collection, today, verdicts.get(line.pk)))
        ]
        chosen += [one for one in found if not one.is_held_back]
        held_back += [one for one in found if one.is_held_back]
        if kept and not found:
            missing.append((kept[0].code, missing_words(group, kept)))
    return Pack(application, name_files(application, chosen), held_back, left_out, missing)


def is_asked(line: ChecklistLine, application: Application) -> bool:
    """Whether a document can be asked for, and the applicant has not marked it as not needed."""
    return line.state != DocumentState.NOT_NEEDED and is_asked_at(application.applicant.stage, line.code)


def choice_of(
    line: ChecklistLine,
    application: Application,
    collection: DocumentCollection,
    today: datetime.date,
    verdict: Verdict | None,
) -> Chosen | None:
    """A document with its file; None without one, and for an alternative to what is ready already."""
    version = by_id(candidates(line, collection), line.packed_version_id)
    if version is None and verdict and verdict.state == Readiness.NOT_REQUIRED:
        return None
    version = version or best_version(line, application, collection, today)
    if version is None:
        return None
    return Chosen(
        line, version, collection.judge_version(version, rotation_of(application), today, line.valid_days)
    )


def missing_words(group: ChecklistGroup, lines: Sequence[ChecklistLine]) -> str:
    names = ", ".join(line.label for line in lines)
    return f"One of: {names}" if group.name and len(lines) > 1 else names


def name_files(application: Application, chosen: Sequence[Chosen]) -> list[Chosen]:
    person = person_of(application.applicant.user.name)
    stems = [
        (stem_of(application, person, number, one), ending_of(one.version.content_type))
        for number, one in enumerate(chosen, start=1)
    ]
    return [
        Chosen(one.line, one.version, one.verdict, name)
        for one, name in zip(chosen, unique(stems), strict=True)
    ]


def stem_of(application: Application, person: NamedPerson, number: int, one: Chosen) -> str:
    values: dict[str, Any] = {
        "number": f"{number:02}",
        "document": one.line.label,
        "last_name": person.last_name,
        "first_name": person.first_name,
        "name": person.name,
        "host": application.host_name,
    }
    return safe_stem(fill_pattern(application.pack_naming, values))


def sendable(pack: Pack, collection: DocumentCollection) -> list[DocumentVersion]:
    """What may have gone with an application: its pack first, then the newest of each document."""
    return list({version.pk: version for version in [*pack.versions, *collection.newest]}.values())
