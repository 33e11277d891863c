"""What happens between the look into a file and its rows, and when a file cannot be deleted."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from applicants.documents import quotas, uploading
from applicants.documents.storage import PrivateStorage
from applicants.documents.uploading import create_document, delete_files
from applicants.models import Applicant, Document, DocumentKind, DocumentVersion
from tests.applicants.documents.factories import upload_of

pytestmark = pytest.mark.django_db


def test_the_same_upload_that_was_faster_is_kept_once(
    ada: Applicant, kinds: dict[str, DocumentKind], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = upload_of("cv.pdf", None, {})
    first: list[DocumentVersion] = []

    def scan_while_another_is_kept(_path: str) -> None:
        monkeypatch.setattr(uploading, "scan", lambda _path: None)
        first.append(create_document(ada, kinds["cv"], "", upload))

    monkeypatch.setattr(uploading, "scan", scan_while_another_is_kept)
    assert [create_document(ada, kinds["cv"], "", upload)] == first
    assert (Document.objects.count(), DocumentVersion.objects.count()) == (1, 1)


def test_a_quota_that_filled_up_during_the_check_refuses_and_writes_nothing(
    ada: Applicant, kinds: dict[str, DocumentKind], private_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "scan", lambda _path: monkeypatch.setattr(quotas, "MAX_FILES", 0))
    with pytest.raises(ValidationError):
        create_document(ada, kinds["cv"], "", upload_of("cv.pdf", None, {}))
    assert (Document.objects.count(), list(private_dir.glob("*/*"))) == (0, [])


def test_a_file_that_cannot_be_deleted_is_logged_without_its_name(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[str] = []

    def refuse(name: str) -> None:
        tried.append(name)
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(uploading, "PrivateStorage", lambda: SimpleNamespace(delete=refuse))
    delete_files(["ab/one", "ab/two"])
    assert tried == ["ab/one", "ab/two"]
    said = "A private file could not be deleted (Read-only file system); the sweep will"
    assert caplog.messages == [said, said]


def test_a_file_that_is_deleted_while_all_are_listed_is_left_out(private_dir: Path) -> None:
    folder = private_dir / "ab"
    folder.mkdir(parents=True)
    (folder / "kept").touch()
    (folder / "gone").symlink_to("nowhere")  # its entry is there, and nothing behind it
    assert [file.name for file in PrivateStorage().stored()] == ["ab/kept"]
