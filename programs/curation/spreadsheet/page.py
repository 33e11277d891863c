"""What the preview and the result of an import show of each row."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from programs.change_text import ChangedFact, changed_fact
from programs.curation.importing.record_import import RecordResult
from programs.curation.spreadsheet.import_job import WORDS
from programs.models import CatalogImportRow, Program
from programs.records import changed_facts, stated_value

SHOWN_ROWS = 500
HIDDEN_FACTS = ("slug", "proof", "any_specialty")


@dataclass(frozen=True)
class RowText:
    """One row in words. ``duplicates``: programs that it may be the same as, with their pages; "" for a row.

    ``merges``: those of them that it can be merged into, with the address where that is done.
    """

    number: int
    name: str
    slug: str
    word: str
    messages: list[str]
    notes: list[str]
    duplicates: list[tuple[str, str]]
    merges: list[tuple[str, str]]
    facts: list[ChangedFact]
    is_choice: bool
    is_undone: bool

    @property
    def is_ticked(self) -> bool:
        """Probable duplicates are not made unless somebody ticks them."""
        return self.is_choice and not self.duplicates


def changed_facts_of(row: CatalogImportRow) -> list[ChangedFact]:
    """What a row changes, old and new; of a new program what it states."""
    if row.result == RecordResult.CREATED:
        pairs = {key: [None, value] for key, value in row.after.items() if stated_value(value) is not None}
        return [changed_fact(key, *pair) for key, pair in pairs.items() if key not in HIDDEN_FACTS]
    return [changed_fact(key, *pair) for key, pair in changed_facts(row.before, row.after).items()]


def program_address(slug: str) -> str:
    """The address of a program's page; "" for a row of the same file."""
    return "" if slug.startswith("row ") else reverse("programs:program_detail", args=[slug])


def merge_addresses(row: CatalogImportRow, keys: dict[str, int]) -> list[tuple[str, str]]:
    """Where a row's program is merged into each that it is like, once both are in the catalog."""
    if row.slug not in keys:
        return []
    pairs = [(slug, (keys[slug], keys[row.slug])) for slug in row.alike if slug in keys]
    return [(slug, reverse("admin:programs_program_merge", args=pair)) for slug, pair in pairs]


def row_texts(rows: Iterable[CatalogImportRow]) -> list[RowText]:
    """Rows in words; the reasons of a change are its facts, so they are not said twice."""
    rows = list(rows)
    slugs = {slug for row in rows for slug in row.alike and [row.slug, *row.alike]}
    keys = Program.objects.without_merged().keys_by_slug(slugs) if slugs else {}
    return [
        RowText(
            number=row.number,
            name=row.name or row.slug,
            slug=row.slug,
            word=WORDS.get(RecordResult(row.result), row.result) if row.result in WORDS else row.result,
            messages=row.messages[1:] if row.result == RecordResult.UPDATED else row.messages,
            notes=[note for note in row.notes if not note.startswith("may be the same as")],
            duplicates=[(slug, program_address(slug)) for slug in row.alike],
            merges=merge_addresses(row, keys),
            facts=changed_facts_of(row) if row.after else [],
            is_choice=row.result in (RecordResult.CREATED, RecordResult.UPDATED),
            is_undone=row.undone_at is not None,
        )
        for row in rows
    ]
