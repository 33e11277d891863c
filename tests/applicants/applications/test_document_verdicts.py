"""The checklist against the application's own dates."""

import datetime
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from applicants.agenda.data import load_agenda_data
from applicants.agenda.entry_builders import agenda
from applicants.applications.choices import DocumentState
from applicants.applications.creation import shortlist
from applicants.models import Applicant, Application
from tests.factories import make_application, make_document, make_kind, make_program
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 1)
CHECK = re.compile(r'data-check="(\w+)" data-readiness="(\w+)"><b>[^<]+</b> <span>([^<]+?)</span>')


@pytest.fixture(autouse=True)
def first_of_march() -> Iterator[None]:
    """Stand still on March 1, 2026."""
    with time_machine.travel(datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def application(ada: Applicant) -> Application:
    """A rotation in May that asks for a TB test."""
    make_kind()
    application = make_application(ada, starts_on="2026-05-01", ends_on="2026-05-28")
    application.checklist.create(code="tb_test", label="TB test")
    return application


def checks(client: Client, application: Application) -> list[tuple[str, str, str]]:
    """Return what the page says of each document."""
    return CHECK.findall(as_shown(client.get(application.get_absolute_url())))


def test_a_missing_document_leads_to_the_upload(application: Application, ada_client: Client) -> None:
    words = "You have no TB test on file. For this rotation it has to be dated between March 1 and May 1."
    assert checks(ada_client, application) == [("tb_test", "missing", words)]
    page = ada_client.get(application.get_absolute_url()).content.decode()
    assert 'href="/documents/?kind=tb_test#add"' in page
    form = ada_client.get("/documents/?kind=tb_test").content.decode()
    assert '<option value="tb_test" selected>' in form


def test_one_document_passes_for_one_rotation_and_fails_for_another(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    make_document(ada, issued_on="2025-05-16")
    later = make_application(ada, starts_on="2026-04-01", ends_on="2026-04-28")
    later.checklist.create(code="tb_test", label="TB test")
    words = "Your TB test expires 12 days before this rotation ends: retest between March 1 and May 1."
    assert checks(ada_client, application) == [("tb_test", "expires_during", words)]
    words = "Your TB test is good until May 16, 2026, 18 days after this rotation ends."
    assert checks(ada_client, later) == [("tb_test", "ready", words)]


def links(client: Client, application: Application) -> list[str]:
    """Return where the page sends one to act on its documents."""
    page = as_shown(client.get(application.get_absolute_url()))
    return re.findall(r'data-readiness="\w+">.*?<a href="([^"]+)"', page)


def test_a_document_that_does_not_do_leads_to_its_own_page(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    document = make_document(ada, issued_on="2025-05-16")
    assert links(ada_client, application) == [document.get_absolute_url()]
    document.versions.update(issued_on=None)
    assert links(ada_client, application) == [document.get_absolute_url()]
    Application.objects.update(starts_on=None)
    assert links(ada_client, application) == ["#plan-h"]
    assert 'id="plan-h"' in ada_client.get(application.get_absolute_url()).content.decode()


def test_a_document_counts_as_ready_when_its_document_is_and_not_when_it_ends_too_early(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    def words() -> str:
        page = as_shown(ada_client.get(application.get_absolute_url()))
        return re.search(r'Requirements <span class="tag[^"]*">([^<]+)<', page)[1]

    application.checklist.create(label="A photo", state=DocumentState.HAVE)
    assert words() == "1 of 2 ready"
    document = make_document(ada, issued_on="2025-06-01")
    assert words() == "All 2 ready"
    document.versions.update(issued_on="2025-05-16")
    assert words() == "1 of 2 ready"
    application.checklist.update(state=DocumentState.HAVE)
    assert words() == "1 of 2 ready"


def test_a_document_of_somebody_else_counts_for_nothing(
    application: Application, obi: Applicant, ada_client: Client
) -> None:
    make_document(obi, issued_on="2026-02-01")
    assert [state for _, state, _ in checks(ada_client, application)] == ["missing"]


def test_without_dates_nobody_can_tell(application: Application, ada: Applicant, ada_client: Client) -> None:
    make_document(ada, issued_on="2026-02-01")
    Application.objects.update(starts_on=None)
    assert [state for _, state, _ in checks(ada_client, application)] == ["unknown"]


def test_what_is_marked_as_not_needed_is_not_required(application: Application, ada_client: Client) -> None:
    application.checklist.update(state=DocumentState.NOT_NEEDED)
    assert [state for _, state, _ in checks(ada_client, application)] == ["not_required"]


def test_of_alternatives_one_is_enough(ada: Applicant, application: Application, ada_client: Client) -> None:
    for code in ("toefl", "ielts"):
        make_kind(code, label=code.upper(), validity_days=730)
        application.checklist.create(code=code, label=code.upper(), any_of="English")
    states = [(code, state) for code, state, _ in checks(ada_client, application)]
    assert states == [("tb_test", "missing"), ("toefl", "missing"), ("ielts", "missing")]
    make_document(ada, "ielts", issued_on="2025-09-01")
    found = checks(ada_client, application)
    assert [(code, state) for code, state, _ in found] == [
        ("tb_test", "missing"),
        ("toefl", "not_required"),
        ("ielts", "ready"),
    ]
    assert found[1][2] == "Not needed: IELTS is ready, and one of these is enough."


def test_the_program_s_own_rule_comes_before_the_usual_one(ada: Applicant, ada_client: Client) -> None:
    make_kind()
    asked = {"code": "tb_test", "level": "required", "valid_days": 60}
    application, _ = shortlist(ada, make_program(requirements=[asked]))
    application.amend(starts_on=datetime.date(2026, 5, 1), ends_on=datetime.date(2026, 5, 28))
    make_document(ada, issued_on="2026-02-20")
    words = (
        "Your TB test expires 10 days before this rotation starts: retest between March 29 and May 1."
        " This host’s own rule: good for 60 days from its date."
    )
    assert checks(ada_client, application) == [("tb_test", "expired_before", words)]
    entries = [entry for entry in agenda(load_agenda_data(ada)) if entry.kind == "renew"]
    assert [entry.day for entry in entries] == [datetime.date(2026, 3, 29), datetime.date(2026, 5, 1)]


@pytest.mark.parametrize(
    ("time_zone", "when"),
    [("Pacific/Kiritimati", "March 2"), ("UTC", "March 1"), ("Pacific/Midway", "February 28")],
)
def test_today_is_the_applicant_s_own_day(
    *, time_zone: str, when: str, application: Application, ada: Applicant, ada_client: Client
) -> None:
    Applicant.objects.update(time_zone=time_zone)
    make_document(ada, issued_on="2025-04-01")
    hour = 5 if time_zone == "Pacific/Midway" else 12
    with time_machine.travel(datetime.datetime(2026, 3, 1, hour, tzinfo=datetime.UTC), tick=False):
        ((_, state, words),) = checks(ada_client, application)
    assert state == "expired_before"
    assert f"retest between {when} and May 1." in words


def test_what_is_no_document_is_not_judged(application: Application, ada_client: Client) -> None:
    application.checklist.create(code="interview", label="Interview")
    application.checklist.create(label="TB test")
    assert [code for code, _, _ in checks(ada_client, application)] == ["tb_test"]
