"""The agenda: whose it is, under which name each thing stays, in which order and at which cost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applicants.agenda.choices import EntryKind
from applicants.agenda.data import AgendaData, load_agenda_data
from applicants.agenda.entry_builders import agenda
from applicants.applications.workflow import ENDS, ApplicationStatus
from applicants.models import Applicant, Application, Exam, Payment
from programs.formatting import days_words
from tests.applicants.agenda.reading import NOW, TODAY, agenda_rows, day, entries
from tests.factories import make_application, make_contact, make_document, make_program

pytestmark = pytest.mark.django_db


def test_the_agenda_is_the_applicants_alone(ada: Applicant, obi: Applicant) -> None:
    make_application(obi, deadline_on=day(1), next_action_on=day(1), name="Obi's")
    Exam.objects.create(applicant=obi, kind="toefl", status="scheduled", taken_on=day(1))
    assert agenda_rows(ada) == []


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
    # Applications, days, letters, files, kinds, seasons, trips; without applications no payments, documents.
    assert len(queries) == (9 if count else 7)
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
    application.last_move_on = draw(OPTIONAL_DAY)
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
