"""The funnel: each application counts once at each stage that it reached."""

import datetime

import pytest

from applicants.applications.workflow import ApplicationStatus
from applicants.dashboard.funnel import funnel
from applicants.models import Applicant, ApplicationMove
from tests.factories import make_application

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 25)


def counts(applicant: Applicant) -> list[int]:
    """Return shortlisted, submitted, interview, offered, accepted, completed."""
    return [stage.count for stage in funnel(list(applicant.applications.with_stages_reached()))]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (ApplicationStatus.SHORTLISTED, [1, 0, 0, 0, 0, 0]),
        (ApplicationStatus.PREPARING, [1, 0, 0, 0, 0, 0]),
        (ApplicationStatus.SUBMITTED, [1, 1, 0, 0, 0, 0]),
        (ApplicationStatus.INTERVIEW, [1, 1, 1, 0, 0, 0]),
        (ApplicationStatus.OFFERED, [1, 1, 0, 1, 0, 0]),
        (ApplicationStatus.ACCEPTED, [1, 1, 0, 1, 1, 0]),
        (ApplicationStatus.ROTATING, [1, 1, 0, 1, 1, 0]),
        (ApplicationStatus.COMPLETED, [1, 1, 0, 1, 1, 1]),
        (ApplicationStatus.NOT_ACCEPTED, [1, 1, 0, 0, 0, 0]),
        (ApplicationStatus.NO_REPLY, [1, 1, 0, 0, 0, 0]),
        (ApplicationStatus.WITHDRAWN, [1, 0, 0, 0, 0, 0]),
        (ApplicationStatus.DECLINED, [1, 1, 0, 1, 0, 0]),
        (ApplicationStatus.CANCELLED, [1, 1, 0, 1, 1, 0]),
    ],
)
def test_a_status_says_what_came_before_it(
    status: ApplicationStatus, expected: list[int], ada: Applicant
) -> None:
    make_application(ada, status=status)
    assert counts(ada) == expected


def test_the_table_above_knows_every_status() -> None:
    marks = test_a_status_says_what_came_before_it.pytestmark
    (mark,) = [mark for mark in marks if mark.name == "parametrize"]
    assert {status for status, _ in mark.args[1]} == set(ApplicationStatus)


def test_history_counts_what_the_status_does_not_say(ada: Applicant, obi: Applicant) -> None:
    withdrawn = make_application(ada, status=ApplicationStatus.WITHDRAWN)
    for status in (ApplicationStatus.SUBMITTED, ApplicationStatus.INTERVIEW, ApplicationStatus.INTERVIEW):
        ApplicationMove.objects.create(application=withdrawn, to_status=status, happened_on=DAY)
    make_application(ada)
    make_application(obi, status=ApplicationStatus.COMPLETED)
    assert counts(ada) == [2, 1, 1, 0, 0, 0]


def test_an_empty_account_has_empty_bars(ada: Applicant) -> None:
    assert counts(ada) == [0] * 6
