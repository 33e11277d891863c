"""Everything of an account as one zip: a JSON file for each kind of row, and every file."""

import json
import shutil
import zipfile
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model, prefetch_related_objects

from applicants.documents.choices import Action
from applicants.documents.models import DocumentVersion, FileAccess, access_of
from applicants.documents.storage import PrivateStorage, temporary_file
from applicants.letters.models import LetterFile
from applicants.privacy.owned import rows_of
from applicants.profile.models import User

# What would let a finder of the file into the account; a text that waits to be mailed may hold such a link.
SECRETS = {
    "account.emailconfirmation": {"key"},
    "applicants.applicant": {"calendar_secret"},
    "applicants.letterlink": {"digest"},
    "applicants.mail": {"text"},
    "applicants.user": {"password"},
    "mfa.authenticator": {"data"},
    "usersessions.usersession": {"session_key"},
}
HIDDEN = "(secret, not exported)"
# Of a letter whose applicant waived the right to read it, nothing but that it is there.
SEALED = {"path", "size", "sha256"}
ABOUT = """Everything that the USCE portal keeps about you, in one JSON file for each kind of row.
Each row has its id. Where a row points to another row of yours, it has that row's id; where it points
to something that everybody sees, such as a program, it has its name. Passwords, keys and links that would
let a finder of this file into your account are left out.
Your documents are in the folder files, by their kind. Letters that writers handed over are there too, but
not those that you waived the right to read.
"""


def export_zip(user: User) -> IO[bytes]:
    """The zip of all that belongs to an account, in a file that goes when it is closed.

    Each document in it is noted in the log of accesses.
    """
    target = temporary_file()
    versions = DocumentVersion.objects.of_user(user).for_export()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("about.txt", ABOUT)
        for name, rows in sorted(export_rows(user).items()):
            archive.writestr(f"{name}.json", json.dumps(rows, cls=DjangoJSONEncoder, indent=1))
        accesses = [access_of(one, user, Action.EXPORTED) for one in versions if write_document(archive, one)]
        letters = LetterFile.objects.of_user(user).readable()
        accesses += [one.access_of(user, Action.EXPORTED) for one in letters if write_letter(archive, one)]
    FileAccess.objects.bulk_create(accesses)
    target.seek(0)
    return target


def write_document(archive: zipfile.ZipFile, version: DocumentVersion) -> bool:
    """Put one document into the zip; return False when the disk has lost it."""
    name = f"files/{version.document.kind.code}/{version.pk}-{version.original_name}"
    return write_file(archive, version.path, name)


def write_letter(archive: zipfile.ZipFile, file: LetterFile) -> bool:
    """Put one letter that may be read into the zip; return False when the disk has lost it."""
    return write_file(archive, file.path, f"files/letters/{file.letter_id}.pdf")


def write_file(archive: zipfile.ZipFile, path: str, name: str) -> bool:
    """Put one file into the zip; return False when the disk has lost it."""
    try:
        with PrivateStorage().open(path, "rb") as source, archive.open(name, "w") as target:
            shutil.copyfileobj(source, target)
    except FileNotFoundError:
        return False
    return True


def export_rows(user: User) -> dict[str, list[dict[str, Any]]]:
    owned = rows_of(user)
    return {
        model._meta.label_lower: written_rows(model, sorted(rows, key=lambda row: str(row.pk)), set(owned))
        for model, rows in owned.items()
    }


def written_rows(model: type[Model], rows: list[Model], owned: set[type[Model]]) -> list[dict[str, Any]]:
    fields = model._meta.concrete_fields
    named = {f.name for f in fields if f.is_relation and f.related_model not in owned}
    prefetch_related_objects(rows, *named)
    return [
        {
            f.name: HIDDEN if f.name in secrets_of(row) else export_value(row, f, is_named=f.name in named)
            for f in fields
        }
        for row in rows
    ]


def secrets_of(row: Model) -> set[str]:
    """The columns of a row that are not exported."""
    if isinstance(row, LetterFile) and row.is_sealed:
        return SEALED
    return SECRETS.get(row._meta.label_lower, set())


def export_value(row: Model, field: Field, *, is_named: bool) -> Any:
    """What a foreign key points to is named, when it is not the user's own."""
    value = field.value_from_object(row)
    return str(getattr(row, field.name)) if is_named and value is not None else value
