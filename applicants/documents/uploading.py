"""Takes a file in: checked, written to the disk, then noted, in this order."""

import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from applicants.documents.checking.files import safe_name
from applicants.documents.choices import Action
from applicants.documents.inspecting import InspectionBusyError, inspect
from applicants.documents.integrity import sha256_of
from applicants.documents.models import Document, DocumentKind, DocumentVersion, FileAccess, access_of
from applicants.documents.quotas import Use
from applicants.documents.scanning import scan
from applicants.documents.storage import PrivateStorage, local_copy, new_path
from applicants.profile.caps import lock
from applicants.profile.models import Applicant
from applicants.profile.rate_limits import UPLOADS, consume, take_back

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Upload:
    """A file with what its owner says of it.

    ``token`` came with the form: sent twice by one applicant, it makes one version.
    """

    token: uuid.UUID
    file: UploadedFile
    facts: dict[str, Any]


def use_of(applicant: Applicant) -> Use:
    """Count the applicant's files and bytes, in one query."""
    return Use(*DocumentVersion.objects.of_applicant(applicant).file_count_and_bytes())


def create_document(applicant: Applicant, kind: DocumentKind, name: str, upload: Upload) -> DocumentVersion:
    """Keep a file as a new document; raise ValidationError if it is refused, OSError if the disk is full."""
    return store_version(applicant, Document(applicant=applicant, kind=kind, name=name), upload)


def add_version(document: Document, upload: Upload) -> DocumentVersion:
    """Keep a file as the newest version of a document; refused as ``create_document`` does."""
    return store_version(document.applicant, document, upload)


def store_version(applicant: Applicant, document: Document, upload: Upload) -> DocumentVersion:
    """Look into the file, then keep it with its rows."""
    if earlier := DocumentVersion.objects.of_applicant(applicant).with_id(applicant.id_for(upload.token)):
        return earlier
    consume(UPLOADS, applicant)
    try:
        content_type = inspect(upload.file)
    except InspectionBusyError:
        take_back(UPLOADS, applicant)
        raise
    if fault := use_of(applicant).fault(upload.file.size or 0):
        raise ValidationError(fault)
    with local_copy(upload.file) as path:
        scan(path)
    return write_version(applicant, document, version_of(document, upload, content_type), upload.file)


def version_of(document: Document, upload: Upload, content_type: str) -> DocumentVersion:
    """The version's row, not saved yet and without a path."""
    return DocumentVersion(
        id=document.applicant.id_for(upload.token),
        document=document,
        original_name=safe_name(upload.file.name),
        size=upload.file.size or 0,
        sha256=sha256_of(upload.file.chunks()),
        content_type=content_type,
        **upload.facts,
    )


@transaction.atomic
def write_version(
    applicant: Applicant, document: Document, version: DocumentVersion, file: UploadedFile
) -> DocumentVersion:
    """Write the file, then the rows; raise ValidationError when they are there already or there is no room.

    The applicant's row is held until the end, so that of uploads at the same moment each sees the others,
    and that few files wait for their rows. A file without a row is swept later. It is never deleted because
    of a database error: the rows may have been committed although the answer was lost.
    """
    owner = lock(applicant)
    if earlier := DocumentVersion.objects.of_applicant(owner).with_id(version.pk):
        return earlier
    if fault := use_of(owner).fault(version.size):
        raise ValidationError(fault)
    version.path = PrivateStorage().save(new_path(), file)
    if document.created_at is None:  # a new one
        document.save(force_insert=True)
    version.save(force_insert=True)
    access_of(version, applicant.user, Action.UPLOADED).save()
    return version


@transaction.atomic
def delete_document(document: Document, by: Any) -> None:
    """Delete a document with its versions, and their files once that is certain; the log stays."""
    versions = list(document.versions.all())
    paths = [version.path for version in versions]
    FileAccess.objects.bulk_create(access_of(version, by, Action.DELETED) for version in versions)
    document.delete()
    transaction.on_commit(lambda: delete_files(paths))


def delete_files(paths: Iterable[str]) -> None:
    """Delete files whose rows are gone; one that cannot be deleted now is swept later."""
    storage = PrivateStorage()
    for path in paths:
        try:
            storage.delete(path)
        except OSError as error:
            log.warning(
                "A private file could not be deleted (%s); the sweep will", error.strerror or type(error)
            )
