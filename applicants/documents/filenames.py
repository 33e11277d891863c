"""What files are called in a pack: a pattern of a few fields, and names that are safe anywhere. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DEFAULT = "{number} {document} - {last_name}, {first_name}"
FIELDS = {
    "number": "01, 02 and so on",
    "document": "what it is, such as CV",
    "last_name": "the last word of your name",
    "first_name": "the rest of your name",
    "name": "your whole name",
    "host": "the hospital or clinic",
}
ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}  # anything else is Word
WORD_ENDING = ".docx"

LONGEST_PATTERN = 120
LONGEST_NAME, LONGEST_BYTES = 100, 180  # without the ending; most disks take 255 bytes
FIELD = re.compile(r"\{(\w+)\}")
FORBIDDEN = set('/\\:*?"<>|%;{}')
# What Windows keeps for itself, whatever the ending.
RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
HANGING = " -_,."


@dataclass(frozen=True)
class NamedPerson:
    """Whose documents these are; blank: not said."""

    last_name: str = ""
    first_name: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def person_of(name: str) -> NamedPerson:
    """A name in two parts: "Ada Lovelace" and "Lovelace, Ada" both end in Lovelace."""
    last, comma, first = name.partition(",")
    if comma:
        return NamedPerson(" ".join(last.split()), " ".join(first.split()))
    words = name.split()
    return NamedPerson(words[-1], " ".join(words[:-1])) if words else NamedPerson()


def pattern_fault(pattern: str) -> str | None:
    """What is wrong with a pattern, None when it can be used; a blank one is the default."""
    unknown = [name for name in FIELD.findall(pattern) if name not in FIELDS]
    if unknown:
        return f"“{{{unknown[0]}}}” is no field. Use " + ", ".join(f"{{{name}}}" for name in FIELDS) + "."
    rest = FIELD.sub("", pattern)
    if found := sorted(FORBIDDEN & set(rest)):
        return f"A file’s name cannot hold {found[0]} here."
    if not rest.isprintable():
        return "A file’s name can only have characters that one can see."
    if pattern and not {"number", "document"} & set(FIELD.findall(pattern)):
        return "Use {number} or {document}, so that the names differ."
    return None


def fill_pattern(pattern: str, values: Mapping[str, str]) -> str:
    """A pattern with its fields filled in, and no comma or dash left over where one is blank."""
    raw = FIELD.sub(lambda found: values.get(found[1], ""), pattern or DEFAULT)
    tidy = re.sub(r"\s+", " ", re.sub(r"-\s*,", "-", raw))
    return tidy.strip(HANGING)


def safe_stem(words: str) -> str:
    """A file's name without its ending that every system takes: no folders, no signs that deceive."""
    plain = unicodedata.normalize("NFC", words.replace("/", "-").replace("\\", "-"))
    kept = "".join(sign for sign in plain if sign.isprintable() and sign not in FORBIDDEN)
    short = kept.strip(HANGING)[:LONGEST_NAME].encode()[:LONGEST_BYTES].decode(errors="ignore")
    stem = short.strip(HANGING)
    return f"_{stem}" if RESERVED.fullmatch(stem) else stem or "document"


def ending_of(content_type: str) -> str:
    """A file's ending by what is in it, whatever it was called."""
    return ENDINGS.get(content_type, WORD_ENDING)


def unique(names: Iterable[tuple[str, str]]) -> list[str]:
    """(stem, ending) as names of which no two are the same, in upper or lower case."""
    used: set[str] = set()
    found = []
    for stem, ending in names:
        name, count = stem + ending, 1
        while name.casefold() in used:
            count += 1
            name = f"{stem} ({count}){ending}"
        used.add(name.casefold())
        found.append(name)
    return found
