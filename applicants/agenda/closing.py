"""When a program opens and closes next, for an applicant who has it on the data. Pure."""

import datetime
from collections.abc import Iterable
from typing import Any

from programs.windows import earliest_day, is_open, next_closing, next_day

Window = dict[str, Any]


def stated_dates(windows: Iterable[Window], side: str) -> list[str]:
    return [window[side] for window in windows if window.get(side)]


def closing_day(windows: list[Window], today: datetime.date, since: datetime.date) -> datetime.date | None:
    """The next closing day, else the last one that passed while the applicant had it on the data.

    A closing day before ``since`` is an old cycle's: it says nothing. None when nothing is stated.
    """
    closings = stated_dates(windows, "closes")
    if coming := next_closing(closings, today):
        return coming
    missed = [day for text in closings if (day := earliest_day(text)) and day >= since]
    return max(missed, default=None)


def opening_day(windows: list[Window], today: datetime.date) -> datetime.date | None:
    """The next opening day, today included; None when a window is open already or none is stated."""
    coming = min(
        (day for text in stated_dates(windows, "opens") if (day := next_day(text, today))), default=None
    )
    is_open_now = any(is_open(window.get("opens"), window.get("closes"), today) for window in windows)
    return None if is_open_now and coming != today else coming
