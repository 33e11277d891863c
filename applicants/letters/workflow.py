"""The statuses of a letter: their words, and which move leads where. Pure."""

from django.db.models import TextChoices


class LetterStatus(TextChoices):
    """Where a letter stands (docs/sources.md#letter-statuses)."""

    PLANNED = "planned", "Planned"
    ASKED = "asked", "Asked"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"
    PACKET_SENT = "packet_sent", "Packet sent"
    UPLOADED = "uploaded", "Uploaded"
    CONFIRMED = "confirmed", "Confirmed"


MEANINGS = {
    LetterStatus.PLANNED: "You want to ask. Nobody has been asked yet.",
    LetterStatus.ASKED: "You asked. Waiting for their reply.",
    LetterStatus.AGREED: "They said yes. Now they need your packet.",
    LetterStatus.DECLINED: "They said no. Ask someone else.",
    LetterStatus.PACKET_SENT: "They have all they need. Wait for the upload.",
    LetterStatus.UPLOADED: "They say it is uploaded, or handed it over here. Look whether it is in ERAS.",
    LetterStatus.CONFIRMED: "You saw it in ERAS. It can be used.",
}
# The words of the button that makes the move.
ACTIONS = {
    LetterStatus.ASKED: "I asked for it",
    LetterStatus.AGREED: "They agreed",
    LetterStatus.DECLINED: "They declined",
    LetterStatus.PACKET_SENT: "I sent the packet",
    LetterStatus.UPLOADED: "They uploaded it",
    LetterStatus.CONFIRMED: "I see it in ERAS",
}
# What comes after a yes, wherever a page names it: the portal sends nothing itself.
SEND_PACKET = "Send the packet"
# The way back: who says "uploaded" may err, or mean another place
# (docs/sources.md#uploaded-and-not-assigned).
NOT_THERE = "It is not in ERAS"

IN_HAND = (LetterStatus.UPLOADED, LetterStatus.CONFIRMED)
PROMISED = (LetterStatus.AGREED, LetterStatus.PACKET_SENT)
HOPED = (LetterStatus.PLANNED, LetterStatus.ASKED)
# Nobody can say no, or yes, once it is there.
OPEN = (*HOPED, *PROMISED)

# Forward; what happened without a word here may be passed over. Who declined may still say yes, or simply
# write; and what was called uploaded may not be there.
MOVES: dict[LetterStatus, tuple[LetterStatus, ...]] = {
    LetterStatus.PLANNED: (
        *(LetterStatus.ASKED, LetterStatus.AGREED, LetterStatus.DECLINED),
        *(LetterStatus.PACKET_SENT, LetterStatus.UPLOADED, LetterStatus.CONFIRMED),
    ),
    LetterStatus.ASKED: (
        LetterStatus.AGREED,
        LetterStatus.DECLINED,
        LetterStatus.PACKET_SENT,
        LetterStatus.UPLOADED,
        LetterStatus.CONFIRMED,
    ),
    LetterStatus.AGREED: (
        LetterStatus.DECLINED,
        LetterStatus.PACKET_SENT,
        LetterStatus.UPLOADED,
        LetterStatus.CONFIRMED,
    ),
    LetterStatus.DECLINED: (LetterStatus.AGREED, LetterStatus.UPLOADED),
    LetterStatus.PACKET_SENT: (LetterStatus.DECLINED, LetterStatus.UPLOADED, LetterStatus.CONFIRMED),
    LetterStatus.UPLOADED: (LetterStatus.CONFIRMED, LetterStatus.PACKET_SENT),
    LetterStatus.CONFIRMED: (),
}


def can_move(status: str, to_status: str) -> bool:
    return to_status in MOVES[LetterStatus(status)]


def action(status: str, to_status: LetterStatus) -> str:
    return NOT_THERE if status == LetterStatus.UPLOADED and to_status in OPEN else ACTIONS[to_status]


def next_statuses(status: str) -> tuple[LetterStatus, ...]:
    return MOVES[LetterStatus(status)]
