"""Whose day it is: an applicant's own day and time in their time zone. Pure."""

import datetime
import zoneinfo
from functools import cache, lru_cache

UNIVERSAL = "UTC"
# Old spellings and zones for machines, which nobody looks for in a list.
NOT_PLACES = ("Etc/", "posix/", "right/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")


@lru_cache(maxsize=1024)
def zone_of(name: str) -> zoneinfo.ZoneInfo:
    """The time zone of an IANA name; UTC for a name that is none."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return zoneinfo.ZoneInfo(UNIVERSAL)


def local_time(time_zone: str, now: datetime.datetime) -> datetime.datetime:
    return now.astimezone(zone_of(time_zone))


def local_date(time_zone: str, now: datetime.datetime) -> datetime.date:
    return local_time(time_zone, now).date()


def zone_words(name: str) -> str:
    """The clock of a zone as people name it: Lagos time."""
    zone = zone_of(name).key
    return f"{zone.rpartition('/')[2].replace('_', ' ')} time" if "/" in zone else zone


@cache
def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The time zones one can choose, by part of the world, as a form field wants them."""
    names = sorted(
        name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith(NOT_PLACES)
    )
    regions: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        regions.setdefault(name.split("/")[0], []).append((name, name.replace("_", " ")))
    return [("Everywhere", [(UNIVERSAL, "UTC")]), *regions.items()]
