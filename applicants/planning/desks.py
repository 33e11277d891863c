"""Reads an applicant's desk for the agenda."""

import datetime

from django.utils import timezone

from applicants.applications.querysets import ApplicationQuerySet
from applicants.documents.shelf import shelf_of
from applicants.planning.agenda import Desk
from applicants.planning.models import SeasonDate
from applicants.planning.season import match_year_of
from applicants.profile.clock import own_day
from applicants.profile.models import Applicant

# Days by the year that names their season.
SeasonDates = dict[int, list[SeasonDate]]


def read_desk(
    applicant: Applicant,
    now: datetime.datetime | None = None,
    applications: ApplicationQuerySet | None = None,
) -> Desk:
    """Return the desk on the applicant's own day, in seven queries whatever its size.

    ``applications`` are the applicant's, when a page needs more of them than the agenda does.
    """
    today = own_day(applicant.time_zone, now or timezone.now())
    chosen = applicant.applications.all() if applications is None else applications
    return Desk(
        today=today,
        applicant=applicant,
        applications=list(chosen.for_agenda()),
        exams=list(applicant.exams.all()),
        season_dates=season_dates_for(applicant, today),
        shelf=shelf_of(applicant.documents.with_versions()),
    )


def season_dates_for(applicant: Applicant, today: datetime.date) -> list[SeasonDate]:
    """Return the days of the applicant's season; none for somebody who does not seek residency."""
    if applicant.seeks_residency is False:
        return []
    return list(SeasonDate.objects.of_match(match_year_of(applicant.match_year, today)))


def every_season() -> SeasonDates:
    """Return the days of all seasons, for work on many desks. One query."""
    found: SeasonDates = {}
    for date in SeasonDate.objects.select_related("season"):
        found.setdefault(date.season.year, []).append(date)
    return found


def season_dates_of(applicant: Applicant, today: datetime.date, dates: SeasonDates) -> list[SeasonDate]:
    """Return the same as ``season_dates_for`` out of what ``every_season`` has read."""
    if applicant.seeks_residency is False:
        return []
    return dates.get(match_year_of(applicant.match_year, today), [])
