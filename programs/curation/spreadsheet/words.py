"""Single cells in people's own words, as values of the exchange format. Pure."""

import datetime
import json
import re
from collections.abc import Callable, Iterable

from django.conf import settings
from django.db.models import TextChoices
from django_countries.data import COUNTRIES

from programs import choices
from programs.search import PROGRAM_TYPES
from programs.sheets.reader import plain_name
from programs.us_states import USState

# What people write into a cell that has nothing to say.
BLANKS = frozenset(
    [
        "",
        "-",
        "–",
        "—",
        "?",
        "??",
        "n/a",
        "na",
        "n.a.",
        "nil",
        "tbd",
        "tba",
        "tbc",
        "unknown",
        "not known",
        "unclear",
        "varies",
        "see website",
        "to be determined",
        "to be announced",
        "to be confirmed",
        "pending",
        "no info",
        "no information",
        "not listed",
        "not mentioned",
        "not specified",
        "not given",
    ]
)
YES = frozenset(["yes", "y", "true", "x", "✓", "✔", "1", "offered", "provided", "available", "included"])
NO = frozenset(
    ["no", "n", "false", "0", "none", "not offered", "not provided", "not available", "not included"]
)
# A place that is none.
ONLINE = frozenset(["online", "virtual", "remote", "telehealth", "zoom"])
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?", re.ASCII)
SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})", re.ASCII)
MONTH_NAMES = {
    name: number
    for number, label in enumerate(choices.Month.labels, start=1)
    for name in (label.lower(), label[:3].lower(), label[:4].lower())
}
MOST_MONTHS = 12
MOST_WEEKS = 5 * 52
CENTURY = 2000
SHOWN = 60
WEEKS = {"day": 1 / 7, "week": 1, "wk": 1, "month": 4, "mo": 4, "year": 52, "yr": 52}
LENGTH_WORDS_TEXT = """
up to at least min minimum of max maximum most from only and or fixed each about approximately a
options stay rotation rotations more longer
"""
LENGTH_WORDS = frozenset(LENGTH_WORDS_TEXT.split())
NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "twelve": 12}
LENGTH = re.compile(r"(\d+(?:\.\d+)?)(?:\s*(?:-|to)\s*(\d+(?:\.\d+)?))?\s*[-+]?\s*([a-z]+)?")
VISA = re.compile(r"([A-V])\s*-?\s*([1-4][A-C]?)")

# What people write: names of columns, words for codes, patterns of requirements.
TABLE = json.loads((settings.BASE_DIR / "fixtures" / "sheet_words.json").read_text())
SYNONYMS: dict[str, dict[str, list[str]]] = TABLE["codes"] | {"ProgramType": PROGRAM_TYPES}
ENUMS = {name: getattr(choices, name) for name in SYNONYMS}


class CellError(ValueError):
    """A cell that means nothing known; its text says what to write instead."""


def quote_cell(text: str) -> str:
    """Return a cell's text for a message, cut where it is long."""
    plain = " ".join(text.split())
    return f"“{plain if len(plain) <= SHOWN else plain[:SHOWN] + '…'}”"


def is_blank(text: str) -> bool:
    return text.strip().lower() in BLANKS


def known_words(enum: type[TextChoices]) -> dict[str, str]:
    """Return what people write for each code of a closed list: code, label, synonyms."""
    words = {plain_name(name): code for code, names in SYNONYMS[enum.__name__].items() for name in names}
    return words | {plain_name(name): one.value for one in enum for name in (one.value, one.label)}


WORDS = {enum: known_words(enum) for enum in ENUMS.values()}


