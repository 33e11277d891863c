"""Free text that is the name of a specialty: its filter also finds programs open to any specialty."""

from collections.abc import Iterable, Mapping

from programs.search.terms import words_of
from programs.search.text import SHORT_FORMS


def specialty_meant(text: str, corrections: Mapping[str, str], names: Iterable[str]) -> str | None:
    """Return the specialty that a text names in full or by a short form ("cardiology"); else None.

    ``corrections``: what misspelt words of the text were taken for.
    """
    written = [corrections.get(word, word) for word in words_of(text)]
    meant = [part for word in written for part in SHORT_FORMS.get(word, (word,))]
    words = {name: words_of(name) for name in names}
    same = [name for name, parts in words.items() if parts in (written, meant)]
    longer = [name for name, parts in words.items() if meant != written and parts[: len(meant)] == meant]
    return next(iter(same or (longer if len(longer) == 1 else [])), None)
