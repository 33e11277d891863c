"""The first lines of the dashboard: what to do today, and who owes a letter. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from applicants.agenda.application_list import groups
from applicants.agenda.entries import AgendaEntry
from applicants.letters.reminders import LetterReminders
from applicants.letters.workflow import LetterStatus


@dataclass(frozen=True)
class TodayLines:
    """What is overdue or due today, what comes after it, and the letters by whose turn it is.

    ``owed``: the writers have all they need. ``without_packet``: they agreed and wait for the packet.
    """

    due: Sequence[AgendaEntry]
    next: AgendaEntry | None
    owed: Sequence[LetterReminders]
    without_packet: Sequence[LetterReminders]


def today_lines(entries: Sequence[AgendaEntry], reminders: Sequence[LetterReminders]) -> TodayLines:
    overdue, today, soon, later = (group.entries for group in groups(entries))
    return TodayLines(
        due=[*overdue, *today],
        next=next(iter([*soon, *later]), None),
        owed=[one for one in reminders if one.letter.status == LetterStatus.PACKET_SENT],
        without_packet=[one for one in reminders if one.letter.status == LetterStatus.AGREED],
    )
