"""What the pages of rotations show. Pure."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from applicants.applications.models import Application
from applicants.guides.choices import TICKED, RotationPhase, RotationTipKind
from applicants.guides.models import RotationTip
from programs.formatting import counted, day_words

SATURDAY = 5


@dataclass(frozen=True)
class TipLine:
    """One row of a list; ``can_tick``: it is something to do."""

    tip: RotationTip
    can_tick: bool
    is_done: bool


@dataclass(frozen=True)
class TipGroup:
    """The rows of one part of the rotation. ``is_now``: today lies in it."""

    title: str
    lines: Sequence[TipLine]
    is_now: bool

    @property
    def count(self) -> str:
        """How many of those to tick are done; blank without any."""
        ticks = [line.is_done for line in self.lines if line.can_tick]
        return f"{sum(ticks)} of {len(ticks)} done" if ticks else ""


def stay_words(application: Application, today: datetime.date) -> str:
    """Where one is in the stay, in words."""
    first, last = application.starts_on, application.ends_on
    if first is None:
        return "No dates yet"
    if today < first:
        return f"Begins on {day_words(first)}, in {counted((first - today).days, 'day')}"
    if last is None:
        return f"Since {day_words(first)}"
    if today > last:
        return f"{day_words(first)} to {day_words(last)}: over"
    return f"Day {(today - first).days + 1} of {(last - first).days + 1}, until {day_words(last)}"


def phase_of(application: Application, today: datetime.date) -> RotationPhase:
    """The part of the rotation in which today lies; without a first day it is to come."""
    first, last = application.starts_on, application.ends_on
    if first is None or today < first:
        return RotationPhase.BEFORE
    day, length = (today - first).days + 1, (last - first).days + 1 if last else 0
    if day == 1:
        return RotationPhase.FIRST_DAY
    if last and today > last - datetime.timedelta(days=7):
        return RotationPhase.LAST_WEEK
    if day <= 7:  # noqa: PLR2004 - a week
        return RotationPhase.WEEK_1
    return RotationPhase.MID if length and abs(day - length / 2) <= 1 else RotationPhase.DAILY


def workdays(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    days = (first + datetime.timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() < SATURDAY]


def prompt_for(
    application: Application, tips: Iterable[RotationTip], today: datetime.date
) -> RotationTip | None:
    """What to ask oneself today: the prompts of workdays spread over the stay, on weekends one of theirs.

    The first prompt is for the first workday and the last for the last. None outside of the stay.
    """
    first, last = application.starts_on, application.ends_on
    if first is None or last is None or not first <= today <= last:
        return None
    daily = sorted((tip for tip in tips if tip.day), key=lambda tip: tip.day or 0)
    free = [tip for tip in daily if tip.kind == RotationTipKind.WEEKEND]
    working = [tip for tip in daily if tip.kind != RotationTipKind.WEEKEND]
    if today.weekday() >= SATURDAY:
        return free[((today - first).days // 7) % len(free)] if free else None
    days = workdays(first, last)
    if not working:
        return None
    place = days.index(today) / max(1, len(days) - 1)
    return working[round(place * (len(working) - 1))]


def tip_groups(
    application: Application, tips: Iterable[RotationTip], done: Collection[str], today: datetime.date
) -> list[TipGroup]:
    """The lists in the order of the rotation; what is for any day stands by its kind at the end."""
    by_part: dict[tuple[str, str], list[TipLine]] = {}
    for tip in tips:
        if tip.day:
            continue
        kind = tip.kind if tip.phase in (RotationPhase.ANY, RotationPhase.EVENING) else ""
        line = TipLine(tip, tip.kind in TICKED, tip.code in done)
        by_part.setdefault((tip.phase, kind), []).append(line)
    now = phase_of(application, today)
    return [
        TipGroup(
            str(RotationTipKind(kind).label if kind else RotationPhase(phase).label), lines, phase == now
        )
        for phase in RotationPhase.values
        for (part, kind), lines in by_part.items()
        if part == phase
    ]
