"""What /applications/ shows in each of its views. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from applicants.agenda import application_list
from applicants.agenda.application_list import NO_ANSWERS
from applicants.agenda.application_list_form import ApplicationLayout, ShownApplications
from applicants.agenda.calendar_month import WEEKDAYS, month_of
from applicants.agenda.data import AgendaData
from applicants.agenda.entries import AgendaEntry, equal_steps_once
from applicants.agenda.line_facts import line_facts
from applicants.applications.models import Application
from applicants.applications.program_changes import ProgramChange, program_changes
from applicants.eligibility.program_answer import ProgramAnswer
from applicants.profile.timezones import zone_of, zone_words
from programs.formatting import counted

# More than anybody reads at once, and as much as a weak phone loads quickly.
MOST_IN_A_STRETCH = 100
TEMPLATES = {
    ApplicationLayout.BOARD: "applicants/agenda/_board.html",
    ApplicationLayout.TABLE: "applicants/agenda/_table.html",
    ApplicationLayout.AGENDA: "applicants/agenda/_agenda.html",
    ApplicationLayout.MONTH: "applicants/agenda/_month.html",
}


@dataclass(frozen=True)
class Choice:
    """A link to another way to look: its address's query, and whether it is in use."""

    label: str
    query: str
    is_current: bool


@dataclass(frozen=True)
class ApplicationListPage:
    """A page ready to render. ``parts`` is what its view's own template shows."""

    view: str
    title: str
    template: str
    total: int
    count_words: str
    views: Sequence[Choice]
    shows: Sequence[Choice]
    time_zone: str
    zone_words: str
    changes: Sequence[ProgramChange]
    parts: dict[str, Any]


def page_of(
    data: AgendaData,
    entries: Sequence[AgendaEntry],
    chosen: dict[str, Any],
    answers: Mapping[int, ProgramAnswer] = NO_ANSWERS,
) -> ApplicationListPage:
    """Build the page; ``answers`` say, by program, what each program is to the applicant."""
    view, show = chosen["view"], chosen["show"]
    applications = application_list.filter_by_state(data.applications, show)
    keys = {application.pk for application in applications}
    kept = [entry for entry in entries if belongs(entry, keys, show)]
    return ApplicationListPage(
        view=view,
        title=ApplicationLayout(view).label,
        template=TEMPLATES[view],
        total=len(data.applications),
        count_words=counted(len(applications), "application"),
        views=[Choice(one.label, f"view={one}&show={show}", one == view) for one in ApplicationLayout],
        shows=[Choice(one.label, f"view={view}&show={one}", one == show) for one in ShownApplications],
        time_zone=zone_of(data.applicant.time_zone).key,
        zone_words=zone_words(data.applicant.time_zone),
        changes=program_changes(applications),
        parts=parts_of(data, kept, lines_shown(data, applications, kept, answers, view), chosen),
    )


def lines_shown(
    data: AgendaData,
    applications: Sequence[Application],
    entries: Sequence[AgendaEntry],
    answers: Mapping[int, ProgramAnswer],
    view: str,
) -> list[application_list.ApplicationLine]:
    """Collect the lines to show; only board and table show more of an application than its days."""
    has_facts = view in (ApplicationLayout.BOARD, ApplicationLayout.TABLE)
    facts = line_facts(data, applications) if has_facts else application_list.NO_FACTS
    return application_list.lines(applications, entries, answers, facts)


def belongs(entry: AgendaEntry, keys: set[Any], show: str) -> bool:
    """Whether an entry is shown: with its application; what has its own page unless ended is asked.

    A letter is followed up after its rotation has ended.
    """
    if entry.application and not entry.page:
        return entry.application.pk in keys
    return show != ShownApplications.ENDED


def parts_of(
    data: AgendaData,
    entries: Sequence[AgendaEntry],
    lines: list[application_list.ApplicationLine],
    chosen: dict[str, Any],
) -> dict[str, Any]:
    match chosen["view"]:
        case ApplicationLayout.TABLE:
            sort = chosen["sort"]
            return {
                "headings": application_list.headings(sort),
                "lines": application_list.table(lines, sort),
                "empty": application_list.empty_columns(lines),
            }
        case ApplicationLayout.AGENDA:
            return agenda_parts(entries, lines)
        case ApplicationLayout.MONTH:
            first = chosen["month"] or data.today.replace(day=1)
            return {"month": month_of(entries, first, data.today), "weekdays": WEEKDAYS}
    is_whole = chosen["show"] != ShownApplications.ENDED
    columns = application_list.whole_board(lines) if is_whole else application_list.board(lines)[0]
    return {"columns": columns, "today": data.today, "has_any": bool(lines)}


def agenda_parts(
    entries: Sequence[AgendaEntry], lines: Sequence[application_list.ApplicationLine]
) -> dict[str, Any]:
    """The offers, the stretches of days that hold something, and the applications without a day."""
    shown = equal_steps_once(entry for entry in entries if not application_list.is_offer(entry))
    dated = application_list.groups(shown)
    return {
        "offers": application_list.offers_to_answer(lines),
        "groups": [group.first(MOST_IN_A_STRETCH) for group in dated if group.entries],
        "without_day": application_list.without_day(lines),
    }
