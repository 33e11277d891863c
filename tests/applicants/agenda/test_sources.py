"""The agenda: what falls on which day, under a name that stays."""

import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applicants.agenda.choices import EntryKind
from applicants.agenda.data import AgendaData, load_agenda_data
from applicants.agenda.entries import AgendaEntry
from applicants.agenda.other_dates import other_dates
from applicants.agenda.sources import agenda
from applicants.applications.workflow import COMMITTED, ENDS, OPENING, WAITING, ApplicationStatus, is_over
from applicants.models import Applicant, Application, Exam, Payment, Season, SeasonDate, StatusChange
from programs.formatting import days_words
from tests.factories import make_application, make_contact, make_document, make_kind, make_program

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
TODAY = NOW.date()


def day(number: int) -> datetime.date:
    """Return a day so many days from today."""
    return TODAY + datetime.timedelta(days=number)


def entries(applicant: Applicant) -> list[AgendaEntry]:
    return agenda(load_agenda_data(applicant, NOW))


def said(applicant: Applicant) -> list[tuple[str, int, str]]:
    """Return kind, distance and words of everything on the agenda."""
    return [(entry.kind.value, entry.days_left, entry.words) for entry in entries(applicant)]


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
    assert len(said(ada)) == count


@pytest.mark.parametrize("status", ApplicationStatus)
def test_a_deadline_counts_until_the_application_is_sent(status: ApplicationStatus, ada: Applicant) -> None:
    make_application(ada, status=status, deadline_on=day(3))
    shown = [line for line in said(ada) if line[0] == "deadline"]
    assert shown == ([("deadline", 3, "Application deadline")] if status in OPENING else [])


def test_a_deadline_that_is_past_is_overdue(ada: Applicant) -> None:
    make_application(ada, deadline_on=day(-2))
    assert [(e.when, e.is_overdue) for e in entries(ada)] == [("2 days ago", True)]


def test_the_catalog_says_the_deadline_where_the_applicant_does_not(ada: Applicant) -> None:
    program = make_program(windows=[{"closes": "--11-28"}, {"opens": "--02-01"}])
    application = make_application(ada, program=program)
    assert said(ada) == [("deadline", 3, "Applications close"), ("opens", 68, "Applications open")]
    application.deadline_on = day(1)
    application.save()
    assert said(ada)[0] == ("deadline", 1, "Application deadline")


def test_windows_are_the_catalogs_of_today_else_those_last_seen(ada: Applicant) -> None:
    program = make_program(windows=[{"closes": "--11-28"}])
    kept = {"windows": [{"opens": None, "closes": "--12-31"}]}
    make_application(ada, program=program, record=kept)
    assert said(ada) == [("deadline", 3, "Applications close")]
    program.delete()
    assert said(ada) == [("deadline", 36, "Applications close")]


def test_a_closing_day_missed_on_the_account_is_overdue_and_an_old_one_is_not_shown(ada: Applicant) -> None:
    kept = {"windows": [{"opens": None, "closes": "2026-11-20"}]}
    made_on(make_application(ada, record=kept), day(-30))
    made_on(make_application(ada, record=kept), day(-1))
    assert [(e.kind, e.days_left, e.is_overdue) for e in entries(ada)] == [(EntryKind.DEADLINE, -5, True)]


@pytest.mark.parametrize("status", ApplicationStatus)
def test_a_next_action_counts_until_the_end(status: ApplicationStatus, ada: Applicant) -> None:
    make_application(ada, status=status, next_action="Ask for the form", next_action_on=day(2))
    shown = [line for line in said(ada) if line[0] == "next_action"]
    assert shown == ([] if status in ENDS else [("next_action", 2, "Ask for the form")])


@pytest.mark.parametrize("status", ApplicationStatus)
def test_an_offer_has_a_last_day_to_answer(status: ApplicationStatus, ada: Applicant) -> None:
    make_application(ada, status=status, reply_by=day(4))
    shown = [line for line in said(ada) if line[0] == "reply_by"]
    assert shown == ([("reply_by", 4, "Answer their offer")] if status == ApplicationStatus.OFFERED else [])


