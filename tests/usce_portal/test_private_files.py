"""What the portal makes belongs to its own account alone, whatever starts it; a key is made once."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from usce_portal import private_files
from usce_portal.private_files import close_to_others, kept_key, open_to_others, private_folder

MANAGE = Path(settings.BASE_DIR) / "manage.py"
WIDE = 0o022  # most systems' umask
SQLITE = ("db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm")
HOLD_OPEN = """
from pathlib import Path
from django.conf import settings
from django.db import connection
from applicants.documents.storage import PrivateStorage
from django.core.files.base import ContentFile
connection.ensure_connection()
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE one (id integer)")
    PrivateStorage().save("ab/one", ContentFile(b"x"))
    for path in [settings.VAR_DIR, *sorted(Path(settings.VAR_DIR).rglob("*"))]:
        print(oct(path.stat().st_mode & 0o777)[2:], path.relative_to(settings.VAR_DIR))
"""


def run(command: list[str], var: Path) -> str:
    """Run manage.py under a wide umask as on a fresh machine; return what it prints."""
    env = {"PATH": os.environ["PATH"], "PORTAL_VAR": str(var)}
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(MANAGE), *command],
        env=env,
        umask=WIDE,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


# Modes


def test_everything_made_is_the_account_s_own(tmp_path: Path) -> None:
    shown = run(["shell", "-v0", "-c", HOLD_OPEN], tmp_path / "var").splitlines()
    modes = dict(reversed(line.split(" ", 1)) for line in shown)
    assert {*SQLITE, ".", "secret_key", "private", "private/uploads", "private/files/ab/one"} <= set(modes)
    assert {name for name, bits in modes.items() if bits not in ("700", "600")} == set()


def test_what_an_earlier_version_left_open_is_closed(tmp_path: Path) -> None:
    var = tmp_path / "var"
    run(["shell", "-v0", "-c", HOLD_OPEN], var)
    (var / "db.sqlite3-wal").touch()
    left_open = [var, *var.glob("*")]
    for path in left_open:
        path.chmod(0o755 if path.is_dir() else 0o644)
    run(["check"], var)
    assert open_to_others(left_open) == []
    assert {mode(path) for path in left_open} == {0o700, 0o600}


def test_static_files_are_collected_and_read_under_a_narrow_umask(tmp_path: Path) -> None:
    run(["collectstatic", "--noinput"], tmp_path / "var")
    assert (tmp_path / "var" / "static" / "css" / "portal.css").read_bytes() != b""
    code = (
        "from django.test import Client; print(b''.join(Client().get('/static/css/portal.css'))[:0], 'read')"
    )
    assert run(["shell", "-v0", "-c", code], tmp_path / "var") == "b'' read\n"


def test_a_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    folder = private_folder(tmp_path / "a" / "b")
    assert (folder, mode(folder)) == (tmp_path / "a" / "b", 0o700)


def test_a_folder_that_cannot_be_is_refused_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "var"
    file.touch()
    with pytest.raises(ImproperlyConfigured, match=r"The folder .*/var cannot be made: File exists\."):
        private_folder(file)


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ImproperlyConfigured, match=r"cannot be written. Set PORTAL_VAR"):
        private_folder(tmp_path)


def test_what_another_account_owns_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    tmp_path.chmod(0o755)
    monkeypatch.setattr(Path, "chmod", refuse)
    close_to_others(tmp_path)
    assert open_to_others([tmp_path, tmp_path / "missing"]) == [tmp_path]


def test_the_machine_s_own_folders_are_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared, mounted = tmp_path / "tmp", tmp_path / "mounted"
    for folder, bits in ((shared, 0o1777), (mounted, 0o755)):
        folder.mkdir()
        folder.chmod(bits)
    monkeypatch.setattr(Path, "is_mount", lambda path: path == mounted)
    monkeypatch.setattr(private_files, "ROOT_UID", os.getuid())
    assert [private_folder(shared), private_folder(mounted)] == [shared, mounted]
    assert [shared.stat().st_mode & 0o7777, mode(mounted)] == [0o1777, 0o755]


def test_a_volume_of_the_account_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o755)
    monkeypatch.setattr(Path, "is_mount", lambda _: True)
    monkeypatch.setattr(private_files, "ROOT_UID", os.getuid() + 1)
    assert mode(private_folder(tmp_path)) == 0o700


# The key of development


def test_many_first_starts_at_once_end_up_with_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(kept_key, [tmp_path / "secret_key"] * 64))
    assert keys == {(tmp_path / "secret_key").read_text()}
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize("broken", ["", "\n", "  \n"])
def test_an_empty_key_counts_as_missing(broken: str, tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    path.write_text(broken)
    path.chmod(0o644)
    key = kept_key(path)
    assert len(key) >= 50
    assert (kept_key(path), path.read_text(), mode(path)) == (key, key, 0o600)


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError):  # noqa: PT011 - as the disk says it
        kept_key(tmp_path / "secret_key")
    assert list(tmp_path.iterdir()) == []
