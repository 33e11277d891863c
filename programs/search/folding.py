"""Texts as the search compares them: without case, accents and small words."""

import re
import unicodedata

STOP_WORDS = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)
WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Drop case and accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def search_words(*texts: str | None) -> list[str]:
    """The searchable words of some texts, each once, in order."""
    words = (word for text in texts if text for word in WORD.findall(fold(text)))
    return list(dict.fromkeys(word for word in words if word not in STOP_WORDS))
