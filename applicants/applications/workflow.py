"""The statuses of an application: their words, and which move leads where. Pure."""

from django.db.models import TextChoices


class Status(TextChoices):
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
    Status.SHORTLISTED: "You want to look at it again. Nothing is sent.",
    Status.PREPARING: "You are getting the papers ready. Nothing is sent.",
    Status.SUBMITTED: "You sent the application. The next word is theirs.",
    Status.INTERVIEW: "They want to talk to you before they decide.",
    Status.OFFERED: "They offer you a place. You have to answer by the date they set.",
    Status.ACCEPTED: "You said yes. The place is yours.",
    Status.ROTATING: "You are there now.",
    Status.COMPLETED: "You have finished the rotation.",
    Status.NOT_ACCEPTED: "They said no.",
    Status.NO_REPLY: "They never answered, and you stopped waiting.",
    Status.WITHDRAWN: "You took your application back before they decided.",
    Status.DECLINED: "They offered a place and you said no.",
    Status.CANCELLED: "An accepted rotation will not happen.",
}

OPENING = (Status.SHORTLISTED, Status.PREPARING)
WAITING = (Status.SUBMITTED, Status.INTERVIEW)
PENDING = (Status.SHORTLISTED, Status.PREPARING, Status.SUBMITTED, Status.INTERVIEW, Status.OFFERED)
COMMITTED = (Status.ACCEPTED, Status.ROTATING)
BEGUN = (Status.ROTATING, Status.COMPLETED)
ENDS = (
    Status.COMPLETED,
    Status.NOT_ACCEPTED,
    Status.NO_REPLY,
    Status.WITHDRAWN,
    Status.DECLINED,
    Status.CANCELLED,
)

# The stages that an application's history is counted by.
FUNNEL = (Status.SUBMITTED, Status.INTERVIEW, Status.OFFERED, Status.ACCEPTED, Status.COMPLETED)

# A flat table: from each status, where one can go. What is passed over (a host that offers without an
# interview) is allowed forward; going back is an undo, not a move.
MOVES: dict[Status, frozenset[Status]] = {
    Status.SHORTLISTED: frozenset({Status.PREPARING, Status.SUBMITTED, Status.WITHDRAWN}),
    Status.PREPARING: frozenset({Status.SUBMITTED, Status.WITHDRAWN}),
    Status.SUBMITTED: frozenset(
        {Status.INTERVIEW, Status.OFFERED, Status.NOT_ACCEPTED, Status.NO_REPLY, Status.WITHDRAWN}
    ),
    Status.INTERVIEW: frozenset({Status.OFFERED, Status.NOT_ACCEPTED, Status.NO_REPLY, Status.WITHDRAWN}),
    Status.OFFERED: frozenset({Status.ACCEPTED, Status.DECLINED, Status.NOT_ACCEPTED}),
    Status.ACCEPTED: frozenset({Status.ROTATING, Status.COMPLETED, Status.CANCELLED}),
    Status.ROTATING: frozenset({Status.COMPLETED, Status.CANCELLED}),
    Status.NO_REPLY: frozenset({Status.INTERVIEW, Status.OFFERED, Status.NOT_ACCEPTED}),
    Status.COMPLETED: frozenset(),
    Status.NOT_ACCEPTED: frozenset(),
    Status.WITHDRAWN: frozenset(),
    Status.DECLINED: frozenset(),
    Status.CANCELLED: frozenset(),
}


def can_move(status: str, to_status: str) -> bool:
    """Return whether a move leads from one status to another."""
    return to_status in MOVES[Status(status)]


def is_over(status: str) -> bool:
    """Return whether the application has come to an end."""
    return status in ENDS


# The words of the button that makes the move to a status.
ACTIONS = {
    Status.SHORTLISTED: "Put it on the shortlist",
    Status.PREPARING: "Start preparing",
    Status.SUBMITTED: "I sent the application",
    Status.INTERVIEW: "They want an interview",
    Status.OFFERED: "They offer me a place",
    Status.ACCEPTED: "I accept the offer",
    Status.ROTATING: "The rotation has started",
    Status.COMPLETED: "I finished the rotation",
    Status.NOT_ACCEPTED: "They said no",
    Status.NO_REPLY: "They never answered",
    Status.WITHDRAWN: "I withdraw",
    Status.DECLINED: "I decline the offer",
    Status.CANCELLED: "It was cancelled",
}


def next_statuses(status: str) -> list[Status]:
    """Return where one can go from a status, in the order of the statuses."""
    return [other for other in Status if can_move(status, other)]
