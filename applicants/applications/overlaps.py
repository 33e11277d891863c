"""Accepted rotations that want the applicant in two places at once. Pure.

Why: docs/sources.md#overlapping-stays
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from applicants.applications.models import Application
from applicants.applications.offers import common_range
from applicants.applications.workflow import COMMITTED


@dataclass(frozen=True)
class Overlap:
    """Two rotations and the days that they share, both ends counted."""

    first: Application
    second: Application
    starts_on: datetime.date
    ends_on: datetime.date

    @property
    def day_count(self) -> int:
        return (self.ends_on - self.starts_on).days + 1


def overlaps(applications: Iterable[Application]) -> list[Overlap]:
    """Every pair of accepted rotations that share a day. A stay without both dates is unknown."""
    stays = [
        (one.starts_on, one.ends_on, one)
        for one in applications
        if one.status in COMMITTED and one.starts_on and one.ends_on
    ]
    stays.sort(key=lambda stay: (stay[0], str(stay[2].pk)))
    pairs = combinations(stays, 2)
    found = [Overlap(a[2], b[2], *common_range(a[:2], b[:2])) for a, b in pairs]
    return [overlap for overlap in found if overlap.starts_on <= overlap.ends_on]
