"""The files of letters: a writer's file is checked, written to the disk and then noted, in this order."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from applicants.documents.checking.files import PDF
from applicants.documents.choices import Action
from applicants.documents.inspecting import inspect
from applicants.documents.integrity import sha256_of
from applicants.documents.models import FileAccess
from applicants.documents.scanning import scan
from applicants.documents.sizes import MEGABYTE
from applicants.documents.storage import PrivateStorage, local_copy, new_path
from applicants.documents.uploading import delete_files
from applicants.letters.models import Letter, LetterFile

# ERAS's limit (docs/sources.md#size-of-a-letter). Each letter holds one file, so full storage never stops
# a writer.
LARGEST_BYTES = MEGABYTE
NOT_A_PDF = "Save the letter as a PDF and choose that: it is what ERAS wants."
TOO_LARGE = "This PDF is 1 MB or larger, and ERAS wants it smaller. Save it smaller, then choose it again."


def check_letter(file: UploadedFile) -> None:
    """Raise ValidationError unless the letter is a whole PDF under 1 MB that does nothing but show pages."""
    if file.size and file.size >= LARGEST_BYTES:
        raise ValidationError(TOO_LARGE)
    if not (file.name or "").lower().endswith(".pdf") or inspect(file) != PDF:
        raise ValidationError(NOT_A_PDF)


def scan_letter(file: UploadedFile) -> None:
    """Raise ValidationError when the scanner finds something in the letter, before anything is kept."""
    with local_copy(file) as path:
        scan(path)


def write_letter_file(file: UploadedFile) -> LetterFile:
    """Write the file of a letter that was checked and scanned, and return its row, not saved yet."""
    path = PrivateStorage().save(new_path(), file)
    return LetterFile(path=path, size=file.size or 0, sha256=sha256_of(file.chunks()))


def save_letter_file(letter: Letter, row: LetterFile) -> None:
    """Save the file's row of a held letter in place of an earlier one, inside a transaction.

    Whether it is sealed is decided now, and for good.
    """
    delete_file_of(letter, None)
    row.letter, row.is_sealed = letter, letter.is_waived
    row.save(force_insert=True)
    row.access_of(None, Action.UPLOADED).save()


@transaction.atomic
def delete_file_of(letter: Letter, by: Any) -> None:
    """Delete what was handed over for a letter, if anything, and its file once that is certain.

    The log stays; ``by`` None: nobody with an account.
    """
    files = LetterFile.objects.filter(letter=letter)
    paths = files.paths()
    FileAccess.objects.bulk_create(file.access_of(by, Action.DELETED) for file in files)
    files.delete()
    transaction.on_commit(lambda: delete_files(paths))


@transaction.atomic
def delete_letter(letter: Letter, by: Any) -> None:
    """Delete a letter with everything that hangs on it; the log of its file stays."""
    delete_file_of(letter, by)
    letter.delete()
