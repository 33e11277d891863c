"""All that an applicant has on file, read once, to be held against rotations."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from django.core.cache import caches

from applicants.documents.choices import Readiness
from applicants.documents.models import Document, DocumentKind, DocumentVersion
from applicants.documents.validity import DatedDocument, Rotation, Verdict, judge_documents
from applicants.profile.models import Applicant


@dataclass(frozen=True)
class DocumentCollection:
    """Kinds by code, and every file of the applicant's, of each document the newest first."""

    kinds: dict[str, DocumentKind] = field(default_factory=dict)
    versions: tuple[DocumentVersion, ...] = ()

    @property
    def newest(self) -> list[DocumentVersion]:
        found: dict[Any, DocumentVersion] = {}
        for version in self.versions:
            found.setdefault(version.document_id, version)
        return list(found.values())

    def of_kind(self, code: str) -> list[DocumentVersion]:
        """Every file of a kind, the newest first."""
        return [version for version in self.versions if version.document.kind.code == code]

    def document(self, code: str) -> Document | None:
        """The document of a kind whose file came last; None without one."""
        return next((version.document for version in self.of_kind(code)), None)

    def dated(self, code: str) -> list[DatedDocument]:
        """Every file of a kind; an earlier version may cover an earlier rotation."""
        return [version.dated for version in self.of_kind(code)]

    def judge(
        self, code: str, stay: Rotation, today: datetime.date, program_days: int | None = None
    ) -> Verdict | None:
        """How a kind stands against a stay; None for what is no document, such as an interview."""
        kind = self.kinds.get(code)
        if kind is None:
            return None
        return judge_documents(kind.rule(program_days), self.dated(code), stay, today)

    def judge_version(
        self, version: DocumentVersion, stay: Rotation, today: datetime.date, program_days: int | None = None
    ) -> Verdict:
        return judge_documents(version.document.kind.rule(program_days), [version.dated], stay, today)

    def best(
        self, code: str, stay: Rotation, today: datetime.date, program_days: int | None = None
    ) -> DocumentVersion | None:
        """The file of a kind to send: the newest that is ready, else the newest; None without any."""
        found = self.of_kind(code)
        ready = (
            version
            for version in found
            if self.judge_version(version, stay, today, program_days).state == Readiness.READY
        )
        return next(ready, found[0] if found else None)


def load_documents(applicant: Applicant) -> DocumentCollection:
    """An applicant's collection with every kind there is. One query, and one more every minute."""
    return DocumentCollection(
        recent_kinds(), tuple(DocumentVersion.objects.of_applicant(applicant).with_kinds())
    )


def recent_kinds() -> dict[str, DocumentKind]:
    """Every kind by its code as it was at most a minute ago."""
    found = caches["memory"].get_or_set("document-kinds", DocumentKind.objects.all().by_code)
    return cast("dict[str, DocumentKind]", found)


def collection_of(versions: Iterable[DocumentVersion]) -> DocumentCollection:
    """A collection that knows the kinds of its files only: enough to tell what ends too early."""
    kept = tuple(versions)
    return DocumentCollection({version.document.kind.code: version.document.kind for version in kept}, kept)


def collection_of_documents(
    documents: Iterable[Document], kinds: dict[str, DocumentKind]
) -> DocumentCollection:
    """The collection of documents that are loaded with their versions."""
    versions = [version for document in documents for version in document.versions.all()]
    return DocumentCollection(kinds, tuple(sorted(versions, key=lambda one: one.uploaded_at, reverse=True)))
