"""Earlier versions of a program: worked out from today's record and the recorded changes, and restored."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Q

from programs.choices import ChangeAction
from programs.curation.publishing.changes import apply_change
from programs.curation.publishing.record_rows import KnownRows, write_record
from programs.models import CatalogVersion, Change, Program
from programs.records import BLANK, Record, record_of


class RestoreError(ValueError):
    """A version that today's catalog cannot hold; the message says why."""


def record_before(record: Record, change: Change) -> Record:
    """What a record does not hold stays out."""
    found = dict(record)
    for key, (value, _) in change.facts.items():
        if key in record:
            found[key] = deepcopy(BLANK.get(key)) if value is None else value
    return found


def walk_versions(record: Record, changes: list[Change]) -> Iterator[tuple[Change, Record]]:
    """Yield each change, the newest first as they are given, with the record that it left behind."""
    for change in changes:
        yield change, record
        record = record_before(record, change)


def version_after(record: Record, change: Change) -> Record:
    """The whole record that a change left behind; ``record`` is today's."""
    is_later = Q(at__gt=change.at) | Q(at=change.at, pk__gt=change.pk)
    for later in Change.objects.filter(is_later, program=change.program_id):
        record = record_before(record, later)
    return record


@transaction.atomic
def restore_version(change: Change, by: Any, reason: str) -> Change:
    """Write back the version that a change left behind, and publish it; the address stays today's.

    Raise RestoreError when the version names what the catalog no longer has, or holds a value that today's
    rules refuse. What is public and which red flags are silenced does not change.
    """
    CatalogVersion.advance()
    program = Program.objects.for_editing().get(pk=change.program_id)
    record = version_after(record_of(program), change) | {"slug": program.slug}
    known = KnownRows.load()
    known.match_provider(record)
    if strangers := known.unknown_names(record):
        raise RestoreError("; ".join(strangers))
    try:
        with transaction.atomic():
            write_record(program, record, known)
    except (ValidationError, DatabaseError, KeyError) as error:
        raise RestoreError("; ".join(getattr(error, "messages", [str(error)]))) from error
    return apply_change(program.pk, ChangeAction.RESTORED, by=by, reason=reason)
