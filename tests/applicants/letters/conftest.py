"""What tests of letters share: a private folder, a letter with its link, somebody who hands over."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from applicants.letters.writer_links import create_link
from applicants.models import Applicant, Letter
from tests.applicants.documents import corpus_files as parts
from tests.factories import make_application, make_letter

# Stands inside the bytes of a handed-over letter, and in its name.
MARKER = "zebrasecret"


@pytest.fixture(autouse=True)
def private_dir(settings: Settings, tmp_path: Path) -> Path:
    """Keep this test's files in a folder of its own."""
    settings.PRIVATE_DIR = tmp_path / "private"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return settings.PRIVATE_DIR / "files"


@pytest.fixture(autouse=True)
def delivered(settings: Settings) -> None:
    """Write mail into the outbox, as outside of tests."""
    settings.EMAIL_BACKEND = "applicants.mail.outbox.OutboxBackend"


@pytest.fixture
def letter(ada: Applicant) -> Letter:
    """A waived letter of ada's from a rotation that ends on December 31, 2026."""
    rotation = make_application(ada, status="accepted", starts_on="2026-12-01", ends_on="2026-12-31")
    return make_letter(ada, rotation=rotation)


@pytest.fixture
def token(letter: Letter) -> str:
    """The token of the letter's live link."""
    return create_link(letter)


@pytest.fixture
def address(token: str) -> str:
    """The address of the writer's page."""
    return f"/letter/{token}/"


def pdf_of(words: str = MARKER, name: str = f"{MARKER}.pdf") -> SimpleUploadedFile:
    """Return a PDF that holds some words."""
    return SimpleUploadedFile(name, parts.pdf(page=f"/Note ({words})"), "application/pdf")


Say = Callable[..., HttpResponse]


@pytest.fixture
def say(address: str) -> Say:
    """Let a writer, a visitor without an account, post an act."""

    def posted(act: str, **more: Any) -> HttpResponse:
        return Client().post(more.pop("address", address), {"act": act, **more})

    return posted


@pytest.fixture
def handed(say: Say, letter: Letter) -> Letter:
    """The letter after its writer handed it over."""
    assert say("hand_over", file=pdf_of()).status_code == 200
    return Letter.objects.get(pk=letter.pk)
