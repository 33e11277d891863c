"""Where private files are kept: whole or not at all, readable by the portal's own account only.

``PrivateStorage()`` is the storage that the settings choose: a folder (``LocalStorage``) or a bucket
(``bucket.BucketStorage``). Both can save, open, delete and list what is ``stored``; neither has addresses.
"""

import contextlib
import datetime
import os
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import LazyObject

FILE_MODE, FOLDER_MODE = 0o600, 0o700
PART = ".part"  # what is being written


class StorageAwayError(OSError):
    """The storage does not answer; what was asked may be asked again."""


class Stored(NamedTuple):
    """One file of a storage, and when it was last written."""

    name: str
    at: datetime.datetime


class PrivateStorage(LazyObject):
    """The storage of private files that STORAGES names."""

    def _setup(self) -> None:
        self._wrapped = storages["private"]


class LocalStorage(FileSystemStorage):
    """Files under PORTAL_VAR that no address leads to.

    Django's own storage leaves a partial file behind when a disk is full; here a file is written under
    another name, forced to the disk and renamed, so that its name stands for all of it.
    """

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=FILE_MODE, directory_permissions_mode=FOLDER_MODE)

    @property
    def location(self) -> str:
        return str(settings.PRIVATE_DIR / "files")

    base_location = location

    def _save(self, name: str, content: Any) -> str:
        """Write a file; when the disk is full, raise OSError and leave nothing behind."""
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        part = target.with_name(target.name + PART)
        try:
            write_through(part, content)
            part.replace(target)
            wait_for_disk(target.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return name

    def stored(self) -> Iterator[Stored]:
        """Yield every file there is, half-written ones too."""
        root = Path(self.location)
        for path in root.glob("*/*"):
            try:
                written = path.stat().st_mtime
            except FileNotFoundError:  # deleted just now
                continue
            yield Stored(
                path.relative_to(root).as_posix(), datetime.datetime.fromtimestamp(written, datetime.UTC)
            )

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


def wait_for_disk(path: Path) -> None:
    """Wait until the disk has a file, or knows the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def new_path() -> str:
    """A path that says nothing about whose file it is."""
    name = uuid.uuid4().hex
    return f"{name[:2]}/{name}"


def temporary_file() -> Any:
    """A private file for what is too big for memory; it goes when it is closed."""
    return tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)


@contextlib.contextmanager
def local_copy(file: UploadedFile) -> Iterator[str]:
    """Give the path of an upload on this machine, for another program; a copy goes afterwards."""
    if hasattr(file, "temporary_file_path"):
        yield file.temporary_file_path()
        return
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as copy:
        file.seek(0)
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield copy.name
