"""Board, table, agenda and month: the same applications, nothing lost, unknown last."""

import datetime
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.agenda import application_list
from applicants.agenda.application_list_form import (
    FIRST_YEAR,
    LAST_YEAR,
    SORTS,
    ApplicationListForm,
    ApplicationSort,
    ShownApplications,
)
from applicants.agenda.calendar_month import month_of
from applicants.agenda.choices import EntryKind
from applicants.agenda.data import AgendaData
from applicants.agenda.entries import AgendaEntry
from applicants.agenda.entry_builders import agenda
from applicants.applications.workflow import ENDS, ApplicationStatus, is_over
from applicants.models import Applicant, Application

TODAY = datetime.date(2026, 11, 25)
NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
OPTIONAL_DAY = st.one_of(st.none(), st.dates(datetime.date(2026, 9, 1), datetime.date(2027, 3, 1)))


def entry(days: int, *, is_task: bool = True, kind: EntryKind = EntryKind.DEADLINE) -> AgendaEntry:
    day = TODAY + datetime.timedelta(days=days)
    return AgendaEntry(f"entry-{days}", day, kind, "Words", days, is_task=is_task)


@st.composite
def applications(draw: st.DrawFn) -> Application:
    application = Application(
        name=draw(st.sampled_from("abcABC")),
        status=draw(st.sampled_from(ApplicationStatus)),
        deadline_on=draw(OPTIONAL_DAY),
        starts_on=draw(OPTIONAL_DAY),
        rating=draw(st.one_of(st.none(), st.integers(1, 5))),
        rank=draw(st.one_of(st.none(), st.integers(1, 9))),
    )
    application.created_at = NOW
    application.updated_at = NOW - datetime.timedelta(days=draw(st.integers(0, 5)))
    application.kept_windows = application.last_move_on = None
    application._prefetched_objects_cache = {"payments": Application.objects.none()}  # noqa: SLF001
    return application


MANY = st.lists(applications(), max_size=8)


def lines_of(given_applications: list[Application]) -> list[application_list.ApplicationLine]:
    found = agenda(AgendaData(TODAY, Applicant(pk=1), given_applications))
    return application_list.lines(given_applications, found)


@given(MANY)
def test_the_board_holds_every_application_once_under_its_status(many: list[Application]) -> None:
    columns, empty = application_list.board(lines_of(many))
    held = Counter((column.status, line.application.pk) for column in columns for line in column.lines)
    assert held == Counter((ApplicationStatus(one.status), one.pk) for one in many)
    assert [column for column in columns if not column.lines] == []
    assert {*empty, *(column.status for column in columns)} >= set(ApplicationStatus) - set(ENDS)
    assert [status for status in empty if is_over(status)] == []


@given(MANY, st.sampled_from([code for code, _ in SORTS]))
def test_the_table_is_sorted_and_unknown_comes_last_both_ways(many: list[Application], sort: str) -> None:
    key = application_list.KEYS[sort.removeprefix("-")]
    values = [key(line) for line in application_list.table(lines_of(many), sort)]
    known = [value for value in values if value is not None]
    assert len(values) == len(many)
    assert values == [*known, *[None] * (len(values) - len(known))]
    assert known == sorted(known, reverse=sort.startswith("-"))


def test_the_heading_in_use_turns_its_own_order_round() -> None:
    one = {
        heading.label: (heading.sort, heading.direction) for heading in application_list.headings("deadline")
    }
    other = {
        heading.label: (heading.sort, heading.direction) for heading in application_list.headings("-deadline")
    }
    assert (one["Deadline"], one["Program"]) == (("-deadline", "ascending"), ("name", ""))
    assert (other["Deadline"], other["Program"]) == (("deadline", "descending"), ("name", ""))
    assert list(one) == [sort.label for sort in ApplicationSort]


@pytest.mark.parametrize(
    ("days", "is_task", "code"),
    [
        (-1, True, "overdue"),
        (-1, False, ""),
        (0, True, "today"),
        (0, False, "today"),
        (1, True, "soon"),
        (7, True, "soon"),
        (8, True, "later"),
        (400, False, "later"),
    ],
)
def test_a_day_falls_into_one_stretch(days: int, is_task: bool, code: str) -> None:  # noqa: FBT001
    found = application_list.groups([entry(days, is_task=is_task)])
    assert [group.code for group in found if group.entries] == ([code] if code else [])
    assert [group.code for group in found] == ["overdue", "today", "soon", "later"]


def test_what_can_wait_never_hides_a_missed_deadline() -> None:
    kinds = [EntryKind.IN_TOUCH, EntryKind.FOLLOW_UP, EntryKind.NO_REPLY, EntryKind.PAYMENT]
    late = [entry(number - 9, kind=kind) for number, kind in enumerate([*kinds, EntryKind.DEADLINE])]
    overdue = application_list.groups(late)[0]
    assert [one.kind for one in overdue.entries] == [EntryKind.PAYMENT, EntryKind.DEADLINE, *kinds[:3]]


