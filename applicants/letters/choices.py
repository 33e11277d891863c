"""Closed lists of the letters package."""

from django.db.models import TextChoices


class LetterKind(TextChoices):
    """What sort of letter it is."""

    STANDARD = "standard", "Standard letter"
    CHAIR = "chair", "Chair letter"
    SLOE = "sloe", "SLOE (standardized letter)"


class Waiver(TextChoices):
    """Whether the applicant has given up the right to read the letter."""

    UNDECIDED = "undecided", "Not decided"
    WAIVED = "waived", "Waived"
    NOT_WAIVED = "not_waived", "Not waived"


class LetterheadKind(TextChoices):
    HOSPITAL = "hospital", "Hospital"
    UNIVERSITY = "university", "University"
    PRACTICE = "practice", "Clinic or practice"
    PERSONAL = "personal", "Personal"


class Check(TextChoices):
    """What a letter should have before it is used (docs/sources.md#what-a-letter-has)."""

    LETTERHEAD = "letterhead", "It is on letterhead, with the address"
    SIGNED = "signed", "It is signed"
    DATED = "dated", "It has a date"
    CONTACT = "contact", "It gives the writer’s phone and email"
    SALUTATION = "salutation", "It greets no single program: “Dear Program Director”"
    SIZE = "size", "It is a PDF under 1 MB"


class ReminderKind(TextChoices):
    """The steps of the reminders that leads to an uploaded letter, in their order."""

    ASK = "ask", "Ask for the letter"
    THANK = "thank", "Thank the writer"
    UPLOADED = "uploaded", "Ask whether it is uploaded"
    REMIND = "remind", "Send a kind reminder"
    PLAN_B = "plan_b", "Plan B: ask somebody else"
