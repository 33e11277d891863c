"""Which season is an applicant's. Pure."""

import datetime

# A season's ERAS opens early in June and ended on May 31 of the next year (AAMC's timeline of 2026).
FIRST_MONTH = 6


def running_match_year(today: datetime.date) -> int:
    """The year that names the season in which this day lies: residency starts in it."""
    return today.year + (today.month >= FIRST_MONTH)


def match_year_of(chosen: int | None, today: datetime.date) -> int:
    """The applicant's own season; the running one when none is chosen or the chosen one is past."""
    running = running_match_year(today)
    return max(chosen or running, running)
