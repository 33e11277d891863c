"""What to do next with a letter, in one sentence. Pure."""

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


OFF = "Its rotation does not take place. Choose another one for it, or delete this letter."


def next_steps(status: str, waiver: str, *, has_link: bool, is_asked: bool, is_off: bool) -> str:
    """Return the next thing to do.

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
