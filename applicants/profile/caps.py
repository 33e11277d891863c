"""How many rows of each kind an applicant can make: one table, and the one check of it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from applicants.profile.models import Applicant


class FullError(ValidationError):
    """A row does not fit beside those that are there. Nothing is saved."""


@dataclass(frozen=True)
class Cap:
    """The most rows of a kind. ``words`` say whose they are, with a place for their number."""

    most: int
    words: str
    advice: str = "Delete one first."

    def fault(self, count: int, more: int) -> str | None:
        """Why so many more do not fit beside those that are there; None when they do."""
        if more <= 0 or count + more <= self.most:
            return None
        if more == 1:
            return f"{self.words.format(f'{count:,}')}, the most you can keep. {self.advice}"
        room = max(0, self.most - count)
        return f"There is room for {room:,} more, and these would be {more:,}. Choose fewer."


# By the model's label: of one applicant, or of one application or letter where the words say so.
CAPS = {
    "applicants.alternativedates": Cap(20, "This application has {} other dates"),
    "applicants.application": Cap(500, "You have {} applications"),
    "applicants.outreach": Cap(1000, "You have {} outreach messages"),
    "applicants.checklistline": Cap(100, "This application has {} documents"),
    "applicants.contact": Cap(2000, "You have {} contacts"),
    "applicants.contact_applications": Cap(
        5000, "Your contacts have {} ties to applications", "Take one away first."
    ),
    "applicants.documentversion": Cap(50, "You have {} files"),
    "applicants.immunization": Cap(120, "You have {} doses and tests"),
    "applicants.letter": Cap(60, "You have {} letters"),
    "applicants.lettermove": Cap(100, "This letter has {} moves", "Undo one, or plan the letter again."),
    "applicants.letterlink": Cap(100, "This letter has had {} links", "Plan the letter again."),
    "applicants.letterquestion": Cap(20, "This letter has {} questions", "Write an email instead."),
    "applicants.lettertarget": Cap(100, "You have {} goals for letters", "Set one to 0 first."),
    "applicants.outreachtemplate": Cap(100, "You have {} texts"),
    "applicants.payment": Cap(100, "This application has {} payments"),
    "applicants.residencyprogram": Cap(1500, "You have {} residency programs"),
    "applicants.sentfile": Cap(200, "This application has {} files noted as sent"),
    "applicants.journalentry": Cap(1000, "This rotation has {} journal entries"),
    "applicants.skillline": Cap(3000, "This rotation has {} lines in its log"),
    "applicants.watch": Cap(500, "You watch {} programs", "Stop one first."),
    "applicants.savedsearch": Cap(50, "You have {} saved searches"),
    "applicants.trip": Cap(30, "You have {} trips"),
    "applicants.triprotation": Cap(24, "This trip has {} rotations"),
    "applicants.tripcost": Cap(300, "This trip has {} costs"),
    "applicants.tripday": Cap(1000, "This trip has {} steps of your own", "Plan another trip."),
    "applicants.applicationmove": Cap(
        100, "This application has {} moves", "Undo one, or add the program again."
    ),
}


def lock(applicant: Applicant) -> Applicant:
    """Hold the applicant's row until the transaction ends and return it; what others add waits for it."""
    return Applicant.objects.select_for_update().get(pk=applicant.pk)


def require_room(applicant: Applicant, rows: QuerySet, more: int = 1) -> None:
    """Hold the applicant's row, count ``rows``, and raise FullError unless ``more`` fit beside them.

    Call it in the transaction that adds them, so that of two requests the second counts the first one's.
    """
    lock(applicant)
    count = rows.order_by().count()  # anew, whatever was prefetched
    if fault := CAPS[rows.model._meta.label_lower].fault(count, more):
        raise FullError(fault)
