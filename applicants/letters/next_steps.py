"""What to do next with a letter, in one sentence. Pure."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from applicants.letters.choices import Waiver
from applicants.letters.workflow import SEND_PACKET, LetterStatus

NEXT = {
    LetterStatus.PLANNED: "Ask for it. The first reminder has a text to copy.",
    LetterStatus.ASKED: "Wait for their answer. The reminders say when to write again.",
    LetterStatus.DECLINED: "Ask someone else: plan another letter.",
    LetterStatus.PACKET_SENT: "Wait for the upload. The reminders say when to ask.",
    LetterStatus.UPLOADED: "Look in ERAS. If it is there, mark it “Confirmed”; if not, ask again.",
    LetterStatus.CONFIRMED: "Choose in the matrix which programs get it.",
}


# The words of the button of a letter's row.
BUTTONS = {
    LetterStatus.PLANNED: "Ask for it",
    LetterStatus.ASKED: "Add their answer",
    LetterStatus.AGREED: SEND_PACKET,
    LetterStatus.DECLINED: "Ask someone else",
    LetterStatus.PACKET_SENT: "Follow up",
    LetterStatus.UPLOADED: "Check in ERAS",
    LetterStatus.CONFIRMED: "Choose programs",
}
# The next word is the writer's.
WAITING = (LetterStatus.ASKED, LetterStatus.PACKET_SENT)
# What leads to a letter that programs can read, in this order.
TRACK = (
    LetterStatus.ASKED,
    LetterStatus.AGREED,
    LetterStatus.PACKET_SENT,
    LetterStatus.UPLOADED,
    LetterStatus.CONFIRMED,
)
TRACK_WORDS = ("Asked", "Agreed", "Packet", "Uploaded", "In ERAS")
OFF = "Its rotation will not take place. Choose another one for it, or delete this letter."


@dataclass(frozen=True)
class TrackStep:
    """One of the five steps of a letter. ``day``: when it happened, None when nobody noted it."""

    words: str
    day: datetime.date | None
    is_done: bool
    is_current: bool


def track(status: str, days: Mapping[str, datetime.date]) -> list[TrackStep]:
    """The five steps; [] for a letter that was declined. ``days``: when each status was reached."""
    if status == LetterStatus.DECLINED:
        return []
    here = TRACK.index(LetterStatus(status)) if status in TRACK else -1
    return [
        TrackStep(words, days.get(one) if number <= here else None, number <= here, number == here)
        for number, (one, words) in enumerate(zip(TRACK, TRACK_WORDS, strict=True))
    ]


def next_button(status: str, waiver: str, *, is_asked: bool, is_off: bool) -> str:
    """The words of the button that leads to what ``next_steps`` says."""
    if is_asked:
        return "Answer"
    if is_off:
        return "Choose a rotation"
    if waiver == Waiver.UNDECIDED:
        return "Decide about the waiver"
    return BUTTONS[LetterStatus(status)]


def next_steps(status: str, waiver: str, *, has_link: bool, is_asked: bool, is_off: bool) -> str:
    """The next thing to do.

    ``is_asked``: a question of the writer's waits. ``is_off``: its rotation does not take place.
    """
    if is_asked:
        return "Answer the writer’s question."
    if is_off:
        return OFF
    if waiver == Waiver.UNDECIDED:
        return "Decide about the waiver, then ask."
    if status == LetterStatus.AGREED:
        how = "send the link to the writer, then mark it as sent" if has_link else "make the writer’s link"
        return f"{SEND_PACKET}: {how}."
    return NEXT[LetterStatus(status)]
