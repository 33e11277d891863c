"""Writing to somebody, step by step: which step leads where, and when the next one is due. Pure.

One message, two kind reminders a week apart, then silence: who has not answered three messages does not want
to, and a fourth one spoils the sender's name with a whole department (docs/sources.md#two-follow-ups).
"""

import datetime

from applicants.outreach.choices import OutreachStatus

FIRST_FOLLOW_UP = datetime.timedelta(days=7)
SECOND_FOLLOW_UP = datetime.timedelta(days=14)
BETWEEN = datetime.timedelta(days=7)

# Forward only; going back is an undo. A second answer may follow the first: "maybe" becomes "yes".
MOVES: dict[OutreachStatus, frozenset[OutreachStatus]] = {
    OutreachStatus.DRAFTED: frozenset({OutreachStatus.SENT, OutreachStatus.STOPPED}),
    OutreachStatus.SENT: frozenset(
        {OutreachStatus.FOLLOWED_UP_ONCE, OutreachStatus.REPLIED, OutreachStatus.STOPPED}
    ),
    OutreachStatus.FOLLOWED_UP_ONCE: frozenset(
        {OutreachStatus.FOLLOWED_UP_TWICE, OutreachStatus.REPLIED, OutreachStatus.STOPPED}
    ),
    OutreachStatus.FOLLOWED_UP_TWICE: frozenset({OutreachStatus.REPLIED, OutreachStatus.STOPPED}),
    OutreachStatus.STOPPED: frozenset({OutreachStatus.REPLIED}),
    OutreachStatus.REPLIED: frozenset({OutreachStatus.REPLIED}),
}
WAITING = (OutreachStatus.SENT, OutreachStatus.FOLLOWED_UP_ONCE, OutreachStatus.FOLLOWED_UP_TWICE)
ENDS = (OutreachStatus.STOPPED, OutreachStatus.REPLIED)

MEANINGS = {
    OutreachStatus.DRAFTED: "Nothing is sent yet.",
    OutreachStatus.SENT: "You wrote to them. Waiting for their reply.",
    OutreachStatus.FOLLOWED_UP_ONCE: "You reminded them once.",
    OutreachStatus.FOLLOWED_UP_TWICE: "Two follow-ups are enough. Do not write again.",
    OutreachStatus.STOPPED: "You no longer write to them.",
    OutreachStatus.REPLIED: "They answered.",
}
# The words of the button that makes the step.
ACTIONS = {
    OutreachStatus.SENT: "I sent it",
    OutreachStatus.FOLLOWED_UP_ONCE: "I followed up",
    OutreachStatus.FOLLOWED_UP_TWICE: "I followed up a second time",
    OutreachStatus.STOPPED: "Stop here",
    OutreachStatus.REPLIED: "They answered",
}
# What is due, said of somebody by name.
DUE_WORDS = {
    OutreachStatus.SENT: "Follow up with {}",
    OutreachStatus.FOLLOWED_UP_ONCE: "Follow up a last time with {}",
    OutreachStatus.FOLLOWED_UP_TWICE: "Stop writing to {}: two follow-ups are enough",
}


def can_move(step: str, to_step: str, *, is_sent: bool) -> bool:
    """Whether one step leads to another; nobody answers what was never sent."""
    return to_step in MOVES[OutreachStatus(step)] and (is_sent or to_step != OutreachStatus.REPLIED)


def next_steps(step: str, *, is_sent: bool) -> list[OutreachStatus]:
    return [other for other in OutreachStatus if can_move(step, other, is_sent=is_sent)]


def due_on(step: str, sent_on: datetime.date | None, last_on: datetime.date | None) -> datetime.date | None:
    """The day of the next thing to do; None when nothing is to do.

    The first follow-up is due 7 days after the message, the second 14 days after it, but never less than a
    week after the first, if that one came late. A week after the last one it is time to stop. ``last_on`` is
    the day of the last message.
    """
    if step not in WAITING or sent_on is None or last_on is None:
        return None
    if step == OutreachStatus.SENT:
        return sent_on + FIRST_FOLLOW_UP
    if step == OutreachStatus.FOLLOWED_UP_ONCE:
        return max(sent_on + SECOND_FOLLOW_UP, last_on + BETWEEN)
    return last_on + BETWEEN


def due_words(step: str, name: str) -> str:
    return DUE_WORDS[OutreachStatus(step)].format(name)
