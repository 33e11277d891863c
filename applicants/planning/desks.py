"""Reads an applicant's desk for the agenda."""

import datetime

from django.core.cache import caches
from django.utils import timezone

from applicants.applications.querysets import ApplicationQuerySet
from applicants.documents.shelf import read_shelf
from applicants.letters.ladder import ladders_of
from applicants.planning.agenda import Desk
from applicants.planning.models import SeasonDate
from applicants.planning.own_days import own_days
from applicants.profile.clock import own_day
from applicants.profile.match_years import match_year_of
from applicants.profile.models import Applicant

# Days by the year that names their season.
SeasonDates = dict[int, list[SeasonDate]]


def read_desk(
    applicant: Applicant,
    now: datetime.datetime | None = None,
    applications: ApplicationQuerySet | None = None,
) -> Desk:
    """Return the desk on the applicant's own day, in six queries whatever its size.

    ``applications`` are the applicant's, when a page needs more of them than the agenda does.
    """
    today = own_day(applicant.time_zone, now or timezone.now())
    chosen = applicant.applications.all() if applications is None else applications
    return Desk(
        today=today,
        applicant=applicant,
        applications=list(chosen.for_agenda()),
        own_days=own_days([applicant])[applicant.pk],
        season_dates=season_dates_for(applicant, today),
        ladders=ladders_of(applicant.letters.for_agenda()),
        shelf=read_shelf(applicant),
    )


def season_dates_for(applicant: Applicant, today: datetime.date) -> list[SeasonDate]:
    """Return the days of the applicant's season; none for somebody who does not seek residency."""
    return season_dates_of(applicant, today, recent_seasons())


def recent_seasons() -> SeasonDates:
    """Return the days of all seasons as they were at most a minute ago. Mostly no query."""
    return caches["memory"].get_or_set("seasons", every_season)


def every_season() -> SeasonDates:
    """Return the days of all seasons as they are now. One query."""
    found: SeasonDates = {}
    for date in SeasonDate.objects.select_related("season"):
        found.setdefault(date.season.year, []).append(date)
    return found


def season_dates_of(applicant: Applicant, today: datetime.date, dates: SeasonDates) -> list[SeasonDate]:
    """Return the days of the applicant's season out of those of all; none without a residency in mind."""
    if applicant.seeks_residency is False:
        return []
    return dates.get(match_year_of(applicant.match_year, today), [])