def read_code(enum: type[TextChoices], text: str) -> str:
    """Return the code that a cell names; CellError lists those there are."""
    plain = plain_name(text)
    if found := WORDS[enum].get(plain) or WORDS[enum].get(plain.removesuffix("s")):
        return found
    answer = "yes" if text.strip().lower() in YES else "no" if text.strip().lower() in NO else ""
    if answer in WORDS[enum]:
        return WORDS[enum][answer]
    inside = {found for word, found in WORDS[enum].items() if len(word) > 3 and f" {word} " in f" {plain} "}  # noqa: PLR2004
    if len(inside) == 1 and not plain.startswith(("no ", "not ")):
        return inside.pop()
    if len(inside) > 1:
        labels = ", ".join(str(enum(one).label) for one in sorted(inside))
        raise CellError(f"{quote_cell(text)} can mean several: {labels}. Write one of them.")
    raise CellError(
        f"{quote_cell(text)} is not known here. Write one of: {', '.join(map(str, enum.labels))}."
    )


def split_list(text: str, splitter: str = r"[,;/&+|\n•]|\band\b|\bor\b") -> list[str]:
    """Return the pieces of a list in a cell, blank ones left out."""
    return [piece.strip(" .") for piece in re.split(splitter, text) if piece.strip(" .")]


def read_codes(enum: type[TextChoices], text: str) -> list[str]:
    """Return the codes of a list in a cell, each once."""
    if found := WORDS[enum].get(plain_name(text)):
        return [found]
    return list(dict.fromkeys(read_code(enum, piece) for piece in split_list(text)))


def read_audiences(text: str) -> list[str]:
    """Return audiences; medical students without a year are clinical and final-year students."""
    found: list[str] = []
    for piece in split_list(text):
        plain = plain_name(piece)
        if plain in ("student", "students", "medical students", "medical student", "img students"):
            found += ["clinical_student", "final_year_student"]
        else:
            found.append(read_code(choices.Audience, piece))
    return list(dict.fromkeys(found))


def read_yes_no(text: str) -> bool:
    plain = text.strip().lower().strip(".!")
    if plain in YES or plain.startswith(("yes,", "yes ")):
        return True
    if plain in NO or plain.startswith(("no,", "no ")):
        return False
    raise CellError(f"{quote_cell(text)} is neither yes nor no. Write Yes or No, or leave the cell empty.")


STATES = {plain_name(name): state.value for state in USState for name in (state.label, state.value)}
STATES |= {"washington dc": "DC", "d c": "DC", "wash dc": "DC"}


def read_state(text: str) -> str:
    if found := STATES.get(plain_name(text)):
        return found
    raise CellError(f"{quote_cell(text)} is not a US state. Write it as TX or Texas.")


def read_city(text: str) -> dict[str, str | None]:
    """Return a city, with its state where the cell says that too."""
    return read_location(text) if "," in text else {"host.city": text}


def read_location(text: str) -> dict[str, str | None]:
    """Return city and state of "Houston, TX", or of one of the two alone; "online" is a way to take part."""
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


def normalize_cell(text: str) -> str:
    """Return a text in small letters with plain hyphens and digits for number words."""
    plain = re.sub(r"[–—−]", "-", text.lower())
    return re.sub(r"\b(" + "|".join(NUMBER_WORDS) + r")\b", lambda found: str(NUMBER_WORDS[found[1]]), plain)


