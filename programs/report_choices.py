"""Closed lists of what people outside tell the curators, and of what becomes of it."""

from django.db.models import TextChoices


class ReportKind(TextChoices):
    """What a visitor wrote to the curators about."""

    PROBLEM = "problem", "Problem"
    SUGGESTION = "suggestion", "Suggested program"


class ReportTopic(TextChoices):
    """What is wrong with a program, as whoever reports it sees it."""

    GONE = "gone", "The program is over, or takes nobody"
    FACT = "fact", "A fact is wrong or out of date"
    LINK = "link", "A link does not work"
    UNSAFE = "unsafe", "Something looks dishonest or unsafe"
    OTHER = "other", "Something else"


class ReportOutcome(TextChoices):
    """What became of a report. A blank one: still open."""

    CHANGED = "changed", "The record was changed"
    ADDED = "added", "The program was added"
    KEPT = "kept", "Nothing was changed"
    KNOWN = "known", "Known already"
    UNUSABLE = "unusable", "Could not be used"


class ProposalState(TextChoices):
    """How far the correction by a host's own office has come."""

    LINK_SENT = "link_sent", "Link sent"
    WAITING = "waiting", "Waiting for review"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
