"""The documents against the rotations: one table for all that the applications ask for."""

import datetime
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from applicants.applications.document_table import DocumentTable, document_table
from applicants.documents.collection import load_documents
from applicants.models import Applicant, Application
from tests.factories import make_application, make_document, make_kind
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 1)


@pytest.fixture(autouse=True)
def first_of_march() -> Iterator[None]:
    with time_machine.travel("2026-03-01 12:00:00+00:00", tick=False):
        yield


def rotation(applicant: Applicant, name: str, first: str, last: str, *codes: str) -> Application:
    application = make_application(applicant, name=name, starts_on=first, ends_on=last)
    for code in codes:
        application.checklist.create(code=code, label=code.upper())
    return application


@pytest.fixture
def two_rotations(ada: Applicant) -> None:
    """Two stays that ask for a TB test, the second for a CV too; the test expires inside the second."""
    make_kind()
    make_kind("cv", label="CV", validity_days=None, never_expires=True)
    rotation(ada, "Later", "2026-05-01", "2026-05-28", "tb_test", "cv", "interview")
    rotation(ada, "Sooner", "2026-04-01", "2026-04-28", "tb_test")
    make_application(ada, name="Asks for nothing")
    make_document(ada, issued_on="2025-05-16")


def table(applicant: Applicant) -> DocumentTable:
    applications = list(applicant.applications.running().for_document_table())
    return document_table(applications, load_documents(applicant), TODAY)


def states(found: DocumentTable) -> dict[str, list[str | None]]:
    return {
        row.code: [cell.verdict and cell.verdict.state.value for cell in row.cells]
        for row in (*found.open, *found.done)
    }


@pytest.mark.usefixtures("two_rotations")
def test_each_document_has_its_state_at_each_rotation_the_nearest_first(ada: Applicant) -> None:
    found = table(ada)
    assert [application.name for application in found.applications] == ["Sooner", "Later"]
    assert states(found) == {"tb_test": ["ready", "expires_during"], "cv": [None, "missing"]}
    assert [row.code for row in found.open] == ["tb_test", "cv"]


def test_what_no_rotation_asks_for_is_compared_and_is_no_fault(ada: Applicant, ada_client: Client) -> None:
    make_kind()
    make_kind("cv", label="CV", validity_days=None, never_expires=True)
    rotation(ada, "Before", "2026-04-01", "2026-04-28")
    rotation(ada, "During", "2026-05-01", "2026-05-28")
    make_application(ada, name="Without days")
    make_document(ada, issued_on="2025-05-16")
    make_document(ada, "cv")
    found = table(ada)
    assert states(found) == {"tb_test": ["ready", "expires_during"]}
    assert [cell.is_asked for row in found.done for cell in row.cells] == [False, False]
    assert found.open == []
    page = as_shown(ada_client.get("/documents/"))
    row = page.partition('data-table-row="tb_test"')[2].partition("</tr>")[0]
    assert re.findall(r'data-cell="(\w+)"', row) == ["not_asked", "not_asked"]
    assert re.findall(r'class="(readiness[^"]*)"[^>]*>([^<]+)<', row) == [("readiness", "Not asked for")] * 2
    assert ("Good until May 16, 2026" in page, "during “During”" in page) == (True, False)


@pytest.mark.usefixtures("two_rotations")
def test_what_is_ready_everywhere_stands_apart(ada: Applicant) -> None:
    make_document(ada, "cv")
    found = table(ada)
    assert ([row.code for row in found.open], [row.code for row in found.done]) == (["tb_test"], ["cv"])


@pytest.mark.usefixtures("two_rotations")
def test_the_page_says_the_states_in_words_and_agrees_with_each_application(
    ada: Applicant, ada_client: Client
) -> None:
    page = as_shown(ada_client.get("/documents/"))
    row = page.partition('data-table-row="tb_test"')[2].partition("</tr>")[0]
    assert re.findall(r'data-cell="(\w+)"', row) == ["ready", "expires_during"]
    assert re.findall(r'readiness--\w+"[^>]*>([^<]+)<', row) == ["Ready", "Expires during the rotation"]
    for application in ada.applications.exclude(name="Asks for nothing"):
        own = as_shown(ada_client.get(application.get_absolute_url()))
        shown = dict(re.findall(r'data-check="(\w+)" data-readiness="(\w+)"', own))
        assert shown["tb_test"] == {"Sooner": "ready", "Later": "expires_during"}[application.name]
    assert "Good until" not in page


def test_without_applications_there_is_no_table(ada: Applicant, ada_client: Client) -> None:
    assert 'id="matrix"' not in as_shown(ada_client.get("/documents/"))
