"""The agenda's days of applications: deadlines, answers, silence, rotations and money."""

import datetime
from typing import Any

import pytest

from applicants.agenda.choices import EntryKind
from applicants.applications.workflow import COMMITTED, ENDS, OPENING, WAITING, ApplicationStatus
from applicants.models import Applicant, Application, ApplicationMove, Payment
from tests.applicants.agenda.reading import TODAY, agenda_rows, day, entries
from tests.factories import make_application, make_program

pytestmark = pytest.mark.django_db


def made_on(application: Application, made: datetime.date) -> Application:
    """Let an application have been in the account since a day."""
    instant = datetime.datetime.combine(made, datetime.time(), datetime.UTC)
    Application.objects.filter(pk=application.pk).update(created_at=instant)
    return application


@pytest.mark.parametrize(("zone", "count"), [("America/New_York", 1), ("UTC", 0), ("Asia/Karachi", 0)])
def test_a_closing_day_was_missed_if_it_was_that_day_on_the_applicant_s_own_clock(
    zone: str, count: int, ada: Applicant
) -> None:
    ada.time_zone = zone
    kept = {"windows": [{"opens": None, "closes": "2026-11-20"}]}
    made = made_on(
        make_application(ada, record=kept), datetime.date(2026, 11, 21)
    )  # 19:00 before in New York
    assert Application.objects.get() == made
    assert len(agenda_rows(ada)) == count


@pytest.mark.parametrize("status", ApplicationStatus)
def test_a_deadline_counts_until_the_application_is_sent(status: ApplicationStatus, ada: Applicant) -> None:
    make_application(ada, status=status, deadline_on=day(3))
    shown = [line for line in agenda_rows(ada) if line[0] == "deadline"]
    assert shown == ([("deadline", 3, "Application deadline")] if status in OPENING else [])


def test_a_deadline_that_is_past_is_overdue(ada: Applicant) -> None:
    make_application(ada, deadline_on=day(-2))
    assert [(e.when, e.is_overdue) for e in entries(ada)] == [("2 days ago", True)]


def test_the_catalog_says_the_deadline_where_the_applicant_does_not(ada: Applicant) -> None:
    program = make_program(windows=[{"closes": "--11-28"}, {"opens": "--02-01"}])
    application = make_application(ada, program=program)
    assert agenda_rows(ada) == [("deadline", 3, "Applications close"), ("opens", 68, "Applications open")]
    application.deadline_on = day(1)
    application.save()
    assert agenda_rows(ada)[0] == ("deadline", 1, "Application deadline")


def test_windows_are_the_catalogs_of_today_else_those_last_seen(ada: Applicant) -> None:
    program = make_program(windows=[{"closes": "--11-28"}])
    kept = {"windows": [{"opens": None, "closes": "--12-31"}]}
    make_application(ada, program=program, record=kept)
    assert agenda_rows(ada) == [("deadline", 3, "Applications close")]
    program.delete()
    assert agenda_rows(ada) == [("deadline", 36, "Applications close")]


def test_a_closing_day_missed_on_the_account_is_overdue_and_an_old_one_is_not_shown(ada: Applicant) -> None:
    kept = {"windows": [{"opens": None, "closes": "2026-11-20"}]}
    made_on(make_application(ada, record=kept), day(-30))
    made_on(make_application(ada, record=kept), day(-1))
    assert [(e.kind, e.days_left, e.is_overdue) for e in entries(ada)] == [(EntryKind.DEADLINE, -5, True)]


@pytest.mark.parametrize("status", ApplicationStatus)
def test_a_next_action_counts_until_the_end(status: ApplicationStatus, ada: Applicant) -> None:
    make_application(ada, status=status, next_action="Ask for the form", next_action_on=day(2))
    shown = [line for line in agenda_rows(ada) if line[0] == "next_action"]
    assert shown == ([] if status in ENDS else [("next_action", 2, "Ask for the form")])


@pytest.mark.parametrize("status", ApplicationStatus)
def test_an_offer_has_a_last_day_to_answer(status: ApplicationStatus, ada: Applicant) -> None:
    make_application(ada, status=status, reply_by=day(4))
    shown = [line for line in agenda_rows(ada) if line[0] == "reply_by"]
    assert shown == (
        [("reply_by", 4, "Respond to their offer")] if status == ApplicationStatus.OFFERED else []
    )


