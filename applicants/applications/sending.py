"""Notes which files went with an application."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from applicants.applications.models import Application, SentFile
from applicants.documents.models import DocumentVersion
from applicants.profile.caps import require_room


def sent_file(application: Application, version: DocumentVersion, on: datetime.date) -> SentFile:
    """The note, not saved yet, that a file went with an application."""
    kind = version.document.kind
    return SentFile(
        application=application,
        version=version,
        kind=kind.code,
        label=version.document.name or kind.label,
        name=version.original_name,
        sha256=version.sha256,
        sent_on=on,
    )


@transaction.atomic
def note_sent(application: Application, versions: Sequence[DocumentVersion], on: datetime.date) -> int:
    """Note that files went with an application, and return how many are new; one noted before stays.

    Raise FullError when the application has as many as fit.
    """
    known = {sent.version_id for sent in application.sent_files.all()}
    fresh = [version for version in versions if version.pk not in known]
    require_room(application.applicant, application.sent_files.all(), len(fresh))
    SentFile.objects.bulk_create(sent_file(application, version, on) for version in fresh)
    return len(fresh)


@transaction.atomic
def move_with_files(
    application: Application,
    status: str,
    versions: Sequence[DocumentVersion],
    *,
    on: datetime.date,
    **facts: Any,
) -> None:
    """Move an application and note what was sent with it: both, or nothing.

    ``facts`` are those of ``Application.move_to``, which also says what is refused.
    """
    application.move_to(status, on=on, **facts)
    note_sent(application, versions, on)
