"""Recorded changes in words: who did what when, and to which facts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from programs import choices, formatting
from programs.change_text import ChangedFact, changed_fact
from programs.models import Change
from programs.proof import fact_place
from programs.records import Record, stated_value

IMPORT = "an import"
UNKNOWN = "an import, or an account since removed"


@dataclass(frozen=True)
class ChangeText:
    """One act: who did what when, and to which facts."""

    change: Change
    by: str
    facts: list[ChangedFact]


def author_of(change: Change) -> str:
    """Who made a change; an account that was removed since is not known any more."""
    if change.by is not None:
        return str(change.by)
    return IMPORT if change.action == choices.ChangeAction.IMPORTED else UNKNOWN


def source_text(record: Record, name: str) -> str:
    """The source that a fact of a version rests on; blank for what rests on none."""
    if name in ("sources", "proof") or name not in record or stated_value(record[name]) is None:
        return ""
    place = fact_place(record, name)
    if place >= len(record["sources"]):
        return ""
    source = record["sources"][place]
    day = formatting.partial_date_words(source["page_date"]) or "no date"
    return f"{source['title'] or source['url']}, {day}"


def change_texts(versions: Iterable[tuple[Change, Record]]) -> list[ChangeText]:
    """Changes in words, in the order given, each with the record that it left behind.

    Load them with who made them.
    """
    return [
        ChangeText(
            change,
            author_of(change),
            [
                replace(changed_fact(name, *pair), source=source_text(record, name))
                for name, pair in change.facts.items()
            ],
        )
        for change, record in versions
    ]
