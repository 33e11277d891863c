"""The reminders: which step on which day, by status; moved and done steps; letters as queried."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from applicants.applications.workflow import ApplicationStatus
from applicants.letters.choices import ReminderKind
from applicants.letters.reminders import (
    OFFSETS,
    ReminderChange,
    ReminderFacts,
    due_steps,
    is_off,
    reminder_steps,
    reminders_of,
)
from applicants.letters.workflow import LetterStatus
from applicants.models import Applicant
from tests.factories import make_application, make_letter

DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 1, 1))
MAYBE = st.one_of(st.none(), DAYS)
CHANGES = st.lists(
    st.builds(
        ReminderChange, code=st.sampled_from([code.value for code in ReminderKind]), day=MAYBE, done_on=MAYBE
    ),
    unique_by=lambda change: change.code,
)
FACTS = st.builds(
    ReminderFacts,
    status=st.sampled_from([status.value for status in LetterStatus]),
    last_day=MAYBE,
    declined_on=MAYBE,
    changes=CHANGES,
)
LAST = datetime.date(2026, 12, 31)


def due(status: str, **facts: object) -> dict[str, str]:
    """Return the days of the steps that wait."""
    return {step.code.value: step.day.isoformat() for step in due_steps(ReminderFacts(status, LAST, **facts))}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("planned", {"ask": "2026-12-24", "plan_b": "2027-02-04"}),
        (
            "asked",
            {"uploaded": "2027-01-14", "remind": "2027-01-21", "plan_b": "2027-02-04"},
        ),
        ("agreed", {"uploaded": "2027-01-14", "remind": "2027-01-21", "plan_b": "2027-02-04"}),
        ("packet_sent", {"uploaded": "2027-01-14", "remind": "2027-01-21", "plan_b": "2027-02-04"}),
        ("uploaded", {"thank": "2027-01-01"}),
        ("confirmed", {"thank": "2027-01-01"}),
        ("declined", {"plan_b": "2027-02-04"}),
    ],
)
def test_the_steps_that_wait_by_status(status: str, expected: dict[str, str]) -> None:
    assert due(status) == expected


def test_a_no_makes_plan_b_due_at_once() -> None:
    assert due("declined", declined_on=datetime.date(2026, 12, 1)) == {"plan_b": "2026-12-01"}


def test_without_a_last_day_nothing_has_a_day_unless_it_was_moved() -> None:
    moved = ReminderChange("ask", LAST, None)
    assert list(due_steps(ReminderFacts("planned", None))) == []
    assert [step.code for step in due_steps(ReminderFacts("planned", None, changes=[moved]))] == [
        ReminderKind.ASK
    ]


@given(FACTS)
def test_the_steps_of_every_letter_hold_their_own_rules(facts: ReminderFacts) -> None:
    steps = {step.code: step for step in reminder_steps(facts)}
    changed = {change.code: change for change in facts.changes}
    assert list(steps) == list(ReminderKind)
    for code, step in steps.items():
        change = changed.get(code)
        if change and change.day:
            assert (step.day, step.is_moved) == (change.day, True)
        elif facts.last_day and not (code == ReminderKind.PLAN_B and facts.status == "declined"):
            assert step.day - facts.last_day == datetime.timedelta(days=OFFSETS[code])
        assert not (step.is_due and change and change.done_on)
        assert step.done_on == (change.done_on if change else None)


@given(FACTS)
def test_what_waits_has_a_day_and_comes_in_its_order(facts: ReminderFacts) -> None:
    waiting = list(due_steps(facts))
    assert all(step.day and step.is_due and step.done_on is None for step in waiting)
    assert [step.day for step in waiting] == sorted(step.day for step in waiting)
    asked = {step.code for step in waiting} & {ReminderKind.UPLOADED, ReminderKind.REMIND}
    assert not (asked and facts.status in ("planned", "declined", "uploaded", "confirmed"))


@given(DAYS)
def test_the_steps_go_up_in_time(last: datetime.date) -> None:
    days = [step.day for step in reminder_steps(ReminderFacts("asked", last))]
    assert days == sorted(set(days))
    assert days[0] < last < days[1]


@pytest.mark.django_db
def test_one_query_reads_every_letter_with_its_touched_steps(ada: Applicant) -> None:
    rotation = make_application(ada, ends_on=LAST, name="Cardiology")
    first = make_letter(ada, rotation=rotation)
    first.move_to("declined", on=first.today)
    for code in ("ask", "thank", "plan_b"):
        first.steps.create(code=code, day=LAST)
    make_letter(ada, worked_until=datetime.date(2026, 1, 1))
    with CaptureQueriesContext(connection) as queries:
        one, other = reminders_of(ada.letters.for_agenda())
    assert len(queries) == 1
    assert (one.letter, one.letter.rotation_name) == (first, "Cardiology")
    assert one.facts == ReminderFacts(
        "declined",
        LAST,
        first.today,
        [ReminderChange(code, LAST, None) for code in ("ask", "thank", "plan_b")],
    )
    assert other.facts == ReminderFacts("planned", datetime.date(2026, 1, 1), None, [])


@pytest.mark.parametrize("stay", ApplicationStatus)
def test_only_what_is_planned_from_a_rotation_that_does_not_take_place_is_off(
    stay: ApplicationStatus,
) -> None:
    gone = stay in ("not_accepted", "no_reply", "withdrawn", "declined", "cancelled")
    assert is_off("planned", stay) is gone
    assert is_off("planned", None) is False
    assert [status for status in LetterStatus if status != "planned" and is_off(status, stay)] == []


@pytest.mark.django_db
def test_a_letter_that_is_off_has_no_days(ada: Applicant) -> None:
    make_letter(ada, rotation=make_application(ada, ends_on=LAST, status="not_accepted"))
    (one,) = reminders_of(ada.letters.for_agenda())
    assert (one.is_off, list(due_steps(one.facts))) == (True, [])
