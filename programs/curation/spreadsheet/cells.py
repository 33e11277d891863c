"""What every cell has in common: blanks, lists, numbers, yes and no, and the error of a cell. Pure."""

import re
from collections.abc import Callable, Iterable

from programs.sheets.reader import CellError, plain_name

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
SHOWN = 60
NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "twelve": 12}


def quote_cell(text: str) -> str:
    """A cell's text for a message, cut where it is long."""
    plain = " ".join(text.split())
    return f"“{plain if len(plain) <= SHOWN else plain[:SHOWN] + '…'}”"


def is_blank(text: str) -> bool:
    return text.strip().lower() in BLANKS


def split_list(text: str, splitter: str = r"[,;/&+|\n•]|\band\b|\bor\b") -> list[str]:
    """The pieces of a list in a cell, blank ones left out."""
    return [piece.strip(" .") for piece in re.split(splitter, text) if piece.strip(" .")]


def normalize_cell(text: str) -> str:
    """A text in small letters with plain hyphens and digits for number words."""
    plain = re.sub(r"[–—−]", "-", text.lower())
    return re.sub(r"\b(" + "|".join(NUMBER_WORDS) + r")\b", lambda found: str(NUMBER_WORDS[found[1]]), plain)


def round_number(number: float) -> int | float:
    """A number of weeks with two decimals at most, whole where it is whole."""
    rounded = round(number, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def read_number(text: str) -> int | float:
    """The one number in a cell such as "5 years" or "within 5 yrs"."""
    found = re.findall(r"-?\d+(?:\.\d+)?", normalize_cell(text).replace(",", ""))
    if len(found) != 1:
        raise CellError(f"{quote_cell(text)} is not a number. Write it as 5.")
    if found[0].startswith("-"):
        raise CellError(f"{quote_cell(text)} is less than zero.")
    return round_number(float(found[0]))


def read_most_years(text: str) -> float | None:
    """The most years since graduation; None where there is no limit to state."""
    return None if plain_name(text) in ("no limit", "none", "no", "any") else read_number(text)


def read_yes_no(text: str) -> bool:
    plain = text.strip().lower().strip(".!")
    if plain in YES or plain.startswith(("yes,", "yes ")):
        return True
    if plain in NO or plain.startswith(("no,", "no ")):
        return False
    raise CellError(f"{quote_cell(text)} is neither yes nor no. Write Yes or No, or leave the cell empty.")


def read_list(
    text: str, read: Callable[[str], str], splitter: str = r"[;\n]|,?\s+(?=https?://)"
) -> Iterable[str]:
    """Yield what each piece of a list means."""
    return (read(piece) for piece in split_list(text, splitter))
