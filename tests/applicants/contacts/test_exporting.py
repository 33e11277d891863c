"""Contacts as spreadsheets: whole, and safe to open."""

import csv
import datetime
import io

import openpyxl
import pytest
from django.test import Client

from applicants.contacts.exporting import COLUMNS
from applicants.models import Applicant
from programs.models import Specialty
from tests.factories import make_application, make_contact

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("http://evil.example","x")'


def sheet_of(content: bytes) -> list[list[object]]:
    """Return the rows of a workbook's first sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def lines_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def jane(ada: Applicant, obi: Applicant) -> None:
    """Somebody with every fact, and somebody of the other applicant's."""
    jane = make_contact(
        ada,
        name="Zoë Doe",
        role="coordinator",
        title="MD",
        specialty=Specialty.objects.create(name="Cardiology", slug="cardiology"),
        organization="Hospital",
        department="Heart",
        city="Houston",
        state="TX",
        email="zoe@example.org",
        phone="+1 555 0100",
        website="https://example.org/",
        next_on=datetime.date(2027, 3, 1),
        next_note="Thank her",
        note="Two\nlines",
    )
    jane.applications.add(make_application(ada, name="One"), make_application(ada, name="Two"))
    make_contact(obi, name="Obi's friend")


def test_both_sheets_hold_every_fact_of_ones_own_contacts(jane: None, ada_client: Client) -> None:
    expected = [
        *("Zoë Doe", "Coordinator", "MD", "Cardiology", "Hospital", "Heart", "Houston", "TX"),
        *("zoe@example.org", "'+1 555 0100", "https://example.org/", "2027-03-01", "Thank her", "One; Two"),
        "Two\nlines",
    ]
    answer = ada_client.get("/contacts/export.csv")
    assert lines_of(answer.content) == [list(COLUMNS), expected]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="contacts.csv"'
    answer = ada_client.get("/contacts/export.xlsx")
    expected[11] = datetime.datetime(2027, 3, 1)  # noqa: DTZ001 - a cell has no zone
    assert sheet_of(answer.content) == [list(COLUMNS), expected]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="contacts.xlsx"'


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "  =", "\ufeff=", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_nothing_is_run_as_a_formula(start: str, ada: Applicant, ada_client: Client) -> None:
    make_contact(ada, name="A", note=f"{start}{FORMULA}")
    (_, (*_, note)) = lines_of(ada_client.get("/contacts/export.csv").content)
    (_, (*_, cell)) = sheet_of(ada_client.get("/contacts/export.xlsx").content)
    assert [note[0], str(cell)[0]] == ["'", "'"]


def test_a_formula_after_a_semicolon_is_not_run_either(ada: Applicant, ada_client: Client) -> None:
    make_contact(ada, name="A", note="x;=1+1")
    (_, (*_, note)) = lines_of(ada_client.get("/contacts/export.csv").content)
    (_, (*_, cell)) = sheet_of(ada_client.get("/contacts/export.xlsx").content)
    assert (note, cell) == ("x;'=1+1", "x;'=1+1")


def test_a_workbook_leaves_out_what_it_cannot_hold(ada: Applicant, ada_client: Client) -> None:
    make_contact(ada, name="A\x0bB")
    assert sheet_of(ada_client.get("/contacts/export.xlsx").content)[1][0] == "A B"


def test_an_export_holds_what_the_list_shows(ada: Applicant, ada_client: Client) -> None:
    make_contact(ada, name="Jane")
    make_contact(ada, name="José")
    assert [row[0] for row in lines_of(ada_client.get("/contacts/export.csv?q=jose").content)[1:]] == ["José"]
    assert [row[0] for row in sheet_of(ada_client.get("/contacts/export.xlsx?q=jose").content)[1:]] == [
        "José"
    ]
