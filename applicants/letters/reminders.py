"""The reminders of a letter: ask, thank, was it uploaded, remind, plan B, each on its day. Pure.

The days are our own rule (docs/sources.md#reminders-for-a-letter); each can be moved or marked done.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from applicants.applications.workflow import ApplicationStatus, is_over
from applicants.letters.choices import ReminderKind
from applicants.letters.workflow import IN_HAND, OPEN, SEND_PACKET, LetterStatus

# Days after the last day of work with the writer.
OFFSETS: dict[ReminderKind, int] = {
    ReminderKind.ASK: -7,
    ReminderKind.THANK: 1,
    ReminderKind.UPLOADED: 14,
    ReminderKind.REMIND: 21,
    ReminderKind.PLAN_B: 35,
}
AROUND_DAYS = 14  # a note to somebody that close to the day of thanks is the thanks
RULE = (
    "Our own rule, counted from your last day with the writer: ask 7 days before it, thank the day after it "
    "or as soon as the letter is there, look again after 14, 21 and 35 days. Move any day as you like."
)
# In which statuses a step is still to be done.
WAITS: dict[ReminderKind, tuple[LetterStatus, ...]] = {
    ReminderKind.ASK: (LetterStatus.PLANNED,),
    ReminderKind.THANK: IN_HAND,
    ReminderKind.UPLOADED: (LetterStatus.ASKED, LetterStatus.AGREED, LetterStatus.PACKET_SENT),
    ReminderKind.REMIND: (LetterStatus.ASKED, LetterStatus.AGREED, LetterStatus.PACKET_SENT),
    ReminderKind.PLAN_B: (*OPEN, LetterStatus.DECLINED),
}


def is_off(status: str, rotation_status: str | None) -> bool:
    """Whether a letter is only planned, and the rotation that it was to come from does not take place.

    None: it comes from no rotation of the applications.
    """
    if status != LetterStatus.PLANNED or rotation_status is None:
        return False
    return is_over(rotation_status) and rotation_status != ApplicationStatus.COMPLETED


@dataclass(frozen=True)
class ReminderChange:
    """What was done with a step: moved to a day, marked done on a day, or both."""

    code: str
    day: datetime.date | None
    done_on: datetime.date | None


@dataclass(frozen=True)
class ReminderFacts:
    """What reminders depend on. ``last_day``: of the work together; None: not known, or it is off.

    ``declined_on`` is when the writer said no; ``in_touch_on`` when one gets in touch with them anyway, None:
    no day is set.
    """

    status: str
    last_day: datetime.date | None
    declined_on: datetime.date | None = None
    changes: Sequence[ReminderChange] = ()
    in_touch_on: datetime.date | None = None


def facts_about(
    letter: Any,
    rotation: tuple[str | None, datetime.date | None],
    last_move_on: datetime.date | None,
    changes: Sequence[ReminderChange],
) -> ReminderFacts:
    """What reminders depend on; ``rotation``: its status and last day, both None for none."""
    status, ends_on = rotation
    return ReminderFacts(
        status=letter.status,
        last_day=None if is_off(letter.status, status) else ends_on or letter.worked_until,
        declined_on=last_move_on if letter.status == LetterStatus.DECLINED else None,
        changes=changes,
        in_touch_on=letter.contact.next_on if letter.contact else None,
    )


@dataclass(frozen=True)
class ReminderStep:
    """One step. NULL ``day``: nobody can tell yet. ``is_due``: it is still to be done."""

    code: ReminderKind
    day: datetime.date | None
    is_moved: bool
    done_on: datetime.date | None
    is_due: bool


def own_day(code: ReminderKind, facts: ReminderFacts) -> datetime.date | None:
    """The day of a step by our rule; who declined makes plan B due at once."""
    if code == ReminderKind.PLAN_B and facts.status == LetterStatus.DECLINED and facts.declined_on:
        return facts.declined_on
    return facts.last_day and facts.last_day + datetime.timedelta(days=OFFSETS[code])


def reminder_steps(facts: ReminderFacts) -> list[ReminderStep]:
    changed = {change.code: change for change in facts.changes}
    return [step_of(code, facts, changed.get(code)) for code in ReminderKind]


def step_of(code: ReminderKind, facts: ReminderFacts, change: ReminderChange | None) -> ReminderStep:
    moved = change.day if change else None
    done_on = change.done_on if change else None
    is_due = done_on is None and facts.status in WAITS[code]
    return ReminderStep(code, moved or own_day(code, facts), moved is not None, done_on, is_due)


def due_steps(facts: ReminderFacts) -> Iterator[ReminderStep]:
    """Yield the steps that are still to be done and have a day, the earliest first."""
    waiting = [step for step in reminder_steps(facts) if step.is_due and step.day]
    yield from sorted(waiting, key=lambda step: (step.day, OFFSETS[step.code]))


def agenda_steps(facts: ReminderFacts) -> Iterator[ReminderStep]:
    """Yield the steps that are due without what another day says already.

    The packet is sent once. Whoever gets in touch with the writer around that day thanks them then.
    """
    for step in due_steps(facts):
        is_packet_again = facts.status == LetterStatus.AGREED and step.code == ReminderKind.REMIND
        if not is_packet_again and not is_thanked_anyway(step, facts.in_touch_on):
            yield step


def is_thanked_anyway(step: ReminderStep, in_touch_on: datetime.date | None) -> bool:
    if step.code != ReminderKind.THANK or step.day is None or in_touch_on is None:
        return False
    return abs((in_touch_on - step.day).days) <= AROUND_DAYS


def step_label(code: ReminderKind, status: str) -> str:
    """What to do: once they agree the packet comes first, without which nobody can upload."""
    needs_packet = status == LetterStatus.AGREED and code in (ReminderKind.UPLOADED, ReminderKind.REMIND)
    return SEND_PACKET if needs_packet else str(code.label)


# Letters as one query gives them


@dataclass
class LetterReminders:
    """A letter of ``LetterQuerySet.for_agenda`` with the steps that were changed."""

    letter: Any
    changes: list[ReminderChange] = field(default_factory=list)

    @property
    def is_off(self) -> bool:
        """Whether the rotation that the letter is planned for does not take place."""
        return is_off(self.letter.status, self.letter.rotation_status)

    @property
    def last_move_on(self) -> datetime.date | None:
        """The day of the letter's last move; None when it has none."""
        return self.letter.last_move_on

    @property
    def facts(self) -> ReminderFacts:
        letter = self.letter
        rotation = (letter.rotation_status, letter.rotation_ends_on)
        return facts_about(letter, rotation, letter.last_move_on, self.changes)


def reminders_of(rows: Iterable[Any]) -> list[LetterReminders]:
    """Each letter once with its changed steps: the query gives it once for each step."""
    found: dict[Any, LetterReminders] = {}
    for letter in rows:
        one = found.setdefault(letter.pk, LetterReminders(letter))
        if letter.step_code:
            one.changes.append(ReminderChange(letter.step_code, letter.step_day, letter.step_done_on))
    return list(found.values())
