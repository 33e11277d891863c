"""Backup and restore: the database at one moment, then the files that it knows.

Files that come later are not in it; a file that its applicant deletes meanwhile is noted as gone, and its row
does not come back.
"""

import json
from pathlib import Path

from django.core.files import File
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from applicants.documents.database_copies import CopyError, copy_from, copy_to
from applicants.documents.integrity import IntegrityReport, check_files
from applicants.documents.models import Document
from applicants.documents.storage import FOLDER_MODE, PrivateStorage, write_through
from applicants.documents.stored_paths import known_paths, path_fields

FILES, NOTE = "files", "backup.json"


def back_up(folder: Path) -> tuple[int, list[str]]:
    """Write a backup into a new folder; return how many files, and the paths of those that are lost.

    Raise CopyError when the folder is in use or the database cannot be copied, and OSError when the disk is
    full. The note is written last, so that a backup without it is a broken-off one.
    """
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise CopyError(f"{folder} is not empty. A backup needs a folder of its own.")
    folder.chmod(FOLDER_MODE)
    known = copy_to(folder)
    absent = [path for path in sorted(known) if not copy_file(path, folder / FILES)]
    lost = sorted(known_paths() & set(absent))
    gone = sorted(set(absent) - set(lost))
    note = {
        "made_at": timezone.now().isoformat(),
        "files": len(known) - len(absent),
        "gone": gone,
        "lost": lost,
    }
    (folder / NOTE).write_text(json.dumps(note, indent=1))
    return len(known) - len(absent), lost


def copy_file(path: str, folder: Path) -> bool:
    """Copy one file out of the storage; return False when it is not there."""
    target = folder / path
    target.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    try:
        with PrivateStorage().open(path, "rb") as file:
            write_through(target, file)
    except FileNotFoundError:
        return False
    return True


def restore_backup(folder: Path) -> IntegrityReport:
    """Fill an empty database and an empty storage from a backup, and check every file.

    Raise CopyError when either is not empty, or when the backup was broken off.
    """
    if not (folder / NOTE).exists():
        raise CopyError(f"{folder} holds no whole backup: {NOTE} is missing.")
    storage = PrivateStorage()
    if next(iter(storage.stored()), None) is not None:
        raise CopyError("The storage of private files is not empty. Restore into a new one.")
    copy_from(folder)
    call_command("migrate", verbosity=0)  # a backup may be older than this code
    delete_rows_of(json.loads((folder / NOTE).read_text())["gone"])
    for path in sorted(known_paths()):
        source = folder / FILES / path
        if source.exists():
            with source.open("rb") as file:
                storage.save(path, File(file))
    return check_files()


@transaction.atomic
def delete_rows_of(paths: list[str]) -> None:
    """Delete the rows of files that their applicants deleted while the backup was being taken."""
    for model, field in path_fields():
        model._default_manager.filter(**{f"{field}__in": paths}).delete()
    Document.objects.without_versions().delete()
