"""An account's files leave with its export and go with its deletion; advisors see none of them."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client

from applicants.models import Document, DocumentVersion, FileAccess
from applicants.privacy import erasing
from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.conftest import Post, stored

pytestmark = pytest.mark.django_db


def test_the_export_holds_every_file_and_none_of_anybody_else(
    upload: Post, ada_client: Client, obi_client: Client, document: Document
) -> None:
    word = parts.docx()
    upload(ada_client, kind="cv", name="cv.docx", body=word)
    upload(obi_client, name="obi.pdf")
    body = b"".join(ada_client.get("/me/export.zip"))
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name.startswith("files/")}
    tb, cv = document.current, DocumentVersion.objects.get(original_name="cv.docx")
    assert files == {
        f"files/tb_test/{tb.pk}-tb.pdf": parts.pdf(),
        f"files/cv/{cv.pk}-cv.docx": word,
    }
    assert list(
        FileAccess.objects.filter(action="exported").values_list("name", flat=True).order_by("id")
    ) == [
        "tb.pdf",
        "cv.docx",
    ]


def test_an_export_without_a_lost_file_still_comes(
    ada_client: Client, document: Document, private_dir: Path
) -> None:
    stored(private_dir)[0].unlink()
    with zipfile.ZipFile(io.BytesIO(b"".join(ada_client.get("/me/export.zip")))) as archive:
        assert [name for name in archive.namelist() if name.startswith("files/")] == []
        assert "applicants.documentversion.json" in archive.namelist()


def test_asking_for_the_export_s_head_logs_nothing(ada_client: Client, document: Document) -> None:
    assert ada_client.head("/me/export.zip").status_code == 200
    assert FileAccess.objects.filter(action="exported").exists() is False


def test_the_account_s_files_go_with_it_and_no_others(
    *,
    upload: Post,
    ada_client: Client,
    obi_client: Client,
    document: Document,
    private_dir: Path,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(erasing, "empty_log", lambda: None)  # it needs a commit, and a test has none
    upload(obi_client, name="obi.pdf")
    assert len(stored(private_dir)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        ada_client.post("/me/delete/", {"proof": "correct horse"})
    left = DocumentVersion.objects.get()
    assert left.original_name == "obi.pdf"
    assert [path.name for path in stored(private_dir)] == [left.path.rpartition("/")[2]]


def test_no_file_nor_its_row_is_in_the_admin() -> None:
    registered = {model._meta.model_name for model in admin.site._registry}  # noqa: SLF001 - Django's own
    every = {model._meta.model_name for model in apps.get_app_config("applicants").get_models()}
    private = {"document", "documentversion", "fileaccess"}
    assert private <= every
    assert registered & private == set()
