"""Deletes files that no row knows: left when a process was killed between file and row."""

import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from applicants.documents.storage import PrivateStorage

KEPT_SECONDS = 24 * 3600


def sweep_files(known_paths: Callable[[], set[str]]) -> int:
    """Delete files of the private folder that are older than a day and known to no row; return how many.

    ``known_paths`` says which files rows know, also those of other rooms; it is asked after the folder
    was read.
    The day leaves an upload that is being answered alone. What was left in the folder for uploads goes too.
    """
    old = time.time() - KEPT_SECONDS
    root, temporary = Path(PrivateStorage().location), Path(settings.FILE_UPLOAD_TEMP_DIR)
    kept = [path for path in root.glob("*/*") if is_old(path, old)]
    known = known_paths() if kept else set()
    orphans = [path for path in kept if path.relative_to(root).as_posix() not in known]
    orphans += [path for path in temporary.glob("*") if is_old(path, old)]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def is_old(path: Path, before: float) -> bool:
    """Return whether it is a file that was last written before a moment; one that is gone is none."""
    try:
        return path.is_file() and path.stat().st_mtime < before
    except OSError:
        return False
