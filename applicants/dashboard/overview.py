"""What the dashboard says. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from applicants.agenda.application_list import AgendaGroup, ApplicationLine, BoardColumn, board, groups, lines
from applicants.agenda.choices import EntryKind
from applicants.agenda.data import AgendaData
from applicants.agenda.entries import AgendaEntry
from applicants.agenda.sources import agenda
from applicants.applications.overlaps import Overlap, overlaps
from applicants.applications.program_changes import ProgramChange, program_changes
from applicants.applications.workflow import ApplicationStatus
from applicants.dashboard.documents import Wanted, wanted_documents
from applicants.dashboard.funnel import Stage, funnel
from applicants.guides.seasons import Countdown, countdowns, still_ahead
from applicants.profile.match_years import match_year_of
from applicants.profile.timezones import UNIVERSAL, zone_of

# As many of each stretch of days as one reads on a phone; the agenda has the rest.
MOST_NOW = 6
MOST_NEXT = 5
MOST_DOCUMENTS = 6


@dataclass(frozen=True)
class Offer:
    """An offer that waits for an answer, and the last day for it, if they set one."""

    line: ApplicationLine
    reply_by: AgendaEntry | None


@dataclass(frozen=True)
class Overview:
    """The first page, ready to render."""

    total: int
    now: Sequence[AgendaGroup]
    more_now: int
    offers: Sequence[Offer]
    next: Sequence[AgendaEntry]
    documents: Sequence[Wanted]
    more_documents: int
    overlaps: Sequence[Overlap]
    visa_gaps: Sequence[AgendaEntry]
    changes: Sequence[ProgramChange]
    columns: Sequence[BoardColumn]
    stages: Sequence[Stage]
    match_year: int | None
    season: Sequence[Countdown]
    time_zone: str
    has_own_zone: bool


def overview(data: AgendaData) -> Overview:
    """Return what needs the applicant now, what is next, and how things stand."""
    entries = agenda(data)
    every = lines(data.applications, entries)
    *near, later = groups(entries)
    now = shortened(near)
    applicant = data.applicant
    documents = wanted_documents(data.applications, data.collection, data.today)
    return Overview(
        total=len(data.applications),
        now=now,
        more_now=sum(group.hidden_count for group in now),
        offers=offers(every),
        next=later.entries[:MOST_NEXT],
        documents=documents[:MOST_DOCUMENTS],
        more_documents=max(0, len(documents) - MOST_DOCUMENTS),
        overlaps=overlaps(data.applications),
        visa_gaps=[entry for entry in entries if entry.kind == EntryKind.VISA and entry.application],
        changes=program_changes(data.applications),
        columns=board(every)[0],
        stages=funnel(data.applications),
        match_year=None
        if applicant.seeks_residency is False
        else match_year_of(applicant.match_year, data.today),
        season=still_ahead(countdowns(data.season_dates, data.today)),
        time_zone=zone_of(applicant.time_zone).key,
        has_own_zone=applicant.time_zone != UNIVERSAL,
    )


def shortened(near: Sequence[AgendaGroup]) -> list[AgendaGroup]:
    """Return the first things of each near group, so that old ones never hide what is due today."""
    return [group.first(MOST_NOW) for group in near if group.entries]


def offers(every: Sequence[ApplicationLine]) -> list[Offer]:
    """Return the offers that wait for an answer, the most urgent first, those without a last day last."""
    waiting = [line for line in every if line.application.status == ApplicationStatus.OFFERED]
    found = [
        Offer(line, next((one for one in line.entries if one.kind == EntryKind.REPLY_BY), None))
        for line in waiting
    ]
    return sorted(found, key=lambda offer: (offer.reply_by is None, offer.reply_by and offer.reply_by.day))
