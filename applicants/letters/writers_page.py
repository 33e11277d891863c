"""What a letter's writer sees by link: the packet that the applicant chose to share, and nothing else."""

from dataclasses import dataclass

from applicants.documents.models import Document, DocumentVersion
from applicants.documents.sizes import size_words
from applicants.guides.seasons import recent_seasons
from applicants.letters.choices import Waiver
from applicants.letters.forms.writers import Act, WriterForm
from applicants.letters.guidance import ERAS_STEPS, Advice
from applicants.letters.list_page import deadline_for
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
    """The writer's page; ``form`` is what came back with a fault, or an empty one.

    ``needed_by``: the day in words, blank when nobody knows it.
    """

    letter: Letter
    form: WriterForm
    needed_by: str
    steps: tuple[Advice, ...] = ERAS_STEPS

    @property
    def name(self) -> str:
        """The name that the applicant chose to be known by, else the account's; blank for none."""
        return self.letter.asked_as or self.letter.applicant.user.name

    @property
    def applicant(self) -> str:
        return self.name or SOMEBODY

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
    def can_answer(self) -> bool:
        """Whether yes or no is still to be said."""
        return self.letter.status in HOPED

    @property
    def can_decline(self) -> bool:
        return self.letter.status in OPEN

    @property
    def acts(self) -> dict[str, Act]:
        return {act.name.lower(): act for act in Act}


def writers_page(letter: Letter, form: WriterForm) -> WritersPage:
    """The dates of the seasons are read once a minute."""
    today = letter.today
    season = min((year for year in map(int, letter.match_years) if year >= today.year), default=None)
    deadline = deadline_for(season, recent_seasons(), today) if season else None
    return WritersPage(letter, form, deadline.when if deadline else "")
