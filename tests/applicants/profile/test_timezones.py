"""The applicant's own day: right in every zone on every day, both clock changes of a year included."""

import datetime
import zoneinfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from applicants.profile.models import Applicant
from applicants.profile.timezones import local_date, local_time, zone_choices, zone_of, zone_words

ZONES = (
    "Africa/Lagos",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Australia/Lord_Howe",  # changes by half an hour
    "Asia/Beirut",  # changes at midnight
    "Africa/Cairo",  # has days without a midnight
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "UTC",
)
SECOND = datetime.timedelta(seconds=1)


def march(number: int) -> datetime.date:
    return datetime.date(2026, 3, number)


@pytest.mark.parametrize("zone", ZONES)
def test_each_of_732_days_starts_at_its_own_midnight(zone: str) -> None:
    first = datetime.date(2026, 1, 1)
    wrong = []
    for number in range(732):
        day = first + datetime.timedelta(days=number)
        midnight = datetime.datetime.combine(day, datetime.time(), zoneinfo.ZoneInfo(zone))
        instant = midnight.astimezone(datetime.UTC)
        if (local_date(zone, instant), local_date(zone, instant - SECOND)) != (
            day,
            day - datetime.timedelta(1),
        ):
            wrong.append(day)
    assert wrong == []


@given(
    zone=st.sampled_from(sorted(zoneinfo.available_timezones())),
    seconds=st.integers(1_577_836_800, 2_208_988_800),  # 2020 to 2040
)
def test_the_own_day_is_what_a_calendar_on_the_wall_shows(zone: str, seconds: int) -> None:
    instant = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    offset = instant.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset()
    assert offset is not None
    assert local_date(zone, instant) == (instant + offset).date()
    assert local_time(zone, instant) == instant


@pytest.mark.parametrize("name", ["", "Lagos", "America", "../etc/passwd", "Africa/Lagos\x00", "UTC"])
def test_a_name_that_is_no_zone_means_utc(name: str) -> None:
    assert zone_of(name).key == "UTC"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Africa/Lagos", "Lagos time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("UTC", "UTC"),
        ("nonsense", "UTC"),
    ],
)
def test_a_clock_is_named_by_its_city(name: str, words: str) -> None:
    assert zone_words(name) == words


def test_every_zone_offered_exists_once() -> None:
    names = [name for _, zones in zone_choices() for name, _ in zones]
    assert len(names) == len(set(names))
    assert set(names) <= zoneinfo.available_timezones()
    assert {"UTC", "Africa/Lagos", "Asia/Karachi", "America/New_York", "Asia/Calcutta"} <= set(names)


@time_machine.travel("2026-03-10 01:30:00+00:00", tick=False)
@pytest.mark.parametrize(
    ("zone", "today"),
    [
        ("UTC", march(10)),
        ("Africa/Lagos", march(10)),
        ("America/New_York", march(9)),
        ("Pacific/Kiritimati", march(10)),
        ("", march(10)),
        ("Nowhere/Atlantis", march(10)),
        ("../../etc/passwd", march(10)),
        ("\x00", march(10)),
    ],
)
def test_today_is_that_of_the_zone_and_utc_where_there_is_no_such_zone(
    zone: str, today: datetime.date
) -> None:
    assert Applicant(time_zone=zone).today == today


@time_machine.travel("2026-03-08 06:30:00+00:00", tick=False)
def test_today_is_right_in_the_night_the_clocks_change() -> None:
    assert (Applicant(time_zone="America/New_York").today, Applicant(time_zone="America/Chicago").today) == (
        march(8),
        march(8),
    )
