"""The documents that running applications wait for."""

import datetime
from typing import Any

import pytest
from django.test import Client

from applicants.applications.workflow import ApplicationStatus
from applicants.dashboard.documents import wanted_documents
from applicants.documents.collection import load_documents
from applicants.models import Applicant, Application
from tests.factories import make_application, make_document, make_kind
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 25)


def day(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def rotation(applicant: Applicant, *lines: str, any_of: str = "", **facts: Any) -> Application:
    """Return an application for days 30 to 57 that asks for some documents."""
    application = make_application(applicant, **{"starts_on": day(30), "ends_on": day(57)} | facts)
    for code in lines:
        label = {"tb_test": "TB test", "cv": "CV", "visit": "A visit"}[code]
        application.checklist.create(code=code, label=label, any_of=any_of)
    return application


def wanted(applicant: Applicant) -> list[tuple[str, str, str, int]]:
    make_kind()
    make_kind("cv", label="CV", validity_days=None, never_expires=True)
    found = wanted_documents(applicant.applications.for_agenda(), load_documents(applicant), TODAY)
    return [(one.code, one.label, one.state, one.count) for one in found]


def test_what_most_applications_wait_for_comes_first(ada: Applicant, obi: Applicant) -> None:
    rotation(ada, "tb_test", "cv", "visit")
    rotation(ada, "tb_test")
    rotation(obi, "cv")
    # A visit is no document.
    assert wanted(ada) == [("tb_test", "TB test", "missing", 2), ("cv", "CV", "missing", 1)]


def test_what_is_on_file_and_lasts_is_not_wanted(ada: Applicant) -> None:
    rotation(ada, "tb_test", "cv")
    make_document(ada, issued_on=day(57 - 365))
    make_kind("cv", label="CV", validity_days=None, never_expires=True)
    make_document(ada, "cv")
    assert wanted(ada) == []


# Of a resident abroad the hospital can confirm it.
@pytest.mark.parametrize("stage", ["", "final_year_student", "resident_abroad"])
def test_students_are_asked_whether_they_are_enrolled(stage: str, ada: Applicant, ada_client: Client) -> None:
    dashboard, page, pack = pages_of_enrollment(stage, ada, ada_client)
    assert 'data-wanted="enrollment_verification"' in dashboard
    assert 'data-check="enrollment_verification" data-readiness="missing"' in page
    assert "0 of 1 ready" in page
    assert "1 still missing" in page
    assert 'data-missing="enrollment_verification"' in pack


@pytest.mark.parametrize("stage", ["graduate", "practicing_physician"])
def test_graduates_are_not_asked_whether_they_are_enrolled(
    stage: str, ada: Applicant, ada_client: Client
) -> None:
    dashboard, page, pack = pages_of_enrollment(stage, ada, ada_client)
    assert 'data-wanted="enrollment_verification"' not in dashboard
    assert 'data-check="enrollment_verification" data-readiness="not_required"' in page
    assert "No documents to get" in page
    assert "You have graduated" in page
    assert "1 still missing" not in page
    assert 'data-missing="enrollment_verification"' not in pack


def pages_of_enrollment(stage: str, applicant: Applicant, client: Client) -> tuple[str, str, str]:
    """Return dashboard, application and pack of somebody whose program asks for proof of enrollment."""
    Applicant.objects.update(stage=stage)
    make_kind("enrollment_verification", label="Enrollment verification")
    application = rotation(applicant)
    application.checklist.create(code="enrollment_verification", label="Enrollment verification")
    url = application.get_absolute_url()
    dashboard, page, pack = (as_shown(client.get(path)) for path in ("/dashboard/", url, f"{url}pack/"))
    return dashboard, page, pack


def test_the_worst_state_is_named(ada: Applicant) -> None:
    make_document(ada, issued_on=day(56 - 365))
    rotation(ada, "tb_test")
    rotation(ada, "tb_test", starts_on=day(200), ends_on=day(227))
    assert wanted(ada) == [("tb_test", "TB test", "expires_during", 2)]


@pytest.mark.parametrize(("issued", "found"), [(None, []), (day(56 - 365), ["expires_during"])])
def test_a_document_marked_as_there_is_wanted_only_when_it_ends_too_early(
    issued: datetime.date | None, found: list[str], ada: Applicant
) -> None:
    rotation(ada, "tb_test").checklist.update(state="have")
    if issued:
        make_document(ada, issued_on=issued)
    assert [state for _, _, state, _ in wanted(ada)] == found


def test_what_is_marked_as_not_needed_is_not_wanted(ada: Applicant) -> None:
    rotation(ada, "tb_test").checklist.update(state="not_needed")
    assert wanted(ada) == []


def test_of_alternatives_one_is_enough(ada: Applicant) -> None:
    rotation(ada, "tb_test", "cv", any_of="either")
    assert wanted(ada) == [("tb_test", "TB test or CV", "missing", 1)]
    make_document(ada, "cv")
    assert wanted(ada) == []


@pytest.mark.parametrize(
    "status",
    ["completed", "not_accepted", "no_reply", "withdrawn", "declined", "cancelled"],
)
def test_what_is_over_waits_for_nothing(status: str, ada: Applicant) -> None:
    rotation(ada, "cv", status=status)
    assert wanted(ada) == []


@pytest.mark.parametrize(
    "status",
    ["shortlisted", "preparing", "submitted", "interview", "offered", "accepted", "rotating"],
)
def test_what_is_not_over_waits_for_its_documents(status: str, ada: Applicant) -> None:
    rotation(ada, "cv", status=status)
    assert wanted(ada) == [("cv", "CV", "missing", 1)]


def test_the_account_names_them_with_a_way_to_upload(
    ada: Applicant, ada_client: Client, obi_client: Client
) -> None:
    rotation(ada, "cv")
    make_kind("cv", label="CV", validity_days=None, never_expires=True)
    page = as_shown(ada_client.get("/dashboard/"))
    assert page.count('data-wanted="cv" data-count="1"') == 1
    assert 'href="/documents/?kind=cv#add"' in page
    assert "data-wanted" not in as_shown(obi_client.get("/dashboard/"))


def test_what_is_needed_first_comes_first(ada: Applicant) -> None:
    rotation(ada, "tb_test", starts_on=day(60), ends_on=day(87))
    rotation(ada, "cv", status=ApplicationStatus.SHORTLISTED, deadline_on=day(5))
    assert [label for _, label, _, _ in wanted(ada)] == ["CV", "TB test"]
    found = wanted_documents(ada.applications.for_agenda(), load_documents(ada), TODAY)
    assert [one.needed_on for one in found] == [day(5), day(60)]