@pytest.mark.parametrize("status", ApplicationStatus)
def test_silence_counts_while_the_next_word_is_theirs(status: ApplicationStatus, ada: Applicant) -> None:
    application = make_application(ada, status=status)
    StatusChange.objects.create(application=application, to_status=status, happened_on=day(-30))
    shown = [line for line in said(ada) if line[0] == "no_reply"]
    expected = [("no_reply", -9, "Follow up if nobody has answered")] if status in WAITING else []
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
def test_silence_starts_with_the_last_event(
    facts: dict[str, Any], moved_on: int | None, expected: int, ada: Applicant
) -> None:
    application = made_on(make_application(ada, status=ApplicationStatus.SUBMITTED, **facts), TODAY)
    for moved in () if moved_on is None else (moved_on - 20, moved_on):
        StatusChange.objects.create(
            application=application, to_status=ApplicationStatus.SUBMITTED, happened_on=day(moved)
        )
    assert [e.days_left for e in entries(ada) if e.kind == EntryKind.NO_REPLY] == [expected]


@pytest.mark.parametrize("status", ApplicationStatus)
def test_a_rotation_stands_once_it_is_accepted(status: ApplicationStatus, ada: Applicant) -> None:
    make_application(ada, status=status, starts_on=day(10), ends_on=day(37))
    shown = [line for line in said(ada) if line[0] in ("starts", "ends")]
    stands = status in COMMITTED
    assert shown == ([("starts", 10, "Rotation starts"), ("ends", 37, "Rotation ends")] if stands else [])


@pytest.mark.parametrize(("first", "last", "kept"), [(-30, -2, ["starts", "ends"]), (-9, 18, ["starts"])])
def test_a_completed_rotation_announces_nothing_and_stays_in_the_past(
    first: int, last: int, kept: list[str], ada: Applicant
) -> None:
    make_application(ada, status=ApplicationStatus.COMPLETED, starts_on=day(first), ends_on=day(last))
    assert [line[0] for line in said(ada)] == kept


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
    shown = [line for line in said(ada) if line[0] in ("payment", "refund")]
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
    assert said(ada) == []


def test_the_applicants_own_days_visa_exams_and_season(ada: Applicant) -> None:
    ada.visa_held, ada.visa_expires_on = "B-1/B-2", day(90)
    Exam.objects.create(applicant=ada, kind="usmle_step1", status="scheduled", taken_on=day(-1))
    Exam.objects.create(applicant=ada, kind="usmle_step2_ck", status="passed", taken_on=day(-100))
    season = Season.objects.create(year=2027)
    SeasonDate.objects.create(season=season, event="match_day", day=day(114))
    SeasonDate.objects.create(season=season, event="rank_list_due", words="early March 2027")
    assert said(ada) == [
        ("exam", -1, "USMLE Step 1"),
        ("visa", 90, "Your visa expires (B-1/B-2)"),
        ("season", 114, "Match Day (2027 Match)"),
    ]
    assert [(e.is_overdue, e.is_confirmed, e.note) for e in entries(ada)] == [
        (True, True, "After it, tell your profile how it went."),
        (False, True, ""),
        (False, False, "This date is not confirmed."),
    ]


def test_people_to_be_in_touch_with_wait_until_they_heard(ada: Applicant, obi: Applicant) -> None:
    late = make_contact(ada, name="Jane", next_on=day(-2), next_note="Thank her")
    make_contact(ada, name="José", next_on=day(5))
    make_contact(ada, name="Nobody in particular")
    make_contact(obi, name="Obi's friend", next_on=day(1))
    assert said(ada) == [("in_touch", -2, "Be in touch with Jane"), ("in_touch", 5, "Be in touch with José")]
    first = entries(ada)[0]
    assert (first.uid, first.page) == (f"{late.pk}-in_touch", late.get_absolute_url())
    assert (first.note, first.is_overdue, first.application) == ("Thank her", True, None)


