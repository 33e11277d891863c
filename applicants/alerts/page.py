"""What the page of alerts shows. Pure."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from applicants.alerts.facts import first_source, told_facts
from applicants.alerts.models import Alert
from applicants.profile.timezones import local_date
from programs.change_text import ChangedFact
from programs.formatting import day_words


@dataclass(frozen=True)
class AlertLine:
    """One alert: why it is here, and what changed from what to what."""

    alert: Alert
    why: str
    facts: Sequence[ChangedFact]
    source: Mapping[str, str]


@dataclass(frozen=True)
class AlertDay:
    """The alerts of one day of the applicant's own."""

    title: str
    lines: Sequence[AlertLine]


def alert_line(alert: Alert) -> AlertLine:
    why = f"Matches your search “{alert.search.name}”" if alert.search else "You track this program"
    return AlertLine(alert, why, told_facts(alert.change.facts), first_source(alert.program.record))


def alert_days(alerts: Iterable[Alert], time_zone: str) -> list[AlertDay]:
    """Group alerts by the applicant's own day, in the order given."""
    days: dict[datetime.date, list[AlertLine]] = {}
    for alert in alerts:
        days.setdefault(local_date(time_zone, alert.made_at), []).append(alert_line(alert))
    return [AlertDay(day_words(day), lines) for day, lines in days.items()]
