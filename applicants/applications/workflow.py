"""The statuses of an application: one table of all that the code knows of each. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices


class ApplicationStatus(TextChoices):
    """Where an application stands, in the applicant's words (docs/sources.md#application-statuses)."""

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
    CANCELLED = "cancelled", "Canceled"


class Phase(TextChoices):
    """What a status means to the rest of the code; CSS colors a status by it."""

    OPENING = "opening"
    WAITING = "waiting"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    ROTATING = "rotating"
    COMPLETED = "completed"
    ENDED = "ended"


@dataclass(frozen=True)
class StatusRule:
    """One status. ``action``: the words of the button that moves to it.

    ``reached``: the stages of the funnel that the status proves. An offer proves no interview: some hosts
    hold none. ``moves``: where one can go from here. What is passed over (a host that offers without an
    interview) is allowed forward; going back is an undo, not a move.
    """

    phase: Phase
    meaning: str
    action: str
    reached: tuple[ApplicationStatus, ...]
    moves: tuple[ApplicationStatus, ...]


def rule(phase: Phase, meaning: str, action: str, *, reached: str, moves: str) -> StatusRule:
    """A row of the table; names of statuses stand in one line, as SUBMITTED OFFERED."""
    stages, onward = ([ApplicationStatus[name] for name in names.split()] for names in (reached, moves))
    return StatusRule(phase, meaning, action, tuple(stages), tuple(onward))


RULES: Mapping[ApplicationStatus, StatusRule] = {
    ApplicationStatus.SHORTLISTED: rule(
        Phase.OPENING,
        "Saved for later. You haven’t applied.",
        "Put it on the shortlist",
        reached="",
        moves="PREPARING SUBMITTED WITHDRAWN",
    ),
    ApplicationStatus.PREPARING: rule(
        Phase.OPENING,
        "You are getting the documents ready. Nothing is sent.",
        "Start preparing",
        reached="",
        moves="SUBMITTED WITHDRAWN",
    ),
    ApplicationStatus.SUBMITTED: rule(
        Phase.WAITING,
        "You sent the application. Waiting for their reply.",
        "I sent the application",
        reached="SUBMITTED",
        moves="INTERVIEW OFFERED NOT_ACCEPTED NO_REPLY WITHDRAWN",
    ),
    ApplicationStatus.INTERVIEW: rule(
        Phase.WAITING,
        "They want to talk to you before they decide.",
        "They want an interview",
        reached="SUBMITTED INTERVIEW",
        moves="OFFERED NOT_ACCEPTED NO_REPLY WITHDRAWN",
    ),
    ApplicationStatus.OFFERED: rule(
        Phase.OFFERED,
        "They offer you a place. You have to answer by the date they set.",
        "They offer me a place",
        reached="SUBMITTED OFFERED",
        moves="ACCEPTED NOT_ACCEPTED DECLINED",
    ),
    ApplicationStatus.ACCEPTED: rule(
        Phase.ACCEPTED,
        "You said yes. The place is yours.",
        "I accept the offer",
        reached="SUBMITTED OFFERED ACCEPTED",
        moves="ROTATING COMPLETED CANCELLED",
    ),
    ApplicationStatus.ROTATING: rule(
        Phase.ROTATING,
        "You are there now.",
        "The rotation has started",
        reached="SUBMITTED OFFERED ACCEPTED",
        moves="COMPLETED CANCELLED",
    ),
    ApplicationStatus.COMPLETED: rule(
        Phase.COMPLETED,
        "You have finished the rotation.",
        "I finished the rotation",
        reached="SUBMITTED OFFERED ACCEPTED COMPLETED",
        moves="",
    ),
    ApplicationStatus.NOT_ACCEPTED: rule(
        Phase.ENDED,
        "They said no.",
        "They said no",
        reached="SUBMITTED",
        moves="",
    ),
    ApplicationStatus.NO_REPLY: rule(
        Phase.ENDED,
        "They never answered, and you stopped waiting.",
        "They never answered",
        reached="SUBMITTED",
        moves="INTERVIEW OFFERED NOT_ACCEPTED",
    ),
    ApplicationStatus.WITHDRAWN: rule(
        Phase.ENDED,
        "You took your application back before they decided.",
        "Withdraw",
        reached="",
        moves="",
    ),
    ApplicationStatus.DECLINED: rule(
        Phase.ENDED,
        "They offered a place and you said no.",
        "I decline the offer",
        reached="SUBMITTED OFFERED",
        moves="",
    ),
    ApplicationStatus.CANCELLED: rule(
        Phase.ENDED,
        "An accepted rotation will not happen.",
        "It was canceled",
        reached="SUBMITTED OFFERED ACCEPTED",
        moves="",
    ),
}


def statuses_in(*phases: Phase) -> tuple[ApplicationStatus, ...]:
    return tuple(status for status in ApplicationStatus if RULES[status].phase in phases)


MEANINGS = {status: RULES[status].meaning for status in ApplicationStatus}
ACTIONS = {status: RULES[status].action for status in ApplicationStatus}

OPENING = statuses_in(Phase.OPENING)
WAITING = statuses_in(Phase.WAITING)
# Something was sent to these hosts, so they wait for a word.
SENT = statuses_in(Phase.WAITING, Phase.OFFERED)
PENDING = statuses_in(Phase.OPENING, Phase.WAITING, Phase.OFFERED)
COMMITTED = statuses_in(Phase.ACCEPTED, Phase.ROTATING)
BEGUN = statuses_in(Phase.ROTATING, Phase.COMPLETED)
ENDS = statuses_in(Phase.COMPLETED, Phase.ENDED)
# The way of an application that goes well.
STAGES = tuple(status for status in ApplicationStatus if RULES[status].phase != Phase.ENDED)

# The stages that an application's history is counted by.
FUNNEL = (
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.INTERVIEW,
    ApplicationStatus.OFFERED,
    ApplicationStatus.ACCEPTED,
    ApplicationStatus.COMPLETED,
)


def can_move(status: str, to_status: str) -> bool:
    return to_status in RULES[ApplicationStatus(status)].moves


def is_over(status: str) -> bool:
    return status in ENDS


def next_statuses(status: str) -> list[ApplicationStatus]:
    return [other for other in ApplicationStatus if can_move(status, other)]
