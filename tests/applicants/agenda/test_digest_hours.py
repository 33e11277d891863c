"""The moment at which a digest falls due, on 732 days in eight zones, against clocks read one by one."""

import datetime
import zoneinfo

import pytest

from applicants.agenda.digests import is_due
from applicants.models import Applicant
from applicants.profile.timezones import local_date

# Both changes of two years at night, at midnight and by half an hour; and zones that have none.
ZONES = (
    *("America/New_York", "America/Santiago", "Europe/London", "Africa/Cairo"),
    *("Asia/Beirut", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Kiritimati"),
)
FIRST, DAYS = datetime.date(2026, 1, 1), 732
HOURS = (0, 2, 7, 23)
QUARTER, SECOND = datetime.timedelta(minutes=15), datetime.timedelta(seconds=1)
Moments = dict[datetime.date, list[tuple[int, datetime.datetime]]]


def clocks(zone: str) -> Moments:
    """Return what a clock on the wall shows each quarter of an hour: by day, its hours and their moments."""
    shown: Moments = {}
    wall = zoneinfo.ZoneInfo(zone)
    moment = datetime.datetime.combine(FIRST, datetime.time(), datetime.UTC) - datetime.timedelta(days=1)
    for _ in range((DAYS + 2) * 96):
        on_the_wall = wall.fromutc(moment.replace(tzinfo=wall))
        shown.setdefault(on_the_wall.date(), []).append((on_the_wall.hour, moment))
        moment += QUARTER
    return shown


@pytest.mark.parametrize("zone", ZONES)
def test_a_digest_falls_due_at_its_hour_on_each_of_732_days(zone: str) -> None:
    shown, wrong = clocks(zone), []
    for number in range(DAYS):
        day = FIRST + datetime.timedelta(days=number)
        for hour in HOURS:
            # No such hour on the day: the first moment after it, unless the day is over by then.
            due = next((moment for shown_hour, moment in shown[day] if shown_hour >= hour), None)
            reader = Applicant(
                time_zone=zone,
                digest_hour=hour,
                digest_days=range(7),
                digested_on=day - datetime.timedelta(1),
            )
            if due is None or not is_due(reader, due) or is_due(reader, due - SECOND):
                wrong.append((day, hour))
    assert wrong == []


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_lasts_from_its_first_moment_to_its_last(zone: str) -> None:
    shown = clocks(zone)
    days = [FIRST + datetime.timedelta(days=number) for number in range(DAYS)]
    wrong = [
        day
        for day in days
        if {local_date(zone, moment) for _, moment in (shown[day][0], shown[day][-1])} != {day}
        or local_date(zone, shown[day][0][1] - SECOND) == day
    ]
    assert wrong == []
