"""The log of accesses against requests: one line for each file given, and none else."""

import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from applicants.letters.writer_links import create_link
from applicants.models import Applicant, Application, DocumentVersion, FileAccess, Letter
from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.factories import keep, renew
from tests.factories import make_advisor, make_application, make_kind, make_letter

pytestmark = pytest.mark.django_db
TIMES = 5
CV, OLD_TB, TB, LETTER = "cv.pdf", "old.pdf", "tb.pdf", "Letter from Dr. House"


@pytest.fixture(autouse=True)
def private_dir(settings: Settings, tmp_path: Path) -> None:
    """Keep this test's files in a folder of its own."""
    settings.PRIVATE_DIR = tmp_path / "private"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()


@pytest.fixture
def versions(ada: Applicant) -> dict[str, DocumentVersion]:
    """A CV, and a TB test of which there are two versions."""
    cv, old = keep(ada, "cv", CV), keep(ada, name=OLD_TB)
    return {CV: cv, OLD_TB: old, TB: renew(old.document, TB)}


@pytest.fixture
def application(ada: Applicant, versions: dict[str, DocumentVersion]) -> Application:
    """An application that asks for both documents."""
    application = make_application(ada)
    for code, label in (("cv", "CV"), ("tb_test", "TB test")):
        application.checklist.create(code=code, label=label)
    return application


@pytest.fixture
def letter(ada: Applicant, versions: dict[str, DocumentVersion]) -> Letter:
    """A letter that ada may read, whose writer gets the CV."""
    letter = make_letter(ada, waiver="not_waived")
    letter.shared.add(versions[CV].document)
    return letter


def hand_over(letter: Letter) -> HttpResponse:
    """Let the writer hand the letter over."""
    file = SimpleUploadedFile("letter.pdf", parts.pdf())
    return Client().post(f"/letter/{create_link(letter)}/", {"act": "hand_over", "file": file})


@pytest.fixture
def addresses(
    letter: Letter, versions: dict[str, DocumentVersion], application: Application
) -> dict[str, list[tuple[str, str]]]:
    """Every address that gives files out, and the (action, name) of each file behind it."""
    tb, cv = versions[TB].document, versions[CV].document
    assert hand_over(letter).status_code == 200
    documents = [("exported", name) for name in (CV, OLD_TB, TB, LETTER)]
    return {
        f"/documents/{tb.pk}/download/": [("downloaded", TB)],
        f"/documents/{tb.pk}/versions/{versions[OLD_TB].pk}/download/": [("downloaded", OLD_TB)],
        f"{application.get_absolute_url()}pack.zip": [("packed", CV), ("packed", TB)],
        f"{application.get_absolute_url()}pack.pdf": [("packed", CV), ("packed", TB)],
        f"/letters/{letter.pk}/file/": [("downloaded", LETTER)],
        "/me/export.zip": documents,
        f"/letter/{create_link(letter)}/documents/{cv.pk}/": [("shared", CV)],
    }


def got(answer: HttpResponse) -> int:
    """Read an answer to its end, as a browser does, and return its status."""
    b"".join(answer)
    return answer.status_code


def log() -> Counter[tuple[str, str, int | None]]:
    """Return what the log holds: (action, name, who)."""
    return Counter(FileAccess.objects.values_list("action", "name", "by"))


def test_each_request_writes_one_line_for_each_file(
    ada: Applicant, ada_client: Client, addresses: dict[str, list[tuple[str, str]]]
) -> None:
    before, expected = log(), Counter()
    for address, files in addresses.items():
        by = None if address.startswith("/letter/") else ada.user.pk
        client = Client() if by is None else ada_client
        for _ in range(TIMES):
            assert got(client.get(address)) == 200
        assert got(client.get(address, headers={"Range": "bytes=0-9"})) == 200  # whole: no part goes unlogged
        expected.update({(action, name, by): TIMES + 1 for action, name in files})
    assert log() - before == expected


def test_whoever_gets_nothing_leaves_no_line(
    obi_client: Client, ada_client: Client, curator_client: Client, addresses: dict[str, Any]
) -> None:
    before = log()
    for address in addresses:
        assert got(ada_client.head(address)) == 200
        assert got(ada_client.post(address)) in {403, 405}
        if not address.startswith(("/letter/", "/me/")):
            assert {got(client.get(address)) for client in (obi_client, curator_client)} == {404}
            assert got(Client().get(address)) == 302
    assert got(Client().get(f"/letter/wrong/documents/{uuid.uuid4()}/")) == 404
    assert log() == before


def test_staff_who_open_a_letter_stand_in_its_applicant_s_log(
    letter: Letter, ada_client: Client, addresses: dict[str, Any]
) -> None:
    reader = make_advisor("rita@example.org")
    reader.user_permissions.add(Permission.objects.get(codename="open_handed_letter"))
    client = Client()
    client.force_login(reader)
    assert got(client.get(f"/letters/{letter.pk}/file/")) == 200
    assert log()["downloaded", LETTER, reader.pk] == 1
    assert "rita@example.org: Downloaded" in ada_client.get("/documents/").content.decode()


@pytest.fixture
def posted(ada_client: Client) -> Callable[..., int]:
    """Post a file to the documents, and return the status."""

    def post(address: str = "/documents/", body: bytes | None = None, **more: Any) -> int:
        file = SimpleUploadedFile("new.pdf", parts.pdf() if body is None else body)
        return ada_client.post(
            address, {"file": file, "kind": "tb_test", "issued_on": "2026-01-01", **more}
        ).status_code

    return post


def test_uploads_write_one_line_and_refused_ones_none(ada: Applicant, posted: Callable[..., int]) -> None:
    make_kind()
    token = uuid.uuid4()
    assert [posted(token=token) for _ in range(TIMES)] == [302] * TIMES  # one form, sent again and again
    document = ada.documents.get()
    assert [posted(f"/documents/{document.pk}/versions/") for _ in range(TIMES)] == [302] * TIMES
    assert posted(body=b"no pdf") == 422
    assert log() == {("uploaded", "new.pdf", ada.user.pk): 1 + TIMES}


def test_deletions_write_one_line_for_each_version(
    ada: Applicant, ada_client: Client, obi_client: Client, versions: dict[str, DocumentVersion]
) -> None:
    before, address = log(), f"/documents/{versions[TB].document.pk}/delete/"
    assert (ada_client.get(address).status_code, obi_client.post(address).status_code) == (200, 404)
    assert log() == before
    assert [ada_client.post(address).status_code for _ in range(2)] == [302, 404]
    by = ada.user.pk
    assert log() - before == {("deleted", TB, by): 1, ("deleted", OLD_TB, by): 1}


def test_a_letter_handed_over_replaced_and_deleted_is_logged(
    ada: Applicant, ada_client: Client, letter: Letter
) -> None:
    before = log()
    assert [hand_over(letter).status_code for _ in range(2)] == [200, 200]
    assert log() - before == {("uploaded", LETTER, None): 2, ("deleted", LETTER, None): 1}
    page = ada_client.get("/documents/").content.decode()
    assert "The writer of your letter: Uploaded" in page
    assert "The portal: Deleted" in page
    assert ada_client.post(f"/letters/{letter.pk}/delete/").status_code == 302
    assert log()["deleted", LETTER, ada.user.pk] == 1


def test_the_applicant_reads_every_line(ada_client: Client, addresses: dict[str, Any]) -> None:
    for address in addresses:
        for _ in range(TIMES):
            got(ada_client.get(address))
    page = ada_client.get("/documents/?log=all").content.decode()
    assert page.count("file-log__name") == FileAccess.objects.count() > TIMES * len(addresses)