def round_number(number: float) -> int | float:
    """Return a number of weeks with two decimals at most, whole where it is whole."""
    rounded = round(number, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def weeks_per_unit(word: str, text: str) -> float:
    """Return how many weeks a unit has; a month is four."""
    for unit, weeks in WEEKS.items():
        if word in (unit, f"{unit}s"):
            return weeks
    raise CellError(f"{quote_cell(text)} is not a length. Write it as 4 weeks, or 2-4 weeks.")


def read_lengths(text: str, plain: str) -> list[float]:
    """Return the lengths in a cell in weeks; one without a unit has that of the next."""
    found = list(LENGTH.finditer(plain))
    units = [one[3] if one[3] not in (None, "or", "and", "to") else "" for one in found]
    for place in range(len(units) - 2, -1, -1):
        units[place] = units[place] or units[place + 1]
    loose = set(plain_name(LENGTH.sub(" ", plain)).split()) - LENGTH_WORDS
    if not found or loose or re.search(r"^\s*-|\d\s*/\s*\d", plain):
        raise CellError(f"{quote_cell(text)} is not a length. Write it as 4 weeks, or 2-4 weeks.")
    if any(one[2] and float(one[1]) > float(one[2]) for one in found):
        raise CellError(f"{quote_cell(text)}: the shortest stay is longer than the longest. Turn them round.")
    numbers = [
        round_number(float(number) * weeks_per_unit(unit or "weeks", text))
        for one, unit in zip(found, units, strict=True)
        for number in (one[1], one[2])
        if number
    ]
    if not all(0 < number <= MOST_WEEKS for number in numbers):
        raise CellError(
            f"{quote_cell(text)} is no length of a stay: at most five years. Write it as 4 weeks."
        )
    return numbers


def read_length(text: str) -> tuple[float | None, float | None]:
    """Return the shortest and the longest stay in weeks, None for an end that is not stated."""
    plain = normalize_cell(text)
    numbers = read_lengths(text, plain)
    if len(numbers) > 2 and not re.search(r"\bor\b|,", plain):  # noqa: PLR2004
        raise CellError(f"{quote_cell(text)} names more than two lengths. Write it as 2-4 weeks.")
    if len(numbers) == 1 and re.search(r"up to|max|at most", plain):
        return None, numbers[0]
    if len(numbers) == 1 and re.search(r"\+|at least|min|from|or more|or longer", plain):
        return numbers[0], None
    return min(numbers), max(numbers)


def read_weeks(text: str) -> float:
    shortest, longest = read_length(text)
    if shortest is not None and longest is not None and shortest != longest:
        raise CellError(f"{quote_cell(text)} is not one length. Write it as 4 weeks.")
    return shortest if shortest is not None else (longest or 0)


def read_number(text: str) -> int | float:
    """Return the one number in a cell such as "5 years" or "within 5 yrs"."""
    found = re.findall(r"-?\d+(?:\.\d+)?", normalize_cell(text).replace(",", ""))
    if len(found) != 1:
        raise CellError(f"{quote_cell(text)} is not a number. Write it as 5.")
    if found[0].startswith("-"):
        raise CellError(f"{quote_cell(text)} is less than zero.")
    return round_number(float(found[0]))


def read_most_years(text: str) -> float | None:
    """Return the most years since graduation; None where there is no limit to state."""
    return None if plain_name(text) in ("no limit", "none", "no", "any") else read_number(text)


def iso_day(year: int, month: int, day: int, text: str) -> str:
    """Return a day as 2026-03-01; CellError when there is no such day."""
    if month > MOST_MONTHS:
        raise CellError(
            f"{quote_cell(text)} has no month {month}. Write the month first: 3/31/2026, or 2026-03-31."
        )
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError as error:
        raise CellError(f"{quote_cell(text)} is a day that does not exist.") from error


def read_full_day(text: str) -> str | None:
    """Return a full day, month first as in the US; None when it is none."""
    plain = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", text.strip().lower())
    if match := ISO.fullmatch(plain):
        return iso_day(int(match[1]), int(match[2]), int(match[3]), text)
    if match := SLASHED.fullmatch(plain):
        year = int(match[3]) + (CENTURY if len(match[3]) == len("26") else 0)
        return iso_day(year, int(match[1]), int(match[2]), text)
    words = re.findall(r"[a-z]+|\d+", plain)
    names = [MONTH_NAMES[word] for word in words if word in MONTH_NAMES]
    digits = [int(word) for word in words if word.isdigit()]
    if len(words) == 3 and len(names) == 1 and len(digits) == 2:  # noqa: PLR2004
        day, year = sorted(digits)
        return iso_day(year + (CENTURY if year < 100 else 0), names[0], day, text)  # noqa: PLR2004
    return None


def read_partial_day(text: str) -> str:
    """Return a date as exact as the cell is: 2026, 2026-03 or 2026-03-01."""
    plain = text.strip().lower().replace(",", " ").replace(".", " ")
    if full := read_full_day(text):
        return full
    if re.fullmatch(r"(19|20)\d\d", plain):
        return plain
    if match := re.fullmatch(r"(\d{4})[-/](\d{1,2})|(\d{1,2})/(\d{4})", plain, re.ASCII):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return iso_day(int(year), int(month), 1, text)[:7]
    words = plain.split()
    if len(words) == 2 and words[0] in MONTH_NAMES and re.fullmatch(r"(19|20)\d\d", words[1]):  # noqa: PLR2004
        return f"{words[1]}-{MONTH_NAMES[words[0]]:02}"
    raise CellError(f"{quote_cell(text)} is not a date. Write it as 11/30/2026, Nov 2026 or 2026.")


def read_window_day(text: str) -> str:
    """Return a full day, or --12-01 for a day of every year."""
    if full := read_full_day(text):
        return full
    plain = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", text.strip().lower().replace(".", " "))
    plain = re.sub(r",?\s*(every year|each year|annually|yearly)$", "", plain)
    if re.fullmatch(r"--\d\d-\d\d", plain):
        return plain
    words = re.findall(r"[a-z]+|\d+", plain)
    names = [MONTH_NAMES[word] for word in words if word in MONTH_NAMES]
    digits = [int(word) for word in words if word.isdigit()]
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})", plain):
        names, digits, words = [int(match[1])], [int(match[2])], ["", ""]
    if len(words) == 2 and len(names) == 1 and len(digits) == 1:  # noqa: PLR2004
        return f"--{iso_day(2024, names[0], digits[0], text)[5:]}"
    raise CellError(f"{quote_cell(text)} is not a day. Write it as 12/1/2026, or Dec 1 for every year.")


