"""The real day, asked anew each time: a run of the tests may begin before midnight and end after it."""

import datetime
import time


def today() -> datetime.date:
    """Return the day in UTC, which is an applicant's clock until they choose another one."""
    return datetime.datetime.now(tz=datetime.UTC).date()


def let_midnight_pass(seconds: int) -> None:
    """Wait when midnight in UTC is closer than these seconds, so that a test that follows keeps its day."""
    now = datetime.datetime.now(tz=datetime.UTC)
    midnight = datetime.datetime.combine(now.date(), datetime.time(), datetime.UTC) + datetime.timedelta(1)
    left = (midnight - now).total_seconds()
    if left < seconds:
        time.sleep(left)
