"""Codes, places, visas and addresses in people's own words, as values of the exchange format. Pure."""

import json
import re

from django.conf import settings
from django.db.models import TextChoices
from django_countries.data import COUNTRIES

from programs import choices
from programs.curation.spreadsheet.cells import NO, YES, quote_cell, split_list
from programs.search import PROGRAM_TYPES
from programs.sheets.reader import CellError, plain_name
from programs.us_states import USState

# A place that is none.
ONLINE = frozenset(["online", "virtual", "remote", "telehealth", "zoom"])
VISA = re.compile(r"([A-V])\s*-?\s*([1-4][A-C]?)")
# What people write: names of columns, words for codes, patterns of requirements.
TABLE = json.loads((settings.BASE_DIR / "fixtures" / "sheet_words.json").read_text())
SYNONYMS: dict[str, dict[str, list[str]]] = TABLE["codes"] | {"ProgramType": PROGRAM_TYPES}
ENUMS = {name: getattr(choices, name) for name in SYNONYMS}


def known_words(enum: type[TextChoices]) -> dict[str, str]:
    """What people write for each code of a closed list: code, label, synonyms."""
    words = {plain_name(name): code for code, names in SYNONYMS[enum.__name__].items() for name in names}
    return words | {
        plain_name(name): choice.value for choice in enum for name in (choice.value, choice.label)
    }


WORDS = {enum: known_words(enum) for enum in ENUMS.values()}


def read_code(enum: type[TextChoices], text: str) -> str:
    """The code that a cell names; CellError lists those there are."""
    plain = plain_name(text)
    if code := WORDS[enum].get(plain) or WORDS[enum].get(plain.removesuffix("s")):
        return code
    answer = "yes" if text.strip().lower() in YES else "no" if text.strip().lower() in NO else ""
    if answer in WORDS[enum]:
        return WORDS[enum][answer]
    inside = {code for word, code in WORDS[enum].items() if len(word) > 3 and f" {word} " in f" {plain} "}  # noqa: PLR2004
    if len(inside) == 1 and not plain.startswith(("no ", "not ")):
        return inside.pop()
    if len(inside) > 1:
        labels = ", ".join(str(enum(code).label) for code in sorted(inside))
        raise CellError(f"{quote_cell(text)} can mean several: {labels}. Write one of them.")
    raise CellError(
        f"{quote_cell(text)} is not known here. Write one of: {', '.join(map(str, enum.labels))}."
    )


def read_codes(enum: type[TextChoices], text: str) -> list[str]:
    """The codes of a list in a cell, each once."""
    if code := WORDS[enum].get(plain_name(text)):
        return [code]
    return list(dict.fromkeys(read_code(enum, piece) for piece in split_list(text)))


def read_audiences(text: str) -> list[str]:
    """Medical students without a year are clinical and final-year students."""
    audiences: list[str] = []
    for piece in split_list(text):
        plain = plain_name(piece)
        if plain in ("student", "students", "medical students", "medical student", "img students"):
            audiences += ["clinical_student", "final_year_student"]
        else:
            audiences.append(read_code(choices.Audience, piece))
    return list(dict.fromkeys(audiences))


STATES = {plain_name(name): state.value for state in USState for name in (state.label, state.value)}
STATES |= {"washington dc": "DC", "d c": "DC", "wash dc": "DC"}


def read_state(text: str) -> str:
    if state := STATES.get(plain_name(text)):
        return state
    raise CellError(f"{quote_cell(text)} is not a US state. Write it as TX or Texas.")


def read_city(text: str) -> dict[str, str | None]:
    """A city, with its state where the cell says that too."""
    return read_location(text) if "," in text else {"host.city": text}


def read_location(text: str) -> dict[str, str | None]:
    """City and state of "Houston, TX", or of one of the two alone; "online" is a way to take part."""
    if plain_name(text) in ONLINE:
        return {"delivery": choices.Delivery.VIRTUAL.value}
    plain = re.sub(r"(\s+\d{5}(-\d{4})?)?(,?\s*(USA|US|United States)\.?)?$", "", text.strip())
    town, comma, state = plain.rpartition(",")
    if re.search(r"[/;|\d]", plain) or "," in town:
        raise CellError(f"{quote_cell(text)} is not one city and its state. Write it as Houston, TX.")
    if comma:
        return {"host.city": town.strip(), "host.state": read_state(state)}
    words = plain.split()
    if plain_name(plain) in STATES:
        return {"host.state": read_state(plain)}
    if len(words) > 1 and words[-1].isupper() and plain_name(words[-1]) in STATES:
        return {"host.city": " ".join(words[:-1]), "host.state": read_state(words[-1])}
    return {"host.city": plain}


def read_visas(text: str) -> list[str]:
    """Visa classes: B1/B2 is B-1 and B-2."""
    plain = re.sub(r"\bvisas?\b|\bonly\b|\bstatus\b", " ", text, flags=re.IGNORECASE)
    plain = re.sub(r"visa waiver( program)?|\bwaiver( program)?|\bVWP\b", "ESTA", plain, flags=re.IGNORECASE)
    found = []
    for piece in split_list(plain):
        match = VISA.fullmatch(piece.upper())
        if not match and not re.fullmatch(r"ESTA|WB|WT|TN", piece.upper()):
            hint = "Write it as B-1, J-1 or ESTA, or leave the cell empty."
            raise CellError(f"{quote_cell(piece)} is not a visa class. {hint}")
        found.append(f"{match[1]}-{match[2]}" if match else piece.upper())
    return list(dict.fromkeys(found))


COUNTRY_CODES = {plain_name(str(name)): code for code, name in COUNTRIES.items()}
COUNTRY_CODES |= {code.lower(): code for code in COUNTRIES} | {
    "usa": "US",
    "uk": "GB",
    "south korea": "KR",
}


def read_countries(text: str) -> list[str]:
    """The two-letter codes of countries by name or code."""
    found = []
    for piece in split_list(text, r"[,;\n]"):
        if plain_name(piece) not in COUNTRY_CODES:
            raise CellError(
                f"{quote_cell(piece)} is not a country. Write its name in English, or two letters as JP."
            )
        found.append(COUNTRY_CODES[plain_name(piece)])
    return list(dict.fromkeys(found))


def read_web_address(text: str) -> str:
    """An address with https where the scheme is left out."""
    plain = text.strip()
    if " " in plain or "." not in plain or "@" in plain:
        raise CellError(f"{quote_cell(text)} is not a web address. Write it as https://www.example.org/page.")
    return plain if re.match(r"[a-z][a-z0-9+.-]*:", plain, re.IGNORECASE) else f"https://{plain}"
