"""Where private files are kept: whole or not at all, readable by the portal's own account only."""

import os
import tempfile
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage

FILE_MODE, FOLDER_MODE = 0o600, 0o700
PART = ".part"  # what is being written


class PrivateStorage(FileSystemStorage):
    """Files under PORTAL_VAR that no address leads to.

    Django's own storage leaves a partial file behind when a disk is full; here a file is written under
    another name, forced to the disk and renamed, so that its name stands for all of it.
    """

    def __init__(self) -> None:
        super().__init__(
            location=settings.PRIVATE_DIR / "files",
            file_permissions_mode=FILE_MODE,
            directory_permissions_mode=FOLDER_MODE,
        )

    def _save(self, name: str, content: Any) -> str:
        """Write a file; OSError, and nothing left, when the disk is full."""
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        part = target.with_name(target.name + PART)
        try:
            write_through(part, content)
            part.replace(target)
            force_folder(target.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return name

    def url(self, name: str | None) -> str:  # noqa: ARG002 - Django passes it
        """Private files have no address; they leave through views that ask who it is."""
        raise ValueError("Private files have no address.")


def write_through(path: Path, content: Any) -> None:
    """Write a new file and wait until the disk has it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        content.seek(0)
        for chunk in content.chunks():
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def force_folder(folder: Path) -> None:
    """Wait until the disk knows the names in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def new_path() -> str:
    """Return a path that says nothing about whose file it is."""
    name = uuid.uuid4().hex
    return f"{name[:2]}/{name}"


def temporary_file() -> Any:
    """Return a private file for what is too big for memory; it goes when it is closed."""
    return tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)
