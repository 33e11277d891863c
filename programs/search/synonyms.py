"""What people write and the catalog's words for it: one table for search, filters, imports and outreach.

The table is ``fixtures/synonyms.json``. Keys are folded words; a list means all of its words.
"""

import json
from collections.abc import Iterable, Mapping

from django.conf import settings

from programs.search.folding import search_words

TABLE = json.loads((settings.BASE_DIR / "fixtures" / "synonyms.json").read_text())
WORDS: dict[str, list[str]] = TABLE["words"]
# In the name of a place alone: "Medical Center" and "Medicine Center" are one, "medical student" is a person.
PLACE_WORDS: dict[str, list[str]] = WORDS | TABLE["places"]
PROGRAM_TYPES: dict[str, list[str]] = TABLE["program_types"]
# What people write for one specialty as a whole.
SPECIALTIES: dict[str, str] = TABLE["specialties"]


def in_full(words: Iterable[str], table: Mapping[str, list[str]] = WORDS) -> list[str]:
    """Words with each short form or other spelling replaced by what it stands for."""
    return [meant for word in words for meant in table.get(word, [word])]


def specialty_meant(text: str, corrections: Mapping[str, str], names: Iterable[str]) -> str | None:
    """The specialty that a text names in full or by a synonym ("cardiology"); else None.

    ``corrections``: what misspelled words of the text were taken for.
    """
    written = [corrections.get(word, word) for word in search_words(text)]
    meant = in_full(written)
    words = {name: search_words(name) for name in names}
    same = [name for name, parts in words.items() if parts in (written, meant)]
    longer = [name for name, parts in words.items() if meant != written and parts[: len(meant)] == meant]
    return next(iter(same or (longer if len(longer) == 1 else [])), None)
