"""What the page of alerts shows. Pure."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from applicants.alerts.making import told_facts
from applicants.alerts.models import Alert
from applicants.profile.timezones import local_date
from programs.change_text import ChangedFact, changed_fact
from programs.formatting import day_words


@dataclass(frozen=True)
class AlertLine:
    """One alert: why it is here, and what changed from what to what."""

    alert: Alert
    why: str
    facts: Sequence[ChangedFact]

    @property
    def source(self) -> dict[str, str]:
        """The program's first source; {} without any."""
        sources = self.alert.program.record.get("sources") or [{}]
        return sources[0]


@dataclass(frozen=True)
class AlertDay:
    """The alerts of one day of the applicant's own."""

    title: str
    lines: Sequence[AlertLine]


def alert_line(alert: Alert) -> AlertLine:
    facts = [changed_fact(name, *pair) for name, pair in told_facts(alert.change).items()]
    why = f"Matches your search “{alert.search.name}”" if alert.search else "You track this program"
    return AlertLine(alert, why, facts)


def alert_days(alerts: Iterable[Alert], time_zone: str) -> list[AlertDay]:
    """Group alerts by the applicant's own day, in the order given."""
    days: dict[datetime.date, list[AlertLine]] = {}
    for alert in alerts:
        days.setdefault(local_date(time_zone, alert.made_at), []).append(alert_line(alert))
    return [AlertDay(day_words(day), lines) for day, lines in days.items()]