def test_exams_and_people_are_read_in_one_query_for_everybody(ada: Applicant, obi: Applicant) -> None:
    exam = {"kind": "toefl", "status": "scheduled"}
    Exam.objects.create(applicant=ada, taken_on=day(3), **exam)
    Exam.objects.create(applicant=obi, taken_on=None, **exam)
    people = [make_contact(one, name="Jane", next_on=day(4), next_note="Hi") for one in (ada, obi)]
    with CaptureQueriesContext(connection) as queries:
        found = other_dates([ada, obi])
    keys = {UUID(person.key) for days in found.values() for person in days if person.kind == "in_touch"}
    assert (len(queries), keys) == (1, {contact.pk for contact in people})
    assert [[(one.kind, one.words, one.detail, one.day) for one in days] for days in found.values()] == [
        [("exam", "toefl", "", day(3)), ("in_touch", "Jane", "Hi", day(4))],
        [("in_touch", "Jane", "Hi", day(4))],
    ]


def test_who_does_not_seek_residency_has_no_season(ada: Applicant) -> None:
    season = Season.objects.create(year=2027)
    SeasonDate.objects.create(season=season, event="match_day", day=day(114))
    ada.seeks_residency = False
    assert said(ada) == []


def test_the_agenda_is_the_applicants_alone(ada: Applicant, obi: Applicant) -> None:
    make_application(obi, deadline_on=day(1), next_action_on=day(1), name="Obi's")
    Exam.objects.create(applicant=obi, kind="toefl", status="scheduled", taken_on=day(1))
    assert said(ada) == []


def test_names_are_unique_and_stay_when_days_move(ada: Applicant) -> None:
    application = make_application(ada, deadline_on=day(1), next_action_on=day(2))
    for what in ("A", "B"):
        Payment.objects.create(application=application, what=what, amount_usd=1, due_on=day(1))
    before = {entry.uid for entry in entries(ada)}
    assert len(before) == 4
    assert f"{application.pk}-deadline" in before
    Application.objects.update(deadline_on=day(50), name="New name")
    assert {entry.uid for entry in entries(ada)} == before


def test_today_is_the_applicants_own(ada: Applicant) -> None:
    make_application(ada, deadline_on=TODAY)
    late = datetime.datetime(2026, 11, 25, 23, tzinfo=datetime.UTC)
    left = {}
    for zone in ("America/Los_Angeles", "Africa/Lagos", "Pacific/Kiritimati"):
        ada.time_zone = zone
        left[zone] = [entry.when for entry in agenda(load_agenda_data(ada, late))]
    assert left == {
        "America/Los_Angeles": ["today"],
        "Africa/Lagos": ["yesterday"],
        "Pacific/Kiritimati": ["yesterday"],
    }


def rotation(applicant: Applicant, first: int, last: int, **facts: Any) -> Application:
    """Return an application with dates that asks for a TB test."""
    application = make_application(applicant, starts_on=day(first), ends_on=day(last), **facts)
    application.checklist.create(code="tb_test", label="TB test")
    return application


def test_a_document_that_ends_too_early_is_renewed_in_time(ada: Applicant, obi: Applicant) -> None:
    make_document(ada, issued_on=day(40 - 365))
    make_document(obi, issued_on=day(41 - 365))
    rotation(ada, 30, 57)
    assert said(ada) == [
        ("renew", 30, "Last day to renew TB test"),
        ("expires", 40, "Your TB test expires"),
    ]
    entry = entries(ada)[0]
    assert (entry.note, entry.is_task) == (
        "Your TB test expires 17 days before this rotation ends: retest between November 25 and December 25.",
        True,
    )


def test_a_window_that_is_not_open_yet_is_said_too(ada: Applicant) -> None:
    make_document(ada, issued_on=day(-10))
    rotation(ada, 400, 428)
    tasks = [entry.is_task for entry in entries(ada)]
    assert list(zip(said(ada), tasks, strict=True)) == [
        (("renew", 63, "TB test can be renewed from now on"), False),
        (("expires", 355, "Your TB test expires"), False),
        (("renew", 400, "Last day to renew TB test"), True),
    ]


@pytest.mark.parametrize("status", ApplicationStatus)
def test_nothing_is_renewed_for_what_is_over(status: ApplicationStatus, ada: Applicant) -> None:
    make_document(ada, issued_on=day(40 - 365))
    rotation(ada, 30, 57, status=status)
    found = [line for line in said(ada) if line[0] == "renew"]
    assert len(found) == (0 if is_over(status) else 1)


