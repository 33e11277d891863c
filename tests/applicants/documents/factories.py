"""Files in an account's documents, whole and on the disk."""

import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from applicants.documents.uploading import Upload, add_version, create_document
from applicants.models import Applicant, Document, DocumentVersion
from tests.applicants.documents import corpus_files as parts
from tests.factories import make_kind


def upload_of(name: str, body: bytes | None, facts: dict[str, Any]) -> Upload:
    """Return a file as a form gives it: a PDF of one page, unless there is a body."""
    return Upload(uuid.uuid4(), SimpleUploadedFile(name, parts.pdf() if body is None else body), facts)


def keep(
    applicant: Applicant, code: str = "tb_test", name: str = "tb.pdf", body: bytes | None = None, **facts: Any
) -> DocumentVersion:
    """Keep a file as a new document."""
    usual = {} if code == "tb_test" else {"label": code.upper(), "validity_days": None, "never_expires": True}
    return create_document(applicant, make_kind(code, **usual), "", upload_of(name, body, facts))


def renew(document: Document, name: str, body: bytes | None = None, **facts: Any) -> DocumentVersion:
    """Keep a file as the newest version of a document."""
    return add_version(document, upload_of(name, body, facts))
