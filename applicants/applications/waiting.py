"""An answer that a host owes: from when on the wait for it has been too long. Pure."""

import datetime
from dataclasses import dataclass
from typing import Any

from applicants.applications.timeline import silent_until
from applicants.applications.workflow import WAITING
from programs.formatting import counted, day_words

FOLLOW_UP = "Follow up if no one has answered"


@dataclass(frozen=True)
class Wait:
    """The wait for an answer: it has been too long from ``until`` on, ``days`` after it began."""

    days: int
    until: datetime.date

    @property
    def note(self) -> str:
        """What to do on that day."""
        return f"{counted(self.days, 'day')} without a reply. Follow up once, or mark it “No reply”."

    @property
    def sentence(self) -> str:
        """The day and what to do on it, for a page that does not show the day by itself."""
        return f"{FOLLOW_UP} by {day_words(self.until)}: {self.note}"


def wait_for_answer(application: Any, last_move_on: datetime.date | None, usual_days: int) -> Wait | None:
    """The wait for the host's answer; None when the next word is not theirs.

    It begins with the last move (None: with the application itself), or with a planned next action such as
    an interview or a reminder. ``usual_days`` are the profile's, where the application has none of its own.
    """
    if application.status not in WAITING:
        return None
    days = application.no_reply_days or usual_days
    last = last_move_on or application.created_at.date()
    return Wait(days, silent_until(max(last, application.next_action_on or last), days))
