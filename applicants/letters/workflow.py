"""The statuses of a letter: their words, and which move leads where. Pure."""

from django.db.models import TextChoices


class Status(TextChoices):
    """Where a letter stands (product.md)."""

    PLANNED = "planned", "Planned"
    ASKED = "asked", "Asked"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"
    PACKET_SENT = "packet_sent", "Packet sent"
    UPLOADED = "uploaded", "Uploaded"
    CONFIRMED = "confirmed", "Confirmed"


MEANINGS = {
    Status.PLANNED: "You want to ask. Nobody has been asked yet.",
    Status.ASKED: "You asked. The next word is theirs.",
    Status.AGREED: "They said yes. Now they need your packet.",
    Status.DECLINED: "They said no. Ask somebody else.",
    Status.PACKET_SENT: "They have all they need. Wait for the upload.",
    Status.UPLOADED: "They say that it is uploaded, or handed it over here. Look whether it is in ERAS.",
    Status.CONFIRMED: "You saw it in ERAS. It can be used.",
}
# The words of the button that makes the move.
ACTIONS = {
    Status.ASKED: "I asked for it",
    Status.AGREED: "They agreed",
    Status.DECLINED: "They declined",
    Status.PACKET_SENT: "I sent the packet",
    Status.UPLOADED: "They uploaded it",
    Status.CONFIRMED: "I see it in ERAS",
}
# The way back: who says "uploaded" may err, or mean another place (field.md C14).
NOT_THERE = "It is not in ERAS"

IN_HAND = (Status.UPLOADED, Status.CONFIRMED)
PROMISED = (Status.AGREED, Status.PACKET_SENT)
HOPED = (Status.PLANNED, Status.ASKED)
# Nobody can say no, or yes, once it is there.
OPEN = (*HOPED, *PROMISED)

# Forward; what happened without a word here may be passed over. Who declined may still say yes, or simply
# write; and what was called uploaded may not be there.
MOVES: dict[Status, tuple[Status, ...]] = {
    Status.PLANNED: (
        *(Status.ASKED, Status.AGREED, Status.DECLINED),
        *(Status.PACKET_SENT, Status.UPLOADED, Status.CONFIRMED),
    ),
    Status.ASKED: (Status.AGREED, Status.DECLINED, Status.PACKET_SENT, Status.UPLOADED, Status.CONFIRMED),
    Status.AGREED: (Status.DECLINED, Status.PACKET_SENT, Status.UPLOADED, Status.CONFIRMED),
    Status.DECLINED: (Status.AGREED, Status.UPLOADED),
    Status.PACKET_SENT: (Status.DECLINED, Status.UPLOADED, Status.CONFIRMED),
    Status.UPLOADED: (Status.CONFIRMED, Status.PACKET_SENT),
    Status.CONFIRMED: (),
}


def can_move(status: str, to_status: str) -> bool:
    """Return whether a move leads from one status to another."""
    return to_status in MOVES[Status(status)]


def action(status: str, to_status: Status) -> str:
    """Return the words of the button that makes a move."""
    return NOT_THERE if status == Status.UPLOADED and to_status in OPEN else ACTIONS[to_status]


def next_statuses(status: str) -> tuple[Status, ...]:
    """Return where one can go from a status."""
    return MOVES[Status(status)]
