"""The season clock: which season is the applicant's, and how far its days are. Pure."""

import calendar
import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.core.cache import caches

from applicants.guides.choices import SeasonEvent
from applicants.guides.models import Season, SeasonDate
from applicants.profile.match_years import match_year_of, running_match_year
from applicants.profile.models import Applicant
from programs.formatting import day_words, days_words

# What sources say before they publish a day: "early September 2026".
MONTH_WORDS = re.compile(rf"\b({'|'.join(calendar.month_name[1:])}) (\d{{4}})\b")
ORDER = {event: place for place, event in enumerate(SeasonEvent)}


def latest_day(words: str) -> datetime.date | None:
    """The last day that "early September 2026" can mean: the month's; None without month and year."""
    match = MONTH_WORDS.search(words)
    if match is None:
        return None
    year, month = int(match[2]), list(calendar.month_name).index(match[1])
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True)
class Countdown:
    """One day of a season as pages say it. ``days_left`` None: no day is known."""

    date: SeasonDate
    days_left: int | None
    is_past: bool

    @property
    def label(self) -> str:
        return self.date.get_event_display()

    @property
    def day_words(self) -> str:
        """The day, else the words of the source, with the time if one is stated."""
        if self.date.day is None:
            return self.date.words or "Not published yet"
        return f"{day_words(self.date.day)}, {self.date.time_note}".rstrip(", ")

    @property
    def when(self) -> str:
        """How far it is; blank when no day is known."""
        return "" if self.days_left is None else days_words(self.days_left)


def countdown(date: SeasonDate, today: datetime.date) -> Countdown:
    """How far a day is; one known by its month alone is past when the month is."""
    last = date.day or latest_day(date.words)
    return Countdown(date, (date.day - today).days if date.day else None, bool(last and last < today))


def countdowns(dates: Iterable[SeasonDate], today: datetime.date) -> list[Countdown]:
    return [countdown(date, today) for date in sorted(dates, key=lambda date: ORDER[SeasonEvent(date.event)])]


def still_ahead(every: Iterable[Countdown]) -> list[Countdown]:
    return [one for one in every if not one.is_past and (one.date.day or latest_day(one.date.words))]


@dataclass(frozen=True)
class SeasonPage:
    """One season as its page shows it."""

    season: Season
    days: list[Countdown]
    is_running: bool
    is_over: bool


def seasons_with_countdowns(seasons: Iterable[Season], today: datetime.date) -> list[SeasonPage]:
    running = running_match_year(today)
    return [
        SeasonPage(one, countdowns(one.dates.all(), today), one.year == running, one.year < running)
        for one in seasons
    ]


# Days by the year that names their season.
SeasonDates = dict[int, list[SeasonDate]]


def season_dates_for(applicant: Applicant, today: datetime.date) -> list[SeasonDate]:
    """The days of the applicant's season; none for somebody who does not seek residency."""
    return season_dates_of(applicant, today, recent_seasons())


def recent_seasons() -> SeasonDates:
    """The days of all seasons as they were at most a minute ago. Mostly no query."""
    found = caches["memory"].get_or_set("seasons", every_season)
    return cast("SeasonDates", found)


def every_season() -> SeasonDates:
    """The days of all seasons as they are now. One query."""
    found: SeasonDates = {}
    for date in SeasonDate.objects.select_related("season"):
        found.setdefault(date.season.year, []).append(date)
    return found


def season_dates_of(applicant: Applicant, today: datetime.date, dates: SeasonDates) -> list[SeasonDate]:
    """The days of the applicant's season out of those of all; none without a residency in mind."""
    if applicant.seeks_residency is False:
        return []
    return dates.get(match_year_of(applicant.match_year, today), [])
