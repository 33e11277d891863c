"""The documents: upload, look, change, download, delete; nobody else sees any of it."""

import hashlib
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.documents import quotas
from applicants.models import Applicant, Document, DocumentKind, DocumentVersion, FileAccess
from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.conftest import Post, stored
from tests.factories import make_application
from tests.page_forms import send_only

pytestmark = pytest.mark.django_db
TOKEN = "6f9619ff-8b86-4d11-b42d-00c04fc964ff"


def actions() -> list[str]:
    return list(FileAccess.objects.order_by("id").values_list("action", flat=True))


def fetched(client: Client, address: str) -> HttpResponse:
    """Return an answer whose stream, if it is one, was read to its end."""
    answer = client.get(address)
    b"".join(answer)
    return answer


def test_an_upload_is_kept_whole_and_private(upload: Post, ada_client: Client, private_dir: Path) -> None:
    body = parts.pdf()
    answer = upload(ada_client, issued_on="2026-02-01", note="Both steps", name="my tb.pdf")
    version = DocumentVersion.objects.get()
    assert answer.headers["Location"] == f"/documents/{version.document_id}/"
    assert (version.original_name, version.size, version.content_type, version.note) == (
        "my tb.pdf",
        len(body),
        "application/pdf",
        "Both steps",
    )
    assert version.sha256 == hashlib.sha256(body).hexdigest()
    (path,) = stored(private_dir)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (body, 0o600)
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}", path.relative_to(private_dir).as_posix())
    assert actions() == ["uploaded"]


def test_the_documents_shows_documents_by_kind(upload: Post, ada_client: Client, document: Document) -> None:
    upload(ada_client, kind="cv", name="cv.docx", body=parts.docx())
    page = ada_client.get("/documents/").content.decode()
    found = re.findall(r'data-document="([^"]+)" data-kind="([^"]+)"', page)
    assert [kind for _, kind in found] == ["tb_test", "cv"]
    assert found[0][0] == str(document.pk)
    assert "2 of 50 files" in page


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"name": "x.exe"}, "file", "Upload a PDF, a JPEG or PNG picture, or a Word document (DOCX)."),
        ({"body": b""}, "file", "This file is empty."),
        ({"body": b"MZ" + bytes(99)}, "file", "does not match its file extension"),
        ({"body": parts.pdf() + bytes(11_000_000)}, "file", "This file is too large: the most is 10 MB."),
        ({"body": parts.pdf() + bytes(14_000_000)}, "file", "This file is too large: the most is 10 MB."),
        ({"kind": "nothing"}, "kind", "Select a valid choice."),
        ({"kind": ""}, "kind", "This field is required."),
        ({"issued_on": "soon"}, "issued_on", "Write the day as year, month and day: 2026-03-02."),
        ({"issued_on": "02/03/2026"}, "issued_on", "Write the day as year, month and day: 2026-03-02."),
        ({"issued_on": "2090-01-01"}, "issued_on", "This day is in the future."),
        ({"issued_on": "1200-01-01"}, "issued_on", "Write a day from 1950 to 2100."),
        ({"issued_on": "2026-02-01", "expires_on": "2026-01-01"}, "expires_on", "cannot be before"),
        ({"token": "none"}, "token", "Enter a valid UUID."),
        ({"note": "a\0b"}, "note", "Null characters are not allowed."),
    ],
)
def test_bad_input_is_answered_in_words_and_nothing_is_kept(
    *, given: dict[str, Any], field: str, words: str, upload: Post, ada_client: Client, private_dir: Path
) -> None:
    answer = upload(ada_client, **given)
    assert answer.status_code == 422
    assert words in " ".join(answer.context_data["form"].errors[field])
    assert (Document.objects.count(), stored(private_dir)) == (0, [])


def test_a_form_without_a_file_asks_for_one(kinds: dict[str, DocumentKind], ada_client: Client) -> None:
    answer = ada_client.post("/documents/", {"kind": "cv", "file": "not a file"})
    assert answer.status_code == 422
    assert answer.context_data["form"].errors["file"] == ["This field is required."]