def read_months(text: str) -> list[int]:
    found = []
    for piece in split_list(text, r"[,;/&+|\n]|\band\b"):
        span = [plain_name(word) for word in re.split(r"\s*(?:[-–]|\bto\b)\s*", piece)]
        if any(word not in MONTH_NAMES for word in span) or len(span) > 2:  # noqa: PLR2004
            raise CellError(f"{quote_cell(piece)} is not a month. Write months as Dec, Jan.")
        first, last = MONTH_NAMES[span[0]], MONTH_NAMES[span[-1]]
        found += [(first + step - 1) % 12 + 1 for step in range((last - first) % 12 + 1)]
    return list(dict.fromkeys(found))


def read_visas(text: str) -> list[str]:
    """Return visa classes: B1/B2 is B-1 and B-2."""
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
COUNTRY_CODES |= {read_code.lower(): read_code for read_code in COUNTRIES} | {
    "usa": "US",
    "uk": "GB",
    "south korea": "KR",
}


def read_countries(text: str) -> list[str]:
    """Return the two-letter codes of countries by name or code."""
    found = []
    for piece in split_list(text, r"[,;\n]"):
        if plain_name(piece) not in COUNTRY_CODES:
            raise CellError(
                f"{quote_cell(piece)} is not a country. Write its name in English, or two letters as JP."
            )
        found.append(COUNTRY_CODES[plain_name(piece)])
    return list(dict.fromkeys(found))


def read_web_address(text: str) -> str:
    """Return an address with https where the scheme is left out."""
    plain = text.strip()
    if " " in plain or "." not in plain or "@" in plain:
        raise CellError(f"{quote_cell(text)} is not a web address. Write it as https://www.example.org/page.")
    return plain if re.match(r"[a-z][a-z0-9+.-]*:", plain, re.IGNORECASE) else f"https://{plain}"


def read_list(
    text: str, read: Callable[[str], str], splitter: str = r"[;\n]|,?\s+(?=https?://)"
) -> Iterable[str]:
    """Yield what each piece of a list means."""
    return (read(piece) for piece in split_list(text, splitter))
