"""The spreadsheet bridge: paste or upload, check the columns, read the report; download."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applicants.models import Applicant, Application
from tests.factories import make_application
from tests.page_forms import forms_of
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
IMPORT, EXPORT = "/applications/import/", "/applications/export.csv"
SHEET = 'Program\tCosts\tStatus\nHeart\t$500, "flat"\tApplied\nLung\t\tbanana\n'


def preview(client: Client, **posted: Any) -> Any:
    return client.post(IMPORT, {"step": "preview"} | posted)


def confirm(client: Client, looked_at: Any, **chosen: str) -> Any:
    """Post the form with the columns as the page has it."""
    return client.post(IMPORT, forms_of(looked_at)[""] | chosen)


def test_a_pasted_sheet_is_looked_at_then_imported_row_by_row(ada: Applicant, ada_client: Client) -> None:
    looked_at = preview(ada_client, text=SHEET)
    body = looked_at.content.decode()
    assert (looked_at.status_code, Application.objects.count()) == (200, 0)
    assert "2 rows found." in body
    assert [body.count(f'data-column="{field}"') for field in ("name", "costs_note", "status")] == [1, 1, 1]
    report = as_shown(confirm(ada_client, looked_at))
    assert "2 created, 0 already there, 0 refused." in report
    assert 'data-row="2" data-result="created"' in report
    assert 'data-row="3" data-result="created"' in report
    assert "Status: “banana” was not understood; saved as Shortlisted." in report
    row = Application.objects.get(name="Heart")
    assert (row.applicant, row.name, row.costs_note, row.status) == (
        ada,
        "Heart",
        '$500, "flat"',
        "submitted",
    )


def test_the_mapping_can_be_corrected(ada_client: Client) -> None:
    looked_at = preview(ada_client, text="A\tB\nHeart\tMercy")
    refused = confirm(ada_client, looked_at)
    assert (refused.status_code, Application.objects.count()) == (422, 0)
    assert "Say which column holds the program or the host." in refused.content.decode()
    twice = confirm(ada_client, refused, **{"column-0": "name", "column-1": "name"})
    assert twice.status_code == 422
    assert "Two columns are set to the same: Program." in twice.content.decode()
    confirm(ada_client, twice, **{"column-0": "name", "column-1": "host_name"})
    assert Application.objects.values_list("name", "host_name").get() == ("Heart", "Mercy")


def test_submitted_twice_creates_nothing_twice(ada_client: Client) -> None:
    looked_at = preview(ada_client, text=SHEET)
    confirm(ada_client, looked_at)
    again = confirm(ada_client, looked_at).content.decode()
    assert "0 created, 2 already there, 0 refused." in again
    assert "was not understood" not in again
    assert Application.objects.count() == 2


def test_days_that_can_be_read_both_ways_are_asked_about(ada_client: Client) -> None:
    looked_at = preview(ada_client, text="Program\tDeadline\nHeart\t3/4/2026")
    assert "Days such as 3/4/2026 mean" in looked_at.content.decode()
    confirm(ada_client, looked_at, days="day")
    assert f"{Application.objects.get().deadline_on}" == "2026-04-03"
    assert (
        "Days such as" not in preview(ada_client, text="Program\tDeadline\nLung\t25/4/2026").content.decode()
    )


def uploaded(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def workbook() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (["Hospital", "Fee"], ["Mercy", 500]):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sheet.csv", b"Hospital;Fee\nMercy;500\n"),
        ("sheet.txt", "Hospital\tFee\nMercy\t500\n".encode("utf-16")),
        ("sheet.xlsx", workbook()),
        ("misnamed.csv", workbook()),
    ],
)
def test_a_file_is_read_by_what_it_holds(ada_client: Client, name: str, content: bytes) -> None:
    confirm(ada_client, preview(ada_client, file=uploaded(name, content)))
    assert Application.objects.values_list("name", "costs_note").get() == ("Mercy", "500")


@pytest.mark.parametrize(
    ("posted", "fault"),
    [
        ({}, "Paste a table or choose a file first."),
        ({"text": "  \n "}, "Paste a table or choose a file first."),
        ({"text": "one row"}, "The sheet has one row only."),
        ({"text": "a\n" * 600}, "more than 500 rows"),
        ({"text": "a\x00b\nc"}, "Null characters are not allowed."),
        ({"text": "x" * 1_000_001}, "too big"),
        ({"file": b""}, "The sheet is empty."),
        ({"file": b"PK\x03\x04nonsense"}, "The workbook cannot be read."),
        ({"file": b"\xd0\xcf\x11\xe0old"}, "This is an old Excel file (.xls)."),
        ({"file": b"x" * 1_000_001}, "too big"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    ada_client: Client, posted: dict[str, Any], fault: str
) -> None:
    if "file" in posted:
        posted = {"file": uploaded("sheet.xlsx", posted["file"])}
    answer = preview(ada_client, **posted)
    assert answer.status_code == 422
    assert fault in answer.content.decode()


@pytest.mark.parametrize(
    "posted",
    [
        {"text": ""},
        {"text": "x"},
        {"text": "Program\nHeart", "column-0": "nonsense"},
        {"text": "Program\nHeart", "column-0": "version"},
        {"text": "Program\nHeart", "column-0": "name", "days": "nonsense"},
        {"text": "Program\nHeart"},
    ],
)
def test_a_tampered_form_imports_nothing(ada_client: Client, posted: dict[str, str]) -> None:
    answer = ada_client.post(IMPORT, {"step": "import"} | posted)
    assert (answer.status_code, Application.objects.count()) == (422, 0)


def test_markup_in_a_sheet_is_text(ada_client: Client) -> None:
    looked_at = preview(ada_client, text="Program\t<b>x</b>\n<script>alert(7)</script>\t</textarea><i>")
    report = confirm(ada_client, looked_at)
    for answer in (looked_at, report, ada_client.get(Application.objects.get().get_absolute_url())):
        assert [mark in answer.content.decode() for mark in ("<script>alert", "<b>x", "<i>")] == [False] * 3


# Out


def test_the_export_holds_ones_own_and_goes_in_again(
    ada: Applicant, ada_client: Client, obi: Applicant, obi_client: Client
) -> None:
    application = make_application(ada, name="=cmd", note="line 1\nline 2, “x”", rating=4, status="declined")
    application.moves.create(to_status="declined", happened_on="2026-01-02")
    make_application(obi, name="Secret")
    answer = ada_client.get(EXPORT)
    assert answer["Content-Disposition"] == 'attachment; filename="applications.csv"'
    text = answer.content.decode()
    assert "Secret" not in text
    assert "\n'=cmd," in text
    assert "Offer declined,2026-01-02" in text
    obi.applications.all().delete()
    confirm(obi_client, preview(obi_client, file=uploaded("applications.csv", answer.content)))
    assert obi_client.get(EXPORT).content == answer.content
    again = confirm(ada_client, preview(ada_client, file=uploaded("applications.csv", answer.content)))
    assert "0 created, 1 already there, 0 refused." in again.content.decode()


@pytest.mark.parametrize("address", [IMPORT, EXPORT])
def test_without_an_account_one_logs_in_first(client: Client, address: str) -> None:
    assert client.get(address)["Location"].startswith("/accounts/login/")