def test_a_form_sent_twice_makes_one_document(
    upload: Post, ada_client: Client, obi_client: Client, private_dir: Path
) -> None:
    first, second = (upload(ada_client, token=TOKEN) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert (Document.objects.count(), len(stored(private_dir)), actions()) == (1, 1, ["uploaded"])


def test_a_token_of_somebody_else_gives_nothing_away(
    upload: Post, ada_client: Client, obi_client: Client
) -> None:
    upload(ada_client, token=TOKEN)
    answer = upload(obi_client, token=TOKEN, name="obi.pdf")
    assert answer.status_code == 302
    assert sorted(DocumentVersion.objects.values_list("original_name", flat=True)) == ["obi.pdf", "tb.pdf"]


def test_a_new_version_comes_first_and_the_old_one_stays(
    upload: Post, ada_client: Client, document: Document
) -> None:
    address = f"/documents/{document.pk}/"
    answer = upload(ada_client, address=f"{address}versions/", name="new.pdf", issued_on="2026-11-01")
    assert answer.headers["Location"] == address
    assert [version.original_name for version in document.versions.all()] == ["new.pdf", "tb.pdf"]
    body = b"".join(ada_client.get(f"{address}download/").streaming_content)
    assert body == parts.pdf()
    old = document.versions.last()
    answer = fetched(ada_client, f"{address}versions/{old.pk}/download/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tb.pdf"'


def test_the_log_shows_the_newest_lines_and_all_when_asked(
    ada: Applicant, obi: Applicant, ada_client: Client, obi_client: Client
) -> None:
    for number in range(12):
        ada.file_accesses.create(name=f"{number}.pdf", by=ada.user, action="uploaded")
    short, whole = (ada_client.get(f"/documents/{query}") for query in ("", "?log=all"))
    assert [len(answer.context_data["log"]) for answer in (short, whole)] == [10, 12]
    links = [b'href="?log=all#log-h"' in answer.content for answer in (short, whole)]
    assert links == [True, False]
    assert obi_client.get("/documents/?log=all").context_data["log"] == []


def test_a_refused_version_changes_nothing(upload: Post, ada_client: Client, document: Document) -> None:
    answer = upload(ada_client, address=f"/documents/{document.pk}/versions/", body=b"%PDF-1.4")
    assert answer.status_code == 422
    assert document.versions.count() == 1


def test_dates_and_names_are_changed(ada_client: Client, document: Document) -> None:
    given = {"name": "Mine", "issued_on": "2026-03-01", "expires_on": "2027-01-31", "note": "Quantiferon"}
    send_only(ada_client, f"/documents/{document.pk}/", f"{document.pk}/", given)
    document.refresh_from_db()
    version = document.current
    assert (document.name, str(version.issued_on), str(version.expires_on), version.note) == (
        "Mine",
        "2026-03-01",
        "2027-01-31",
        "Quantiferon",
    )
    answer = send_only(
        ada_client, f"/documents/{document.pk}/", f"{document.pk}/", given | {"expires_on": "2026-02-01"}
    )
    assert (answer.status_code, str(document.current.expires_on)) == (422, "2027-01-31")


def test_a_download_is_a_file_and_never_a_page(ada_client: Client, document: Document) -> None:
    answer = ada_client.get(f"/documents/{document.pk}/download/")
    assert b"".join(answer.streaming_content) == parts.pdf()
    assert {
        name: answer.headers[name]
        for name in (
            "Content-Disposition",
            "Content-Type",
            "Cache-Control",
            "X-Content-Type-Options",
            "Content-Security-Policy",
        )
    } == {
        "Content-Disposition": 'attachment; filename="tb.pdf"',
        "Content-Type": "application/pdf",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


def test_every_download_is_logged_once_for_its_owner_to_read(ada_client: Client, document: Document) -> None:
    for _ in range(3):
        fetched(ada_client, f"/documents/{document.pk}/download/")
    ada_client.head(f"/documents/{document.pk}/download/")
    assert actions() == ["uploaded", *["downloaded"] * 3]
    page = ada_client.get(f"/documents/{document.pk}/").content.decode()
    assert page.count("You: Downloaded") == 3


def test_nobody_else_reaches_a_document(
    ada_client: Client, obi_client: Client, curator_client: Client, document: Document, private_dir: Path
) -> None:
    start, version = f"/documents/{document.pk}/", document.current.pk
    for client in (obi_client, curator_client):
        gets = [client.get(start + end).status_code for end in ("", "download/", "delete/")]
        gets.append(client.get(f"{start}versions/{version}/download/").status_code)
        posts = [client.post(start + end).status_code for end in ("", "versions/", "delete/")]
        assert (gets, posts) == ([404] * 4, [404] * 3)
        assert str(document.pk) not in client.get("/documents/").content.decode()
    assert (actions(), len(stored(private_dir))) == (["uploaded"], 1)


def test_a_version_is_reached_through_its_own_document_only(
    upload: Post, ada_client: Client, document: Document
) -> None:
    upload(ada_client, kind="cv")
    other = Document.objects.exclude(pk=document.pk).get()
    address = f"/documents/{other.pk}/versions/{document.current.pk}/download/"
    assert ada_client.get(address).status_code == 404


def test_a_deleted_document_is_gone_and_the_log_stays(
    ada_client: Client, document: Document, private_dir: Path, django_capture_on_commit_callbacks: Any
) -> None:
    assert len(stored(private_dir)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        answer = ada_client.post(f"/documents/{document.pk}/delete/")
    assert answer.headers["Location"] == "/documents/"
    assert (Document.objects.count(), stored(private_dir)) == (0, [])
    assert actions() == ["uploaded", "deleted"]
    assert "You: Deleted" in ada_client.get("/documents/").content.decode()


def test_a_file_that_the_disk_has_lost_is_missing_and_not_logged(
    ada_client: Client, document: Document, private_dir: Path
) -> None:
    stored(private_dir)[0].unlink()
    assert ada_client.get(f"/documents/{document.pk}/download/").status_code == 404
    assert actions() == ["uploaded"]


def test_the_quota_of_files_is_said_in_words(
    upload: Post, ada_client: Client, monkeypatch: pytest.MonkeyPatch, private_dir: Path
) -> None:
    monkeypatch.setattr(quotas, "MAX_FILES", 2)
    answers = [upload(ada_client) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 422]
    assert answers[2].context_data["form"].errors["file"] == [
        "You have 2 files, the most you can keep. Delete one first."
    ]
    assert len(stored(private_dir)) == 2


def test_the_quota_of_bytes_is_said_in_words(
    upload: Post, ada_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quotas, "MAX_BYTES", len(parts.pdf()) + 1)
    answers = [upload(ada_client) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]


def test_hostile_words_are_shown_as_words(upload: Post, ada_client: Client) -> None:
    evil = '"><script>alert(1)</script>'
    upload(ada_client, note=evil)
    document = Document.objects.get()
    send_only(ada_client, f"/documents/{document.pk}/", f"{document.pk}/", {"name": evil, "note": evil})
    for address in ("/documents/", f"/documents/{document.pk}/", f"/documents/{document.pk}/delete/"):
        assert "<script>alert" not in ada_client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_pages_take_the_same_queries_however_much_is_kept(
    count: int, upload: Post, ada: Applicant, ada_client: Client
) -> None:
    for _ in range(count):
        upload(ada_client)
    document = Document.objects.first()
    found = []
    for address in ("/documents/", f"/documents/{document.pk}/", f"/documents/{document.pk}/download/"):
        with CaptureQueriesContext(connection) as queries:
            assert fetched(ada_client, address).status_code == 200
        found.append(len(queries))
    assert found == [8, 7, 7]


def test_the_documents_leads_to_what_applications_still_need(ada: Applicant, ada_client: Client) -> None:
    link = 'href="/dashboard/#documents"'
    assert link not in ada_client.get("/documents/").content.decode()
    make_application(ada)
    assert link in ada_client.get("/documents/").content.decode()
    assert 'id="documents"' in ada_client.get("/dashboard/").content.decode()
