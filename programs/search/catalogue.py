"""The index of this process, kept in step with the database.

Each request reads the catalogue's version, one row. When it has moved on, the programs changed
since are taken in; a new day, a bulk change or a version from the past builds the index anew.
"""

import datetime
import threading
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone

from programs.models import CatalogueVersion, Program, SearchDocument
from programs.search.index import DocumentRow, Index

ROWS = 2000
_lock = threading.Lock()
_index: Index | None = None


def document_rows(entries: QuerySet[SearchDocument]) -> Iterator[DocumentRow]:
    """Yield index rows from the database, a few at a time."""
    return (
        DocumentRow(*values) for values in entries.values_list(*DocumentRow._fields).iterator(chunk_size=ROWS)
    )


def build(version: int, today: datetime.date) -> Index:
    """Build the index from the database; sorted by their terms, places become short runs of slots."""
    return Index(document_rows(SearchDocument.objects.order_by("terms", "pk")), version=version, today=today)


def catch_up(index: Index, row: CatalogueVersion) -> None:
    """Take in the programs changed since the index's version, found by an index and not in any order."""
    known_terms = len(index.terms)
    changed = Program.objects.filter(changed_in__gt=index.version).order_by()
    for program_id in list(changed.values_list("pk", flat=True)):
        index.remove(program_id)
    for entry in document_rows(SearchDocument.objects.filter(program__in=changed)):
        index.put(entry)
    index.settle(row.number, known_terms, new_words=row.words_changed_in > index.version)


def is_usable(index: Index | None, row: CatalogueVersion, today: datetime.date) -> bool:
    """Return whether an index can be brought up to date rather than built anew."""
    return index is not None and index.today == today and row.rebuild_after <= index.version <= row.number


def current() -> Index:
    """Return this process's index, in step with the database."""
    global _index  # noqa: PLW0603 - one per process is the point
    row = next(iter(CatalogueVersion.objects.all()), CatalogueVersion())
    today = timezone.localdate()
    index = _index
    if index is not None and index.version == row.number and index.today == today:
        return index
    with _lock:
        index = _index
        if index is None or not is_usable(index, row, today):
            index = _index = build(row.number, today)
        elif index.version < row.number:
            catch_up(index, row)
        return index


def forget() -> None:
    """Drop the index, as tests do when the database goes back in time."""
    global _index  # noqa: PLW0603 - one per process is the point
    _index = None
