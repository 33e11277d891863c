"""Deletes files that no row knows: left when a process was killed between file and row."""

import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from applicants.documents.storage import PrivateStorage
from applicants.documents.stored_paths import known_paths

KEPT = datetime.timedelta(hours=24)


def sweep_files() -> int:
    """Delete private files that are older than a day and known to no row; return how many.

    The day leaves an upload that is being answered alone. What was left in the folder for uploads goes too.
    """
    before, storage = timezone.now() - KEPT, PrivateStorage()
    old = [name for name, at in storage.stored() if at < before]
    known = known_paths() if old else set()  # read after the files were listed: a newer row is among them
    orphans = [name for name in old if name not in known]
    for name in orphans:
        storage.delete(name)
    return len(orphans) + sweep_uploads(before)


def sweep_uploads(before: datetime.datetime) -> int:
    """Delete what killed processes left in the folder for uploads; return how many files."""
    found = [path for path in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*") if is_old(path, before)]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def is_old(path: Path, before: datetime.datetime) -> bool:
    """Whether it is a file that was last written before a moment; one that is gone is none."""
    try:
        return path.is_file() and path.stat().st_mtime < before.timestamp()
    except OSError:
        return False
