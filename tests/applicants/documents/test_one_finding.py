"""A document that ends inside a rotation is green on no page, and the agenda, mail and calendar say so."""

import datetime
import re

import pytest
import time_machine
from django.test import Client

from applicants.agenda.digests import write_due_digests
from applicants.models import Applicant, Application, Mail
from tests.factories import make_application, make_document, make_kind, make_letter
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
GREEN = ("tag--good", "checklist__group--ready", 'data-readiness="ready"', "Good until", 'data-expiry="good"')


def day(number: int) -> datetime.date:
    return NOON.date() + datetime.timedelta(days=number)


def rotation(ada: Applicant, **facts: object) -> Application:
    """Return an accepted rotation on days 90 to 117 that asks for a TB test."""
    facts = {"name": "Heart", "status": "accepted", "starts_on": day(90), "ends_on": day(117)} | facts
    application = make_application(ada, **facts)
    application.checklist.create(code="tb_test", label="TB test")
    return application


def green_marks(ada: Applicant, client: Client, application: Application) -> dict[str, list[str]]:
    """Return every green mark by the address of its page."""
    document = ada.documents.get()
    letter = make_letter(ada, rotation=application)
    letter.shared.add(document)
    addresses = [
        *("/dashboard/", "/documents/", document.get_absolute_url(), "/letters/", letter.get_absolute_url()),
        *(f"/applications/?view={view}" for view in ("board", "table", "agenda", "month")),
        *(application.get_absolute_url(), f"{application.get_absolute_url()}pack/", "/immunizations/"),
    ]
    pages = {address: client.get(address) for address in addresses}
    assert {page.status_code for page in pages.values()} == {200}
    return {
        address: found
        for address, page in pages.items()
        if (found := [mark for mark in GREEN if mark in page.text])
    }


@pytest.mark.parametrize(
    ("issued_on", "words"),
    [
        (day(100 - 365), "Expires March 5, 2027, during “Heart”"),
        (day(80 - 365), "Expires February 13, 2027, before “Heart”"),
    ],
)
def test_a_document_that_ends_too_early_is_green_nowhere(
    issued_on: datetime.date, words: str, ada: Applicant, ada_client: Client
) -> None:
    make_document(ada, issued_on=issued_on)
    application = rotation(ada)
    with time_machine.travel(NOON, tick=False):
        assert green_marks(ada, ada_client, application) == {}
        assert words in ada_client.get("/documents/").text
        assert words in ada_client.get(ada.documents.get().get_absolute_url()).text
        agenda = ada_client.get("/applications/?view=agenda").text
        feed = ada_client.get(f"/calendar/{ada.calendar_secret}.ics").text
    assert "Last day to renew TB test" in agenda
    assert "Last day to renew TB test" in feed


def test_the_mail_says_when_it_has_to_be_renewed(ada: Applicant) -> None:
    make_document(ada, issued_on=day(10 - 365))
    rotation(ada, starts_on=day(5), ends_on=day(30))
    write_due_digests(NOON)
    assert "Last day to renew TB test: Heart" in Mail.objects.get(user=ada.user).text


def test_a_program_s_own_rule_counts_on_the_documents_pages_too(ada: Applicant, ada_client: Client) -> None:
    make_document(ada, issued_on=day(20))
    application = rotation(ada)
    application.checklist.update(valid_days=90)
    with time_machine.travel(NOON, tick=False):
        assert green_marks(ada, ada_client, application) == {}


def test_the_file_s_page_names_every_rotation_that_it_fails_and_each_rule(
    ada: Applicant, ada_client: Client
) -> None:
    make_kind()
    make_document(ada, issued_on=day(20))
    rotation(ada, name="First").checklist.update(valid_days=90)
    rotation(ada, name="Second", starts_on=day(120), ends_on=day(147)).checklist.update(valid_days=60)
    rotation(ada, name="Usual")
    with time_machine.travel(NOON, tick=False):
        page = as_shown(ada_client.get(ada.documents.get().get_absolute_url()))
        table = as_shown(ada_client.get("/documents/"))
        usual = as_shown(ada_client.get(ada.applications.get(name="Usual").get_absolute_url()))
    marks = re.findall(r'data-mark="\w+">([^<]+)</span>\s*<small>([^<]+)</small>', page)
    assert marks == [
        ("Expires March 15, 2027, during “First”", "(this host’s own rule: 90 days from its date)"),
        ("Expires February 13, 2027, before “Second”", "(this host’s own rule: 60 days from its date)"),
    ]
    cells = re.findall(r"<small>until ([^<]+)</small>", table)
    assert [" ".join(cell.split()) for cell in cells] == [
        "Mar 15, 2027 (this host’s own rule: 90 days from its date)",
        "Dec 15, 2027 (usual rule: 365 days from its date)",
        "Feb 13, 2027 (this host’s own rule: 60 days from its date)",
    ]
    assert "<small>(usual rule: 365 days from its date)</small>" in usual


def test_a_document_that_lasts_stays_green(ada: Applicant, ada_client: Client) -> None:
    make_kind()
    make_document(ada, issued_on=day(-10))
    application = rotation(ada)
    rotation(ada, name="Over", starts_on=day(-500), ends_on=day(-480), status="completed")
    rotation(ada, name="Undated", starts_on=None, ends_on=None)
    with time_machine.travel(NOON, tick=False):
        green = green_marks(ada, ada_client, application)
    assert {"/documents/", ada.documents.get().get_absolute_url()} < set(green)
    assert application.get_absolute_url() in green
