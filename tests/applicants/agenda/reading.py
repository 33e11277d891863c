"""The agenda of an applicant as tests read it, on one day in November."""

import datetime

from applicants.agenda.data import load_agenda_data
from applicants.agenda.entries import AgendaEntry
from applicants.agenda.entry_builders import agenda
from applicants.models import Applicant

NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
TODAY = NOW.date()


def day(number: int) -> datetime.date:
    """Return a day so many days from today."""
    return TODAY + datetime.timedelta(days=number)


def entries(applicant: Applicant) -> list[AgendaEntry]:
    return agenda(load_agenda_data(applicant, NOW))


def agenda_rows(applicant: Applicant) -> list[tuple[str, int, str]]:
    """Return kind, distance and words of everything on the agenda."""
    return [(entry.kind.value, entry.days_left, entry.words) for entry in entries(applicant)]
