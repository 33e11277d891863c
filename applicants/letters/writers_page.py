"""What a letter's writer sees by link: the packet that the applicant chose to share, and nothing else."""

from dataclasses import dataclass

from applicants.documents.models import Document, DocumentVersion
from applicants.documents.sizes import size_words
from applicants.letters.choices import Waiver
from applicants.letters.forms.writers import Act, WriterForm
from applicants.letters.guidance import ERAS_STEPS, Advice
from applicants.letters.models import Letter
from applicants.letters.workflow import HOPED, OPEN
from programs.formatting import day_words

SOMEBODY = "The applicant who sent you this link"
WAIVERS = {
    Waiver.WAIVED: "has waived the right to read this letter. It stays confidential.",
    Waiver.NOT_WAIVED: "has not waived the right to read this letter, and may read it.",
}


@dataclass(frozen=True)
class PacketDocument:
    """One document that the writer may download."""

    document: Document
    version: DocumentVersion

    @property
    def words(self) -> str:
        return f"{self.document}, {size_words(self.version.size)}"


@dataclass(frozen=True)
class WritersPage:
    """The writer's page; ``form`` is what came back with a fault, or an empty one."""

    letter: Letter
    form: WriterForm

    @property
    def applicant(self) -> str:
        """The name that the applicant chose to be known by."""
        return self.letter.asked_as or SOMEBODY

    @property
    def about(self) -> str:
        rotation = self.letter.rotation
        if rotation is None:
            return ""
        days = [day_words(day) for day in (rotation.starts_on, rotation.ends_on) if day]
        return f"{rotation.name}{', ' if days else ''}{' to '.join(days)}"

    @property
    def waiver(self) -> str:
        return f"{self.applicant} {WAIVERS[Waiver(self.letter.waiver)]}"

    @property
    def documents(self) -> list[PacketDocument]:
        found = [(document, document.current) for document in self.letter.shared.all()]
        return [PacketDocument(document, version) for document, version in found if version is not None]

    @property
    def steps(self) -> tuple[Advice, ...]:
        return ERAS_STEPS

    @property
    def can_answer(self) -> bool:
        """Whether yes or no is still to be said."""
        return self.letter.status in HOPED

    @property
    def can_decline(self) -> bool:
        return self.letter.status in OPEN

    @property
    def acts(self) -> dict[str, Act]:
        return {act.name.lower(): act for act in Act}
