"""Where an application stands on its way, and what comes next. Pure."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from applicants.applications import offers
from applicants.applications.workflow import STAGES, Phase
from programs.formatting import day_words, days_words


@dataclass(frozen=True)
class Stage:
    """One stage of the way. ``happened_on``: None for one that is still to come or was passed over."""

    number: int
    label: str
    happened_on: datetime.date | None
    is_done: bool
    is_current: bool


def stages(application: Any, moves: Sequence[Any]) -> list[Stage]:
    """The way with its days; [] for an application that ended before it was completed.

    ``moves``: the history, oldest first.
    """
    if application.status not in STAGES:
        return []
    here = STAGES.index(application.status)
    days = {move.to_status: move.happened_on for move in moves}
    return [
        Stage(
            number + 1,
            str(stage.label),
            days.get(stage) if number <= here else None,
            number < here,
            number == here,
        )
        for number, stage in enumerate(STAGES)
    ]


def next_step_words(application: Any, today: datetime.date) -> str:
    """What comes next as a heading; the offer says how many days are left."""
    match application.phase:
        case Phase.OPENING:
            return opening_words(application.deadline_on, today)
        case Phase.WAITING:
            return "Waiting for their reply"
        case Phase.OFFERED:
            return offers.reply_words(application.reply_by, today)
        case Phase.ACCEPTED:
            return days_of_stay("Your rotation starts", application.starts_on, today)
        case Phase.ROTATING:
            return days_of_stay("Your rotation ends", application.ends_on, today)
    return "This application has ended"


def opening_words(deadline_on: datetime.date | None, today: datetime.date) -> str:
    if deadline_on is None:
        return "Prepare the application and send it"
    left = (deadline_on - today).days
    if left < 0:
        return f"The deadline was {day_words(deadline_on)}. Ask whether they still take it"
    return f"Send the application by {day_words(deadline_on)}, {days_words(left)}"


def days_of_stay(words: str, day: datetime.date | None, today: datetime.date) -> str:
    if day is None:
        return "Add the first and last day of your rotation"
    return f"{words} {days_words((day - today).days)}: {day_words(day)}"
