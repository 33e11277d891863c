"""All that an applicant has on file, read once, to be held against rotations."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from applicants.documents.models import Document, DocumentKind
from applicants.documents.readiness import Paper, Stay, Verdict, judge
from applicants.profile.models import Applicant


@dataclass(frozen=True)
class Shelf:
    """Kinds by code, and the applicant's documents with their versions."""

    kinds: dict[str, DocumentKind] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()

    def papers(self, code: str) -> list[Paper]:
        """Return every file of a kind; an earlier version may cover an earlier rotation."""
        return [
            version.paper
            for document in self.documents
            if document.kind.code == code
            for version in document.versions.all()
        ]

    def judge(
        self, code: str, stay: Stay, today: datetime.date, program_days: int | None = None
    ) -> Verdict | None:
        """Return how a kind stands against a stay; None for what is no document, such as an interview."""
        kind = self.kinds.get(code)
        if kind is None:
            return None
        return judge(kind.rule(program_days), self.papers(code), stay, today)


def read_shelf(applicant: Applicant) -> Shelf:
    """Return an applicant's shelf with every kind there is. Three queries, two while nothing is on it."""
    return Shelf(DocumentKind.objects.all().by_code(), tuple(applicant.documents.with_versions()))


def shelf_of(documents: Iterable[Document]) -> Shelf:
    """Return a shelf that knows the kinds of its documents only: enough to tell what ends too early."""
    kept = tuple(documents)
    return Shelf({document.kind.code: document.kind for document in kept}, kept)