def test_a_document_that_covers_the_rotation_only_expires(ada: Applicant) -> None:
    document = make_document(ada, issued_on=day(-1))
    rotation(ada, 30, 57)
    assert said(ada) == [("expires", 364, "Your TB test expires")]
    assert entries(ada)[0].where == document.get_absolute_url()


def test_what_is_missing_or_never_expires_is_on_no_day(ada: Applicant) -> None:
    make_kind()
    make_kind("cv", label="CV", validity_days=None, never_expires=True)
    make_document(ada, "cv", issued_on=day(-900))
    rotation(ada, 30, 57).checklist.create(code="cv", label="CV")
    assert said(ada) == []


@pytest.mark.parametrize("count", [0, 1, 50])
def test_the_account_takes_few_queries_at_any_size(count: int, ada: Applicant) -> None:
    program = make_program(windows=[{"closes": "--11-28"}])
    for number in range(count):
        application = make_application(ada, program=None if number else program, deadline_on=day(number))
        Payment.objects.create(application=application, what="Fee", amount_usd=1, due_on=day(1))
        application.checklist.create(code="tb_test", label="TB test")
        make_document(ada, issued_on=day(-number))
        make_contact(ada, next_on=day(number))
    with CaptureQueriesContext(connection) as queries:
        agenda(load_agenda_data(ada, NOW))
    # Applications, days, letters, files, kinds, seasons; without applications no payments and documents.
    assert len(queries) == (8 if count else 6)
    with CaptureQueriesContext(connection) as again:
        load_agenda_data(ada, NOW)
    # Kinds and seasons are in memory now.
    assert len(again) == len(queries) - 2


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (2, "in 2 days"), (-5, "5 days ago")],
)
def test_distances_in_words(days: int, words: str) -> None:
    assert days_words(days) == words


OPTIONAL_DAY = st.one_of(st.none(), st.integers(-400, 400).map(day))


@st.composite
def applications(draw: st.DrawFn) -> Application:
    """Draw an application as ``for_agenda`` reads it, without a database."""
    names = ("starts_on", "deadline_on", "reply_by", "next_action_on")
    application = Application(
        name="A",
        status=draw(st.sampled_from(ApplicationStatus)),
        **{name: draw(OPTIONAL_DAY) for name in names},
    )
    application.created_at = NOW
    application.kept_windows = draw(st.sampled_from([None, [], [{"opens": "--01-01", "closes": "--02-29"}]]))
    application.last_event_on = draw(OPTIONAL_DAY)
    application.no_reply_days = draw(st.one_of(st.none(), st.integers(1, 365)))
    paid = st.builds(
        Payment,
        pk=st.integers(1, 10**6),
        what=st.just("Fee"),
        amount_usd=st.integers(0, 10**6),
        due_on=OPTIONAL_DAY,
        paid_on=OPTIONAL_DAY,
        refund_until=OPTIONAL_DAY,
    )
    payments = draw(st.lists(paid, max_size=3, unique_by=lambda payment: payment.pk))
    application._prefetched_objects_cache = {"payments": _Rows(payments)}  # noqa: SLF001
    return application


class _Rows(list):
    """Prefetched rows."""

    def all(self) -> "_Rows":
        return self


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(given_applications=st.lists(applications(), max_size=6))
def test_whatever_is_kept_the_agenda_is_ordered_named_once_and_never_asks_of_what_is_over(
    given_applications: list[Application],
) -> None:
    applicant = Applicant(pk=1)
    found = agenda(AgendaData(TODAY, applicant, given_applications))
    assert [entry.day for entry in found] == sorted(entry.day for entry in found)
    assert len({entry.uid for entry in found}) == len(found)
    assert [e.uid for e in found if (e.day - TODAY).days != e.days_left] == []
    assert [e.uid for e in found if e.is_overdue and not (e.is_task and e.day < TODAY)] == []
    over = [e.kind for e in found if e.application and e.application.status in ENDS and e.is_task]
    assert set(over) <= {EntryKind.PAYMENT}
