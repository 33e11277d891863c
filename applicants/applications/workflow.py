"""The statuses of an application: their words, and which move leads where. Pure."""

from django.db.models import TextChoices


class ApplicationStatus(TextChoices):
    """Where an application stands, in the applicant's words (product.md)."""

    SHORTLISTED = "shortlisted", "Shortlisted"
    PREPARING = "preparing", "Preparing"
    SUBMITTED = "submitted", "Submitted"
    INTERVIEW = "interview", "Interview"
    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "Accepted"
    ROTATING = "rotating", "Rotating"
    COMPLETED = "completed", "Completed"
    NOT_ACCEPTED = "not_accepted", "Not accepted"
    NO_REPLY = "no_reply", "No reply"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DECLINED = "declined", "Offer declined"
    CANCELLED = "cancelled", "Cancelled"


MEANINGS = {
    ApplicationStatus.SHORTLISTED: "You want to look at it again. Nothing is sent.",
    ApplicationStatus.PREPARING: "You are getting the documents ready. Nothing is sent.",
    ApplicationStatus.SUBMITTED: "You sent the application. The next word is theirs.",
    ApplicationStatus.INTERVIEW: "They want to talk to you before they decide.",
    ApplicationStatus.OFFERED: "They offer you a place. You have to answer by the date they set.",
    ApplicationStatus.ACCEPTED: "You said yes. The place is yours.",
    ApplicationStatus.ROTATING: "You are there now.",
    ApplicationStatus.COMPLETED: "You have finished the rotation.",
    ApplicationStatus.NOT_ACCEPTED: "They said no.",
    ApplicationStatus.NO_REPLY: "They never answered, and you stopped waiting.",
    ApplicationStatus.WITHDRAWN: "You took your application back before they decided.",
    ApplicationStatus.DECLINED: "They offered a place and you said no.",
    ApplicationStatus.CANCELLED: "An accepted rotation will not happen.",
}

OPENING = (ApplicationStatus.SHORTLISTED, ApplicationStatus.PREPARING)
WAITING = (ApplicationStatus.SUBMITTED, ApplicationStatus.INTERVIEW)
PENDING = (
    ApplicationStatus.SHORTLISTED,
    ApplicationStatus.PREPARING,
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.INTERVIEW,
    ApplicationStatus.OFFERED,
)
COMMITTED = (ApplicationStatus.ACCEPTED, ApplicationStatus.ROTATING)
BEGUN = (ApplicationStatus.ROTATING, ApplicationStatus.COMPLETED)
ENDS = (
    ApplicationStatus.COMPLETED,
    ApplicationStatus.NOT_ACCEPTED,
    ApplicationStatus.NO_REPLY,
    ApplicationStatus.WITHDRAWN,
    ApplicationStatus.DECLINED,
    ApplicationStatus.CANCELLED,
)

# The stages that an application's history is counted by.
FUNNEL = (
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.INTERVIEW,
    ApplicationStatus.OFFERED,
    ApplicationStatus.ACCEPTED,
    ApplicationStatus.COMPLETED,
)

# A flat table: from each status, where one can go. What is passed over (a host that offers without an
# interview) is allowed forward; going back is an undo, not a move.
MOVES: dict[ApplicationStatus, frozenset[ApplicationStatus]] = {
    ApplicationStatus.SHORTLISTED: frozenset(
        {ApplicationStatus.PREPARING, ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN}
    ),
    ApplicationStatus.PREPARING: frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN}),
    ApplicationStatus.SUBMITTED: frozenset(
        {
            ApplicationStatus.INTERVIEW,
            ApplicationStatus.OFFERED,
            ApplicationStatus.NOT_ACCEPTED,
            ApplicationStatus.NO_REPLY,
            ApplicationStatus.WITHDRAWN,
        }
    ),
    ApplicationStatus.INTERVIEW: frozenset(
        {
            ApplicationStatus.OFFERED,
            ApplicationStatus.NOT_ACCEPTED,
            ApplicationStatus.NO_REPLY,
            ApplicationStatus.WITHDRAWN,
        }
    ),
    ApplicationStatus.OFFERED: frozenset(
        {ApplicationStatus.ACCEPTED, ApplicationStatus.DECLINED, ApplicationStatus.NOT_ACCEPTED}
    ),
    ApplicationStatus.ACCEPTED: frozenset(
        {ApplicationStatus.ROTATING, ApplicationStatus.COMPLETED, ApplicationStatus.CANCELLED}
    ),
    ApplicationStatus.ROTATING: frozenset({ApplicationStatus.COMPLETED, ApplicationStatus.CANCELLED}),
    ApplicationStatus.NO_REPLY: frozenset(
        {ApplicationStatus.INTERVIEW, ApplicationStatus.OFFERED, ApplicationStatus.NOT_ACCEPTED}
    ),
    ApplicationStatus.COMPLETED: frozenset(),
    ApplicationStatus.NOT_ACCEPTED: frozenset(),
    ApplicationStatus.WITHDRAWN: frozenset(),
    ApplicationStatus.DECLINED: frozenset(),
    ApplicationStatus.CANCELLED: frozenset(),
}


def can_move(status: str, to_status: str) -> bool:
    """Return whether a move leads from one status to another."""
    return to_status in MOVES[ApplicationStatus(status)]


def is_over(status: str) -> bool:
    """Return whether the application has come to an end."""
    return status in ENDS


# The words of the button that makes the move to a status.
ACTIONS = {
    ApplicationStatus.SHORTLISTED: "Put it on the shortlist",
    ApplicationStatus.PREPARING: "Start preparing",
    ApplicationStatus.SUBMITTED: "I sent the application",
    ApplicationStatus.INTERVIEW: "They want an interview",
    ApplicationStatus.OFFERED: "They offer me a place",
    ApplicationStatus.ACCEPTED: "I accept the offer",
    ApplicationStatus.ROTATING: "The rotation has started",
    ApplicationStatus.COMPLETED: "I finished the rotation",
    ApplicationStatus.NOT_ACCEPTED: "They said no",
    ApplicationStatus.NO_REPLY: "They never answered",
    ApplicationStatus.WITHDRAWN: "I withdraw",
    ApplicationStatus.DECLINED: "I decline the offer",
    ApplicationStatus.CANCELLED: "It was cancelled",
}


def next_statuses(status: str) -> list[ApplicationStatus]:
    """Return where one can go from a status, in the order of the statuses."""
    return [other for other in ApplicationStatus if can_move(status, other)]
