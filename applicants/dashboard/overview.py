"""What the dashboard says. Pure."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from applicants.agenda.application_list import (
    AgendaGroup,
    ApplicationLine,
    BoardColumn,
    Offer,
    board,
    groups,
    is_offer,
    lines,
    offers_to_answer,
)
from applicants.agenda.choices import EntryKind
from applicants.agenda.data import AgendaData
from applicants.agenda.entries import AgendaEntry
from applicants.agenda.entry_builders import agenda
from applicants.applications.overlaps import Overlap, overlaps
from applicants.applications.program_changes import ProgramChange, program_changes
from applicants.dashboard.documents import Wanted, wanted_documents
from applicants.dashboard.funnel import FunnelStage, funnel
from applicants.dashboard.today import TodayLines, today_lines
from applicants.guides.seasons import Countdown, countdowns, still_ahead
from applicants.letters.reminders import LetterReminders
from applicants.profile.match_years import match_year_of
from applicants.profile.timezones import UNIVERSAL, zone_words

# As many of each stretch of days as one reads on a phone; the agenda has the rest.
MOST_NOW = 6
MOST_NEXT = 5
MOST_DOCUMENTS = 6


@dataclass(frozen=True)
class AgendaSection:
    """The first days of the agenda, cut to what fits; ``today`` sums them up.

    ``more``: how many things the shortened groups leave out.
    """

    today: TodayLines
    now: Sequence[AgendaGroup]
    more: int
    offers: Sequence[Offer]
    next: Sequence[AgendaEntry]


@dataclass(frozen=True)
class DocumentsSection:
    wanted: Sequence[Wanted]
    more: int


@dataclass(frozen=True)
class SeasonSection:
    """The next dates of the applicant's Match.

    ``match_year`` None: no residency is sought.
    """

    match_year: int | None
    countdowns: Sequence[Countdown]


@dataclass(frozen=True)
class Overview:
    """The first page, ready to render. ``total``: of applications."""

    today: datetime.date
    total: int
    agenda: AgendaSection
    documents: DocumentsSection
    overlaps: Sequence[Overlap]
    visa_gaps: Sequence[AgendaEntry]
    changes: Sequence[ProgramChange]
    columns: Sequence[BoardColumn]
    stages: Sequence[FunnelStage]
    season: SeasonSection
    zone_words: str
    has_own_zone: bool


def overview(data: AgendaData) -> Overview:
    entries, zone = agenda(data), data.applicant.time_zone
    every = lines(data.applications, entries)
    return Overview(
        today=data.today,
        total=len(data.applications),
        agenda=agenda_section(entries, every, data.reminders),
        documents=documents_section(data),
        overlaps=overlaps(data.applications),
        visa_gaps=[entry for entry in entries if entry.kind == EntryKind.VISA and entry.application],
        changes=program_changes(data.applications),
        columns=board(every)[0],
        stages=funnel(data.applications),
        season=season_section(data),
        zone_words=zone_words(zone),
        has_own_zone=zone != UNIVERSAL,
    )


def agenda_section(
    entries: Sequence[AgendaEntry],
    every: Sequence[ApplicationLine],
    reminders: Sequence[LetterReminders],
) -> AgendaSection:
    *near, later = groups(entry for entry in entries if not is_shown_apart(entry))
    now = shorten_groups(near)
    more = sum(group.hidden_count for group in now)
    lines = today_lines(entries, reminders)
    return AgendaSection(lines, now, more, offers_to_answer(every), later.entries[:MOST_NEXT])


def is_shown_apart(entry: AgendaEntry) -> bool:
    """Whether the page shows it above the list: an offer to answer, a visa that ends too early."""
    return is_offer(entry) or (entry.application is not None and entry.kind == EntryKind.VISA)


def documents_section(data: AgendaData) -> DocumentsSection:
    wanted = wanted_documents(data.applications, data.collection, data.today)
    return DocumentsSection(wanted[:MOST_DOCUMENTS], max(0, len(wanted) - MOST_DOCUMENTS))


def season_section(data: AgendaData) -> SeasonSection:
    applicant = data.applicant
    is_sought = applicant.seeks_residency is not False
    match_year = match_year_of(applicant.match_year, data.today) if is_sought else None
    return SeasonSection(match_year, still_ahead(countdowns(data.season_dates, data.today)))


def shorten_groups(near: Sequence[AgendaGroup]) -> list[AgendaGroup]:
    """The first things of each near group, so that old ones never hide what is due today."""
    return [group.first(MOST_NOW) for group in near if group.entries]
