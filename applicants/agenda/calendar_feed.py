"""The agenda as an iCalendar file that phones and calendars subscribe to (RFC 5545)."""

import datetime
import re
from collections.abc import Iterable

from icalendar import Calendar, Event

from applicants.agenda.data import AgendaData
from applicants.agenda.entries import AgendaEntry
from applicants.agenda.entry_builders import agenda

DOMAIN = "usce-portal"
ONE_DAY = datetime.timedelta(days=1)
# What RFC 5545 allows in no text, and what a word processor leaves in copied ones.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
REFRESH = datetime.timedelta(hours=6)


def calendar_of(data: AgendaData, base_url: str) -> bytes:
    """Everything on the agenda as one calendar of all-day events; ``base_url`` starts the links."""
    feed = Calendar()
    feed.add("prodid", "-//USCE portal//Applications//EN")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", "USCE applications")
    # Two names for the same wish: how often to ask again.
    feed.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    feed.add("x-published-ttl", REFRESH)
    for event in events(agenda(data), data.today, base_url):
        feed.add_component(event)
    return feed.to_ical()


def events(entries: Iterable[AgendaEntry], today: datetime.date, base_url: str) -> Iterable[Event]:
    day_start = datetime.datetime.combine(today, datetime.time(), datetime.UTC)
    for entry in entries:
        yield event_of(entry, day_start, base_url)


def event_of(entry: AgendaEntry, day_start: datetime.datetime, base_url: str) -> Event:
    """Build the event of an entry; it ends on the day after the last one, as RFC 5545 counts.

    DTSTAMP is the start of today, or of the last change if that is later: a calendar asked for twice
    without a change is the same to the byte. The sequence goes up with every change of the application.
    """
    event = Event()
    application = entry.application
    changed_at = application.updated_at.astimezone(datetime.UTC) if application else day_start
    event.add("uid", f"{entry.uid}@{DOMAIN}")
    event.add("dtstamp", max(day_start, changed_at))
    event.add("last-modified", changed_at)
    event.add("sequence", application.version if application else 0)
    event.add("summary", without_controls(summary_of(entry)))
    event.add("dtstart", entry.day)
    event.add("dtend", (entry.until or entry.day) + ONE_DAY)
    event.add("categories", [entry.kind.label])
    event.add("transp", "TRANSPARENT")
    if entry.note:
        event.add("description", without_controls(entry.note))
    if entry.where:
        event.add("url", f"{base_url}{entry.where}")
    if application:
        place = ", ".join(
            part for part in (application.host_name, application.city, application.state) if part
        )
        if place:
            event.add("location", without_controls(place))
    return event


def without_controls(text: str) -> str:
    """Drop control characters: some calendars refuse a whole feed for one."""
    return CONTROLS.sub(" ", text)


def summary_of(entry: AgendaEntry) -> str:
    """The event's title; what is not confirmed says so, and a stay is named for what it is."""
    if entry.until and entry.application:
        return f"Rotation: {entry.application.name}"
    return entry.title if entry.is_confirmed else f"{entry.title}, not confirmed"
