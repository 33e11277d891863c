"""Whole or not at all: full disks, killed processes, lost commits, races for the last place."""

import errno
import os
import stat
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client

from applicants.documents import quotas, storage
from applicants.documents.storage import PrivateStorage
from applicants.documents.uploading import Upload, create_document
from applicants.models import Applicant, Document, DocumentKind, DocumentVersion
from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.conftest import Post, stored

DAY_SECONDS = 24 * 3600


def an_upload(token: uuid.UUID | None = None) -> Upload:
    return Upload(token or uuid.uuid4(), SimpleUploadedFile("tb.pdf", parts.pdf()), {})


def full(*_: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_files_have_no_address_and_nobody_else_can_read_them(private_dir: Path) -> None:
    name = PrivateStorage().save("ab/abc", ContentFile(b"x"))
    with pytest.raises(ValueError, match="no address"):
        PrivateStorage().url(name)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (private_dir / name, (private_dir / name).parent)]
    assert modes == [0o600, 0o700]


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["fsync", "write"])
def test_a_full_disk_is_507_and_leaves_nothing(
    *, where: str, upload: Post, ada_client: Client, private_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if where == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(storage, "write_through", full)
    answer = upload(ada_client)
    assert (answer.status_code, answer.headers["Retry-After"]) == (507, "300")
    assert "no room to save" in answer.content.decode()
    assert (stored(private_dir), Document.objects.count()) == ([], 0)
    monkeypatch.undo()
    assert upload(ada_client).status_code == 302


@pytest.mark.django_db
def test_no_room_for_the_upload_itself_is_507(
    upload: Post, ada_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada_client.raise_request_exception = False
    monkeypatch.setattr("applicants.documents.upload_handlers.CappedUploadHandler.receive_data_chunk", full)
    assert upload(ada_client).status_code == 507


@pytest.mark.django_db
def test_after_a_database_error_the_file_stays_for_the_sweep(
    upload: Post, ada_client: Client, private_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: Any, **__: Any) -> None:
        raise OperationalError("the connection was lost")

    monkeypatch.setattr(DocumentVersion, "save", lost)
    assert upload(ada_client).status_code == 503
    assert (len(stored(private_dir)), Document.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_the_sweep_takes_old_orphans_and_nothing_else(
    document: Document, private_dir: Path, settings: Any, capsys: pytest.CaptureFixture
) -> None:
    old = time.time() - DAY_SECONDS - 60
    kept = stored(private_dir)[0]
    young, orphan, part = (private_dir / "ab" / name for name in ("young", "orphan", "half.part"))
    left = settings.FILE_UPLOAD_TEMP_DIR / "left.upload"
    young.parent.mkdir(exist_ok=True)
    for path in (young, orphan, part, left):
        path.write_bytes(b"x")
    for path in (kept, orphan, part, left):
        os.utime(path, (old, old))
    call_command("sweep_files")
    assert capsys.readouterr().out == "3 files without a document deleted\n"
    assert set(stored(private_dir)) == {kept, young}
    assert left.exists() is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("command", "status", "words"),
    [
        (["true"], 302, ""),
        (["false"], 422, "The virus scanner found something in this file. Nothing was saved."),
        (["sh", "-c", "exit 2"], 422, "The virus scanner does not answer right now."),
        (["/nowhere/scanner"], 422, "The virus scanner does not answer right now."),
    ],
)
def test_a_scanner_is_asked_where_there_is_one(
    *,
    command: list[str],
    status: int,
    words: str,
    upload: Post,
    ada_client: Client,
    settings: Any,
    private_dir: Path,
) -> None:
    settings.UPLOAD_SCAN_COMMAND = command
    answer = upload(ada_client)
    assert answer.status_code == status
    assert len(stored(private_dir)) == (1 if status == 302 else 0)
    if words:
        assert words in answer.context_data["form"].errors["file"][0]


def at_once(count: int, act: Any) -> list[str]:
    """Do something in so many threads at the same moment; return what became of each."""
    start, ends = threading.Barrier(count), []

    def run() -> None:
        start.wait()
        try:
            act()
            ends.append("kept")
        except ValidationError:
            ends.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


needs_rows = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite's database in memory serves one thread; run on PostgreSQL"
)


@needs_rows
@pytest.mark.django_db(transaction=True)
def test_the_quota_holds_under_a_race(
    ada: Applicant, kinds: dict[str, DocumentKind], private_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quotas, "MAX_FILES", 5)
    ends = at_once(16, lambda: create_document(ada, kinds["cv"], "", an_upload()))
    assert ends == ["kept"] * 5 + ["refused"] * 11
    assert (DocumentVersion.objects.count(), len(stored(private_dir))) == (5, 5)


@needs_rows
@pytest.mark.django_db(transaction=True)
def test_one_form_sent_many_times_at_once_makes_one_document(
    ada: Applicant, kinds: dict[str, DocumentKind], private_dir: Path
) -> None:
    token = uuid.uuid4()
    ends = at_once(8, lambda: create_document(ada, kinds["cv"], "", an_upload(token)))
    assert ends == ["kept"] * 8
    assert (Document.objects.count(), DocumentVersion.objects.count(), len(stored(private_dir))) == (1, 1, 1)
