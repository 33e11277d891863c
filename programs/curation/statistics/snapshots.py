"""A row for each fact and day: how many programs state it, and how old that is. Written once a day."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from programs import facts, proof
from programs.models import FactSnapshot, Program
from programs.records import Record, complete_record, stated_value

# Over a year day by day; older days of the first of a month are kept for good.
KEPT_DAYS = 400
COUNTED = (*(fact.name for fact in facts.FACTS if fact.question), *facts.SECTIONS)


@dataclass
class FactCount:
    """What one day's snapshot counts of one fact.

    ``days``: how many programs have proof of how many days' age.
    """

    stated: int = 0
    days: Counter[int] = field(default_factory=Counter)

    @property
    def median(self) -> int | None:
        """The age in the middle, the older of two; None without any."""
        place, passed = self.days.total() // 2, 0
        for days in sorted(self.days):
            passed += self.days[days]
            if passed > place:
                return days
        return None


def count_facts(rows: Iterable[tuple[Record, Any]], today: datetime.date) -> tuple[int, dict[str, FactCount]]:
    """How many records there are, and each fact's count; ``rows`` pair records with the last check."""
    counts, total = {name: FactCount() for name in COUNTED}, 0
    for record, checked_on in rows:
        total += 1
        for name, count in counts.items():
            if stated_value(record[name]) is None:
                continue
            count.stated += 1
            found = proof.proof_at(record, proof.fact_place(record, name), checked_on)
            if found and found.day:
                count.days[max(0, (today - found.day).days)] += 1
    return total, counts


def take_snapshot(today: datetime.date) -> int:
    """Write the day's rows unless they are there, and drop old ones; return how many were written."""
    if FactSnapshot.objects.filter(day=today).exists():
        return 0
    published = Program.objects.published().where_closed(closed=False)
    records = published.values_list("record", "checked_on").iterator(chunk_size=500)
    total, counts = count_facts(((complete_record(record), day) for record, day in records if record), today)
    rows = [
        FactSnapshot(day=today, fact=name, stated=count.stated, programs=total, median_days=count.median)
        for name, count in counts.items()
    ]
    FactSnapshot.objects.bulk_create(rows, ignore_conflicts=True)
    oldest = today - datetime.timedelta(days=KEPT_DAYS)
    FactSnapshot.objects.filter(day__lt=oldest).exclude(day__day=1).delete()
    return len(rows)
