"""A backup holds the database at one moment with every file it knows, and comes back whole elsewhere."""

import json
import os
import stat
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from applicants.documents import backups, database_copies
from applicants.documents.backups import back_up
from applicants.models import Document, DocumentVersion
from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.conftest import Post, stored

pytestmark = pytest.mark.django_db(transaction=True)
FOUND = """
import json
from applicants.models import Document, DocumentVersion
names = sorted(DocumentVersion.objects.values_list("original_name", flat=True))
print(json.dumps([names, Document.objects.count()]))
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of another portal: an empty database of the same kind, an empty storage."""
    name = f"elsewhere_{uuid.uuid4().hex}"
    env = os.environ | {
        "PORTAL_VAR": str(tmp_path / "elsewhere"),
        "DJANGO_SETTINGS_MODULE": "usce_portal.settings",
    }
    env.pop("FILES_URL", None)
    if connection.vendor == "sqlite":
        yield env | {"DATABASE_URL": f"sqlite:///{tmp_path / name}"}
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    given = connection.get_connection_params()
    account = ":".join(filter(None, [given.get("user"), given.get("password")]))
    query = "&".join(f"{key}={given[key]}" for key in ("host", "port") if given.get(key))
    yield env | {"DATABASE_URL": f"postgres://{account}@/{name}?{query}"}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def manage(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py of the other portal."""
    command = [sys.executable, str(configured.BASE_DIR / "manage.py"), *words]
    return subprocess.run(command, env=env, text=True, capture_output=True, check=False)  # noqa: S603


def test_a_backup_comes_back_whole_in_an_empty_place(
    *, upload: Post, ada_client: Client, document: Document, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    upload(ada_client, kind="cv", name="cv.docx", body=parts.docx())
    call_command("backup", str(tmp_path / "backup"))
    restored = manage(elsewhere, "restore", str(tmp_path / "backup"))
    assert (restored.stdout, restored.stderr) == ("2 files checked, 0 missing, 0 changed\n", "")
    assert manage(elsewhere, "migrate", "--check").returncode == 0
    assert json.loads(manage(elsewhere, "shell", "-v0", "-c", FOUND).stdout) == [["cv.docx", "tb.pdf"], 2]
    again = manage(elsewhere, "restore", str(tmp_path / "backup"))
    assert again.returncode == 1
    assert "is not empty" in again.stderr


def test_a_backup_is_private_and_complete(
    document: Document, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    folder = tmp_path / "backup"
    call_command("backup", str(folder))
    assert capsys.readouterr().out == f"The database and 1 files are in {folder}\n"
    copy = database_copies.SQLITE if connection.vendor == "sqlite" else database_copies.POSTGRESQL
    path = DocumentVersion.objects.get().path
    assert {entry.relative_to(folder).as_posix() for entry in stored(folder)} == {
        copy,
        "backup.json",
        f"files/{path}",
    }
    assert {
        stat.S_IMODE(entry.stat().st_mode) & 0o077
        for entry in [folder, folder / copy, folder / "files" / path]
    } == {0}


def test_what_its_owner_deletes_meanwhile_does_not_come_back(
    *,
    upload: Post,
    ada_client: Client,
    document: Document,
    tmp_path: Path,
    elsewhere: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    upload(ada_client, kind="cv", name="cv.docx", body=parts.docx())
    copy_to = backups.copy_to

    def copy_then_lose(folder: Path) -> set[str]:
        known = copy_to(folder)
        ada_client.post(f"/documents/{document.pk}/delete/")
        return known

    monkeypatch.setattr(backups, "copy_to", copy_then_lose)
    assert back_up(tmp_path / "backup") == (1, [])
    restored = manage(elsewhere, "restore", str(tmp_path / "backup"))
    assert restored.stdout == "1 files checked, 0 missing, 0 changed\n"
    assert json.loads(manage(elsewhere, "shell", "-v0", "-c", FOUND).stdout) == [["cv.docx"], 1]


def test_a_lost_file_is_said_and_the_rest_is_kept(
    document: Document, private_dir: Path, tmp_path: Path
) -> None:
    stored(private_dir)[0].unlink()
    with pytest.raises(CommandError, match="1 files are lost"):
        call_command("backup", str(tmp_path / "backup"))
    assert (tmp_path / "backup" / "backup.json").exists() is True


def test_a_folder_in_use_is_refused(document: Document, tmp_path: Path) -> None:
    (tmp_path / "something").write_text("x")
    with pytest.raises(CommandError, match="is not empty"):
        call_command("backup", str(tmp_path))


@pytest.mark.parametrize("there", [True, False])
def test_restoring_never_touches_a_portal_in_use(*, there: bool, document: Document, tmp_path: Path) -> None:
    call_command("backup", str(tmp_path / "backup"))
    if not there:
        (tmp_path / "backup" / "backup.json").unlink()
    with pytest.raises(CommandError, match="not empty" if there else "no whole backup"):
        call_command("restore", str(tmp_path / "backup"))
    assert Document.objects.count() == 1


def test_without_its_programs_postgresql_is_not_backed_up(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(connection, "get_connection_params", lambda: {"dbname": "portal"})
    with pytest.raises(database_copies.CopyError, match="pg_dump is not installed"):
        database_copies.run("pg_dump")


def test_the_check_finds_what_is_missing_or_changed(
    *, upload: Post, ada_client: Client, document: Document, private_dir: Path, capsys: pytest.CaptureFixture
) -> None:
    call_command("check_files")
    upload(ada_client, kind="cv", name="cv.docx", body=parts.docx())
    first, second = (private_dir / row.path for row in DocumentVersion.objects.order_by("uploaded_at"))
    first.unlink()
    second.write_bytes(b"x")
    with pytest.raises(CommandError):
        call_command("check_files")
    assert capsys.readouterr().out == (
        "1 files checked, 0 missing, 0 changed\n2 files checked, 1 missing, 1 changed\n"
    )


def test_a_full_disk_breaks_a_backup_off(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "write_through", full)
    with pytest.raises(CommandError, match=r"No backup: .*No space left"):
        call_command("backup", str(tmp_path / "backup"))
    assert (tmp_path / "backup" / "backup.json").exists() is False
