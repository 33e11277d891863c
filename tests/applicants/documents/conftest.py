"""What tests of documents share: a private folder of their own, kinds, and somebody who uploads."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from applicants.models import Document, DocumentKind
from tests.applicants.documents import corpus_files as parts
from tests.factories import make_kind

TODAY = datetime.date(2026, 11, 25)
DATED = "2026-01-02"  # on what expires, unless a test says otherwise
SOURCE = {"source_title": "Page", "source_url": "https://example.org/", "as_of": "2026-11"}


@pytest.fixture(autouse=True)
def private_dir(settings: Settings, tmp_path: Path) -> Path:
    """Keep this test's files in a folder of its own."""
    settings.PRIVATE_DIR = tmp_path / "private"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return settings.PRIVATE_DIR / "files"


@pytest.fixture
def kinds(db: None) -> dict[str, DocumentKind]:
    """Two kinds: one that is good for a year and one that is good for ever."""
    return {
        "tb_test": make_kind("tb_test", order=1, **SOURCE),
        "cv": make_kind("cv", label="CV", never_expires=True, validity_days=None, order=2),
    }


Post = Callable[..., HttpResponse]


@pytest.fixture
def upload(kinds: dict[str, DocumentKind]) -> Post:
    """Post a file to the documents, or anywhere else."""

    def posted(
        client: Client, kind: str = "tb_test", address: str = "/documents/", name: str = "tb.pdf", **more: Any
    ) -> HttpResponse:
        body = more.pop("body", None)
        if kind == "tb_test" and "expires_on" not in more:
            more.setdefault("issued_on", DATED)  # a kind that expires needs a date
        file = SimpleUploadedFile(name, parts.pdf() if body is None else body)
        return client.post(address, {"file": file, "kind": kind, **more})

    return posted


@pytest.fixture
def document(upload: Post, ada_client: Client) -> Document:
    """Ada's TB test of February 1, 2026."""
    upload(ada_client, issued_on="2026-02-01")
    return Document.objects.get()


def stored(folder: Path) -> list[Path]:
    """Return every file under a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
