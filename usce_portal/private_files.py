"""Files and folders that only the portal's own account can read, whatever starts it."""

import contextlib
import fcntl
import os
import secrets
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

FOLDER_MODE, FILE_MODE = 0o700, 0o600
OTHERS = 0o077  # the bits of a mode that let other accounts in; as a umask it keeps them out
ROOT_UID = 0
SQLITE_SUFFIXES = ("", "-wal", "-shm", "-journal")


def private_folder(folder: Path) -> Path:
    """A folder that only the portal's own account can look into; it is made when it is missing.

    ImproperlyConfigured when it cannot be made or written.
    """
    try:
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"The folder {folder} cannot be made: {error.strerror}.") from error
    close_to_others(folder)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"The folder {folder} cannot be written. Set PORTAL_VAR to one that can.")
    return folder


def close_to_others(path: Path) -> None:
    """Take every right of other accounts away; a check reports what is not the portal's to close."""
    with contextlib.suppress(FileNotFoundError, PermissionError):
        if path.stat().st_mode & OTHERS and not is_of_the_machine(path):
            path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)


def is_of_the_machine(path: Path) -> bool:
    """Whether a folder is everybody's: by a slip PORTAL_VAR may name /tmp, / or /sys."""
    status = path.stat()
    return bool(status.st_mode & stat.S_ISVTX) or (status.st_uid == ROOT_UID and path.is_mount())


def open_to_others(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if path.exists() and path.stat().st_mode & OTHERS]


def sqlite_files(name: str) -> list[Path]:
    """A SQLite database's file and those that SQLite keeps beside it, whether they exist or not."""
    return [Path(f"{name}{suffix}") for suffix in SQLITE_SUFFIXES]


def kept_key(path: Path) -> str:
    """The key in a file; where it is missing or empty, one is made once, also by many at once."""
    if key := key_in(path):
        return key
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        return key_in(path) or write_new_key(path)
    finally:
        os.close(folder)


def key_in(path: Path) -> str:
    """What a file says, blank when there is none."""
    close_to_others(path)
    return path.read_text().strip() if path.exists() else ""


def write_new_key(path: Path) -> str:
    """Write a new key aside and rename it, so that no crash or full disk leaves half of one."""
    key = secrets.token_urlsafe(64)
    descriptor, part = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    return key
