"""A visa that does not last until the end of a stay. Pure."""

import datetime
from dataclasses import dataclass
from typing import Any

from applicants.applications.workflow import is_over
from programs.formatting import day_words


@dataclass(frozen=True)
class VisaGap:
    """The last day of a visa, and the first and last day of the stay that goes on longer; None: not known."""

    expires_on: datetime.date
    last_day: datetime.date
    starts_on: datetime.date | None
    ends_on: datetime.date | None

    @property
    def title(self) -> str:
        """The warning in a few words."""
        is_before = self.starts_on is not None and self.expires_on < self.starts_on
        return f"Your visa ends before this rotation{'' if is_before else ' ends'}"

    @property
    def sentence(self) -> str:
        """The days, and what to do."""
        end = f"{'ends' if self.ends_on else 'starts'} on {day_words(self.last_day)}"
        return (
            f"Your visa or status is valid until {day_words(self.expires_on)}, and the rotation {end}. "
            "Renew or extend it in time, or ask the host for other dates."
        )


def visa_gap(application: Any, applicant: Any, today: datetime.date) -> VisaGap | None:
    """Where the visa of the profile ends before a stay does.

    None where it lasts, either day is not known, or nothing is to come: the application or the stay is over.
    """
    last, expires_on = application.ends_on or application.starts_on, applicant.visa_expires_on
    if last is None or expires_on is None or is_over(application.status):
        return None
    is_short = expires_on < last and today <= last
    return VisaGap(expires_on, last, application.starts_on, application.ends_on) if is_short else None
