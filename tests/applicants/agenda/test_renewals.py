"""The agenda's days of documents: when they expire, and from when to when they can be renewed."""

from typing import Any

import pytest

from applicants.applications.workflow import ApplicationStatus, is_over
from applicants.models import Applicant, Application
from tests.applicants.agenda.reading import agenda_rows, day, entries
from tests.factories import make_application, make_document, make_kind

pytestmark = pytest.mark.django_db


def rotation(applicant: Applicant, first: int, last: int, **facts: Any) -> Application:
    """Return an application with dates that asks for a TB test."""
    application = make_application(applicant, starts_on=day(first), ends_on=day(last), **facts)
    application.checklist.create(code="tb_test", label="TB test")
    return application


def test_a_document_that_ends_too_early_is_renewed_in_time(ada: Applicant, obi: Applicant) -> None:
    make_document(ada, issued_on=day(40 - 365))
    make_document(obi, issued_on=day(41 - 365))
    rotation(ada, 30, 57)
    assert agenda_rows(ada) == [
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
    assert list(zip(agenda_rows(ada), tasks, strict=True)) == [
        (("renew", 63, "TB test can be renewed from now on"), False),
        (("expires", 355, "Your TB test expires"), False),
        (("renew", 400, "Last day to renew TB test"), True),
    ]


@pytest.mark.parametrize("status", ApplicationStatus)
def test_nothing_is_renewed_for_what_is_over(status: ApplicationStatus, ada: Applicant) -> None:
    make_document(ada, issued_on=day(40 - 365))
    rotation(ada, 30, 57, status=status)
    found = [line for line in agenda_rows(ada) if line[0] == "renew"]
    assert len(found) == (0 if is_over(status) else 1)


def test_a_document_that_covers_the_rotation_only_expires(ada: Applicant) -> None:
    document = make_document(ada, issued_on=day(-1))
    rotation(ada, 30, 57)
    assert agenda_rows(ada) == [("expires", 364, "Your TB test expires")]
    assert entries(ada)[0].where == document.get_absolute_url()


def test_what_is_missing_or_never_expires_is_on_no_day(ada: Applicant) -> None:
    make_kind()
    make_kind("cv", label="CV", validity_days=None, never_expires=True)
    make_document(ada, "cv", issued_on=day(-900))
    rotation(ada, 30, 57).checklist.create(code="cv", label="CV")
    assert agenda_rows(ada) == []
