"""What to do next with a letter, in one sentence. Pure."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from applicants.letters.choices import Waiver
from applicants.letters.workflow import LetterStatus

NEXT = {
    LetterStatus.PLANNED: "Ask for it. The first reminder has a text to copy.",
    LetterStatus.ASKED: "Wait for their answer. The reminders say when to write again.",
    LetterStatus.DECLINED: "Ask somebody else: plan another letter.",
    LetterStatus.PACKET_SENT: "Wait for the upload. The reminders say when to ask.",
    LetterStatus.UPLOADED: "Look in ERAS. If it is there, mark it “Confirmed”; if not, ask again.",
    LetterStatus.CONFIRMED: "Choose in the matrix which programs get it.",
}


# The words of the button of a letter's row; all but the last two lead to the letter's own page.
BUTTONS = {
    LetterStatus.PLANNED: "Ask for it",
    LetterStatus.ASKED: "Add their answer",
    LetterStatus.AGREED: "Send the packet",
    LetterStatus.DECLINED: "Ask somebody else",
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


def next_button(status: str, waiver: str, *, has_link: bool, is_asked: bool) -> str:
    """The words of the button that leads to what ``next_steps`` says."""
    if is_asked:
        return "Answer"
    if waiver == Waiver.UNDECIDED:
        return "Decide about the waiver"
    if status == LetterStatus.AGREED and has_link:
        return "Mark as sent"
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
        return "Mark the packet as sent." if has_link else "Send the packet: make the writer’s link."
    return NEXT[LetterStatus(status)]
