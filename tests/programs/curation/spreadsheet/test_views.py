"""The import of programs in the admin: file, columns, preview, choice of rows, undo."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from applicants.models import User
from programs.choices import ChangeAction
from programs.curation.publishing.changes import apply_change
from programs.curation.spreadsheet import views
from programs.curation.spreadsheet.columns import COLUMNS
from programs.models import CatalogImport, Change, ColumnMeaning, Program
from tests.factories import load_vocabularies, make_program

UPLOAD = "/admin/programs/import/"
BY_HAND = Path(settings.BASE_DIR) / "tests" / "data" / "programs_by_hand.csv"
SMALL = "Hospital,Program,Type\nMercy,Heart,Elective\nGrace,Lung,Elective\n"


@pytest.fixture(autouse=True)
def vocabularies(db: None) -> None:
    load_vocabularies()


def upload(client: Client, content: bytes | str, name: str = "programs.csv") -> HttpResponse:
    data = content.encode() if isinstance(content, str) else content
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data)})


def previewed(client: Client, content: bytes | str, **chosen: str) -> CatalogImport:
    """Upload a sheet and take the columns as they were guessed, but for those chosen."""
    upload(client, content)
    job = CatalogImport.objects.latest("pk")
    url = reverse("program_import:columns", args=[job.pk])
    form = client.get(url).context["form"]
    values = {bound.html_name: bound.value() or "" for bound, _ in form.columns}
    answer = client.post(url, values | chosen)
    page = b"".join(answer.streaming_content).decode() if answer.streaming else ""
    assert (answer.status_code, "Done. See the result." in page) in ((302, False), (200, True))
    job.refresh_from_db()
    return job


def url_of(job: CatalogImport) -> str:
    return reverse("program_import:detail", args=[job.pk])


def applied(client: Client, job: CatalogImport, **choice: Any) -> HttpResponse:
    ticked = [row.number for row in client.get(url_of(job)).context["rows"] if row.is_ticked]
    return client.post(url_of(job), {"rows": ticked} | choice)


def test_from_the_file_to_the_undo(curator_client: Client, curator: User) -> None:
    job = previewed(curator_client, BY_HAND.read_bytes())
    assert (job.status, job.counts, Program.objects.count()) == ("previewed", {"new": 24}, 0)
    page = curator_client.get(url_of(job))
    assert page.context["title"] == "Preview: nothing is imported yet"
    assert len([row for row in page.context["rows"] if row.is_ticked]) == 24
    assert applied(curator_client, job).url == url_of(job)
    assert (Program.objects.count(), set(Change.objects.values_list("by", flat=True))) == (24, {curator.pk})
    assert "Undo this import" in curator_client.get(url_of(job)).text
    curator_client.post(reverse("program_import:undo", args=[job.pk]))
    assert Program.objects.count() == 0
    assert curator_client.get(url_of(job)).context["title"] == "Import undone"


def test_columns_are_remembered_by_their_name(curator_client: Client) -> None:
    sheet = SMALL.replace("Hospital", "Krankenhaus")
    job = previewed(curator_client, sheet, **{"column-0": "host.name"})
    assert job.counts == {"new": 2}
    assert ColumnMeaning.objects.get(name="krankenhaus").column == "host.name"
    assert previewed(curator_client, sheet).mapping["fields"] == ["host.name", "name", "type"]


def test_columns_that_cannot_be(curator_client: Client) -> None:
    upload(curator_client, SMALL)
    url = reverse("program_import:columns", args=[CatalogImport.objects.get().pk])
    page = curator_client.post(url, {"column-0": "name", "column-1": "name"})
    assert (page.status_code, "Two columns are set to the same: Program." in page.text) == (422, True)
    page = curator_client.post(url, {"column-1": "name"})
    assert "Say which column holds the host" in page.text


def test_only_ticked_rows_are_imported(curator_client: Client) -> None:
    job = previewed(curator_client, SMALL)
    applied(curator_client, job, rows=[3])
    assert list(Program.objects.values_list("slug", flat=True)) == ["grace-lung"]
    job.refresh_from_db()
    assert job.counts == {"new": 1, "left out": 1}
    job = previewed(curator_client, "Hospital,Program,Type\nBay,Skin,Elective\n")
    page = curator_client.post(url_of(job), {})
    assert (page.status_code, "Tick at least one row." in page.text) == (422, True)


def test_a_change_shows_old_and_new(curator_client: Client) -> None:
    make_program(slug="heart", housing="not_provided")
    job = previewed(curator_client, "Slug,Housing\nheart,Yes\n")
    page = curator_client.get(url_of(job))
    (fact,) = page.context["rows"][0].facts
    assert (fact.label, fact.before, fact.after) == ("Housing", "No housing", "Housing provided")
    applied(curator_client, job)
    assert Program.objects.get(slug="heart").housing == "provided"


def test_probable_duplicates_are_shown_and_not_ticked(curator_client: Client) -> None:
    make_program(
        slug="known", name="Cardiology observership", host={"name": "Griffin Hospital", "kind": "clinic"}
    )
    sheet = "Hospital,Program,Type\nGrifin Hospital,Cardiology observership,Observership\n"
    page = curator_client.get(url_of(previewed(curator_client, sheet)))
    (row,) = page.context["rows"]
    assert (row.duplicates, row.is_choice, row.is_ticked) == ([("known", "/programs/known/")], True, False)
    assert "May be the same as" in page.text


def test_a_program_that_changed_since_the_preview_is_refused(curator_client: Client) -> None:
    program = make_program(slug="heart", housing="not_provided")
    job = previewed(curator_client, "Slug,Housing\nheart,Yes\n")
    Program.objects.filter(pk=program.pk).update(record=program.record | {"summary": "New"})
    applied(curator_client, job)
    assert Program.objects.get(slug="heart").housing == "not_provided"
    assert "Make the preview anew" in curator_client.get(url_of(job)).text


def test_what_another_curator_decided_stays_unless_said(curator_client: Client, curator: User) -> None:
    other = User.objects.create_user("other@example.org", is_staff=True)
    program = make_program(slug="heart", housing="not_provided")
    program.housing = "assistance"
    program.save()
    apply_change(program.pk, ChangeAction.EDITED, by=other)
    job = previewed(curator_client, "Slug,Housing\nheart,Yes\n")
    assert job.counts == {"unchanged": 1}
    assert "kept housing" in curator_client.get(url_of(job)).text
    job = previewed(curator_client, "Slug,Housing\nheart,Yes\n", overwrites="on")
    assert job.counts == {"changed": 1}


def test_a_long_import_says_how_far_it_is(curator_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "LONG", 1)
    job = previewed(curator_client, SMALL)
    text = b"".join(applied(curator_client, job)).decode()
    assert ("<li>2 of 2 rows</li>" in text, f'<a href="{url_of(job)}">' in text) == (True, True)
    assert Program.objects.count() == 2


def test_records_need_no_columns(curator_client: Client) -> None:
    line = '{"slug": "a", "name": "A", "type": "elective", "host": {"name": "Mercy", "kind": "clinic"}}'
    job = CatalogImport.objects.get(pk=int(upload(curator_client, line, "a.jsonl").url.split("/")[-2]))
    assert (job.status, job.counts) == ("previewed", {"new": 1})


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0rest", "old Excel file"),
        ("a.csv", b"", "The submitted file is empty."),
        ("a.csv", b"Hospital\n", "The sheet has one row only."),
        ("a.xlsx", b"PK\x03\x04broken", "The workbook cannot be read."),
        ("a.csv", b"abcdefgh\x00", "not a table of text"),
        ("a.jsonl", b'{"name": "M\xfcller"}', "The file is not UTF-8 at byte 12"),
    ],
)
def test_files_that_cannot_be_read(curator_client: Client, name: str, content: bytes, fault: str) -> None:
    page = upload(curator_client, content, name)
    assert (page.status_code, fault in page.text) == (422, True)


PAYLOADS = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "javascript:alert(1)"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_in_cells_are_shown_as_text(curator_client: Client, payload: str) -> None:
    quoted = '"' + payload.replace('"', '""') + '"'
    header = ",".join(column.label for column in COLUMNS)
    sheet = f"{header}\n" + ",".join([quoted] * len(COLUMNS)) + "\n"
    sheet += f"{header}\n".replace(header, "") + f",{quoted},{quoted}" + ",,,,,,,,Elective\n"
    job = previewed(curator_client, sheet)
    pages = [curator_client.get(url).text for url in (UPLOAD, url_of(job))]
    pages.append(curator_client.get(reverse("program_import:columns", args=[job.pk])).text)
    assert [page for page in pages if "<script>alert" in page or "<img src=x" in page] == []


def test_it_speaks_of_the_catalog(curator_client: Client) -> None:
    page = curator_client.get(UPLOAD)
    assert page.context["title"] == "Import programs of the catalog"
    assert "An applicant&#x27;s own list" in page.text or "An applicant's own list" in page.text


def test_nobody_without_the_permission_gets_in(curator_client: Client, curator: User) -> None:
    curator.groups.clear()
    assert curator_client.get(UPLOAD).status_code == 403
