"""Dates as sources write them: 2024, 2024-12, 2024-12-31, and --12-31 for every year."""

import calendar
import datetime
import re

PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
EVERY_YEAR = re.compile(r"--(\d{2})-(\d{2})", re.ASCII)
# Years that a source can mean; beyond them is a slip of the pen.
PLAUSIBLE_YEARS = range(1900, 2101)
MONTHS = 12


def earliest_day(written: str) -> datetime.date | None:
    """The first day that a partial date can mean; None for a blank or impossible one.

    The first, so that proof is never called fresher than it is.
    """
    match = PARTIAL_DATE.fullmatch(written)
    if not match:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    if year not in PLAUSIBLE_YEARS:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def day_of_year(month: int, day: int, year: int) -> datetime.date:
    """A month's last day where that is shorter."""
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or that month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    return day_of_year(month + 1, day.day, day.year + years)


def is_window_date(written: str) -> bool:
    """Whether it is a full date or a day of every year that exists."""
    if match := EVERY_YEAR.fullmatch(written):
        month, day = int(match[1]), int(match[2])
        # 2024 is a leap year, so that --02-29 exists.
        return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2024, month)[1]  # noqa: PLR2004
    return len(written) == len("2024-12-31") and earliest_day(written) is not None


def next_day(written: str, today: datetime.date) -> datetime.date | None:
    """The next day, today included, on which the written date falls; None when it is past or blank."""
    if match := EVERY_YEAR.fullmatch(written):
        this_year = day_of_year(int(match[1]), int(match[2]), today.year)
        return this_year if this_year >= today else day_of_year(int(match[1]), int(match[2]), today.year + 1)
    day = earliest_day(written)
    return day if day and day >= today else None


def next_closing(closing_dates: list[str], today: datetime.date) -> datetime.date | None:
    """The soonest closing date that is not past; None when there is none."""
    days = [day for written in closing_dates if (day := next_day(written, today))]
    return min(days, default=None)


def is_open(opens: str | None, closes: str | None, today: datetime.date) -> bool:
    """Whether today lies in the window. A side that is not stated leaves it unknown: not open."""
    if not opens or not closes:
        return False
    if EVERY_YEAR.fullmatch(opens) and EVERY_YEAR.fullmatch(closes):
        # Inside a yearly window the closing day comes before the next opening day.
        coming_open, coming_close = next_day(opens, today), next_day(closes, today)
        return coming_open == today or bool(coming_open and coming_close and coming_close < coming_open)
    first, last = earliest_day(opens), earliest_day(closes)
    return bool(first and last and first <= today <= last)