@given(st.integers(0, 9), st.integers(0, 9))
def test_the_first_of_a_group_say_how_many_more_there_are(count: int, most: int) -> None:
    whole = application_list.groups([entry(-1)] * count)[0]
    part = whole.first(most)
    assert (len(part.entries), part.count) == (min(count, most), count)
    assert part.entries == whole.entries[:most]


@given(MANY, st.sampled_from(ShownApplications))
def test_a_filter_shows_what_runs_or_what_ended_or_all(
    many: list[Application], show: ShownApplications
) -> None:
    shown = application_list.filter_by_state(many, show)
    wanted = {
        ShownApplications.ALL: (True, False),
        ShownApplications.RUNNING: (False,),
        ShownApplications.ENDED: (True,),
    }[show]
    assert [one.pk for one in shown] == [one.pk for one in many if is_over(one.status) in wanted]


# The month


@given(st.dates(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31)))
def test_a_month_has_each_of_its_days_once_in_whole_weeks(day: datetime.date) -> None:
    first = day.replace(day=1)
    month = month_of([], first, TODAY)
    inside = [one.day for week in month.weeks for one in week if one.is_in_month]
    assert inside == [first + datetime.timedelta(days=number) for number in range(len(inside))]
    assert (inside[-1] + datetime.timedelta(days=1)).day == 1
    assert [len(week) for week in month.weeks] == [7] * len(month.weeks)
    assert month.weeks[0][0].day.weekday() == 0
    assert month.is_empty is True
    if month.after:
        assert month_of([], month.after, TODAY).before == first


def test_a_rotation_is_marked_on_the_days_between_its_first_and_last() -> None:
    start = TODAY + datetime.timedelta(days=1)
    stay = AgendaEntry(
        "a", start, EntryKind.STARTS, "Rotation starts", 1, until=start + datetime.timedelta(days=3)
    )
    month = month_of([stay], TODAY.replace(day=1), TODAY)
    marked = {one.day.day: (len(one.entries), len(one.stays)) for week in month.weeks for one in week}
    assert [marked[number] for number in (25, 26, 27, 28, 29, 30)] == [
        (0, 0),
        (1, 0),
        (0, 1),
        (0, 1),
        (0, 0),
        (0, 0),
    ]
    assert [one.day for week in month.weeks for one in week if one.is_today] == [TODAY]


@pytest.mark.parametrize(
    ("first", "before", "after"),
    [
        ("2026-12-01", "2026-11-01", "2027-01-01"),
        ("2027-01-01", "2026-12-01", "2027-02-01"),
        ("2000-01-01", None, "2000-02-01"),
        ("2100-12-01", "2100-11-01", None),
    ],
)
def test_a_month_knows_its_neighbors(first: str, before: str | None, after: str | None) -> None:
    month = month_of([], datetime.date.fromisoformat(first), TODAY)
    found = (month.before and month.before.isoformat(), month.after and month.after.isoformat())
    assert found == (before, after)


# The address


@pytest.mark.parametrize(
    ("asked", "notices"),
    [
        ({}, []),
        ({"view": "", "sort": "", "month": ""}, []),
        ({"view": "table", "show": "ended", "sort": "-rank", "month": "2027-03"}, []),
        ({"view": "wall"}, ["There is no such view. This is the board."]),
        ({"month": "2027-13"}, ["There is no such month. This is the current one."]),
        ({"month": "0001-01"}, ["There is no such month. This is the current one."]),
        ({"month": "2027-3-1\x00"}, ["There is no such month. This is the current one."]),
        ({"sort": "user__password"}, ["The table cannot be sorted by that. It is sorted by deadline."]),
    ],
)
def test_whatever_the_address_asks_has_an_answer(asked: dict[str, str], notices: list[str]) -> None:
    form = ApplicationListForm(asked)
    assert set(form.chosen) == {"view", "show", "sort", "month"}
    assert form.notices == notices


@given(st.dictionaries(st.sampled_from(["view", "show", "sort", "month"]), st.text()))
def test_no_address_breaks_the_page(asked: dict[str, str]) -> None:
    chosen = ApplicationListForm(asked).chosen
    assert chosen["view"] in ("board", "table", "agenda", "month")
    assert chosen["sort"].removeprefix("-") in ApplicationSort.values


def test_a_full_day_shows_what_fits_and_counts_the_rest() -> None:
    month = month_of([entry(0)] * 15 + [entry(1)] * 12, TODAY.replace(day=1), TODAY)
    days = {one.day: one for week in month.weeks for one in week}
    full, other = days[TODAY], days[TODAY + datetime.timedelta(days=1)]
    assert [(len(one.entries), one.hidden_count) for one in (full, other)] == [(12, 3), (12, 0)]