@pytest.mark.parametrize("status", ApplicationStatus)
def test_silence_counts_while_the_next_word_is_theirs(status: ApplicationStatus, ada: Applicant) -> None:
    application = make_application(ada, status=status)
    ApplicationMove.objects.create(application=application, to_status=status, happened_on=day(-30))
    shown = [line for line in agenda_rows(ada) if line[0] == "no_reply"]
    expected = [("no_reply", -9, "Follow up if no one has answered")] if status in WAITING else []
    assert shown == expected


@pytest.mark.parametrize(
    ("facts", "moved_on", "expected"),
    [
        ({}, None, 21),  # nothing has happened since it came in the account today
        ({}, -10, 11),
        ({"no_reply_days": 5}, -10, -5),
        ({"next_action_on": day(6)}, -10, 27),  # after the interview the wait starts again
        ({"next_action_on": day(-60)}, -10, 11),
    ],
)
def test_silence_starts_with_the_last_move(
    facts: dict[str, Any], moved_on: int | None, expected: int, ada: Applicant
) -> None:
    application = made_on(make_application(ada, status=ApplicationStatus.SUBMITTED, **facts), TODAY)
    for moved in () if moved_on is None else (moved_on - 20, moved_on):
        ApplicationMove.objects.create(
            application=application, to_status=ApplicationStatus.SUBMITTED, happened_on=day(moved)
        )
    assert [e.days_left for e in entries(ada) if e.kind == EntryKind.NO_REPLY] == [expected]


@pytest.mark.parametrize("status", ApplicationStatus)
def test_a_rotation_stands_once_it_is_accepted(status: ApplicationStatus, ada: Applicant) -> None:
    make_application(ada, status=status, starts_on=day(10), ends_on=day(37))
    shown = [line for line in agenda_rows(ada) if line[0] in ("starts", "ends")]
    stands = status in COMMITTED
    assert shown == ([("starts", 10, "Rotation starts"), ("ends", 37, "Rotation ends")] if stands else [])


@pytest.mark.parametrize(("first", "last", "kept"), [(-30, -2, ["starts", "ends"]), (-9, 18, ["starts"])])
def test_a_completed_rotation_announces_nothing_and_stays_in_the_past(
    first: int, last: int, kept: list[str], ada: Applicant
) -> None:
    make_application(ada, status=ApplicationStatus.COMPLETED, starts_on=day(first), ends_on=day(last))
    assert [line[0] for line in agenda_rows(ada)] == kept


def test_a_rotation_that_is_over_waits_to_be_called_completed(ada: Applicant) -> None:
    application = make_application(
        ada, status=ApplicationStatus.ROTATING, starts_on=day(-30), ends_on=day(-2)
    )
    assert [(e.kind, e.is_overdue) for e in entries(ada)] == [
        (EntryKind.STARTS, False),
        (EntryKind.ENDS, True),
    ]
    application.status = ApplicationStatus.COMPLETED
    application.save()
    assert [e.is_overdue for e in entries(ada)] == [False, False]


@pytest.mark.parametrize("status", ApplicationStatus)
def test_money_is_due_until_the_end_and_comes_back_also_after_it(
    status: ApplicationStatus, ada: Applicant
) -> None:
    application = make_application(ada, status=status)
    Payment.objects.create(application=application, what="Tuition", amount_usd=2500, due_on=day(5))
    Payment.objects.create(
        application=application, what="Deposit", amount_usd=500, paid_on=day(-9), refund_until=day(6)
    )
    shown = [line for line in agenda_rows(ada) if line[0] in ("payment", "refund")]
    due = ("payment", 5, "Pay Tuition, $2,500")
    back = ("refund", 6, "Last day to ask for Deposit, $500 back")
    expected = [
        *([due] if status not in ENDS or status == ApplicationStatus.COMPLETED else []),
        *([back] if status != ApplicationStatus.COMPLETED else []),
    ]
    assert shown == expected


def test_what_is_paid_is_not_due_and_what_is_not_paid_does_not_come_back(ada: Applicant) -> None:
    application = make_application(ada)
    Payment.objects.create(application=application, what="A", amount_usd=1, due_on=day(1), paid_on=day(-1))
    Payment.objects.create(application=application, what="B", amount_usd=1, refund_until=day(1))
    assert agenda_rows(ada) == []
