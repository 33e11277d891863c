"""Lengths of a stay in people's own words, as weeks; a month is four. Pure."""

import re

from programs.curation.spreadsheet.cells import normalize_cell, quote_cell, round_number
from programs.sheets.reader import CellError, plain_name

MOST_WEEKS = 5 * 52
WEEKS = {"day": 1 / 7, "week": 1, "wk": 1, "month": 4, "mo": 4, "year": 52, "yr": 52}
LENGTH_WORDS_TEXT = """
up to at least min minimum of max maximum most from only and or fixed each about approximately a
options stay rotation rotations more longer
"""
LENGTH_WORDS = frozenset(LENGTH_WORDS_TEXT.split())
LENGTH = re.compile(r"(\d+(?:\.\d+)?)(?:\s*(?:-|to)\s*(\d+(?:\.\d+)?))?\s*[-+]?\s*([a-z]+)?")


def weeks_per_unit(word: str, text: str) -> float:
    """How many weeks a unit has; a month is four."""
    for unit, weeks in WEEKS.items():
        if word in (unit, f"{unit}s"):
            return weeks
    raise CellError(f"{quote_cell(text)} is not a length. Write it as 4 weeks, or 2-4 weeks.")


def read_lengths(text: str, plain: str) -> list[float]:
    """The lengths in a cell in weeks; one without a unit has that of the next."""
    lengths = list(LENGTH.finditer(plain))
    units = [length[3] if length[3] not in (None, "or", "and", "to") else "" for length in lengths]
    for place in range(len(units) - 2, -1, -1):
        units[place] = units[place] or units[place + 1]
    loose = set(plain_name(LENGTH.sub(" ", plain)).split()) - LENGTH_WORDS
    if not lengths or loose or re.search(r"^\s*-|\d\s*/\s*\d", plain):
        raise CellError(f"{quote_cell(text)} is not a length. Write it as 4 weeks, or 2-4 weeks.")
    if any(length[2] and float(length[1]) > float(length[2]) for length in lengths):
        raise CellError(f"{quote_cell(text)}: the shortest stay is longer than the longest. Swap them.")
    numbers = [
        round_number(float(number) * weeks_per_unit(unit or "weeks", text))
        for length, unit in zip(lengths, units, strict=True)
        for number in (length[1], length[2])
        if number
    ]
    if not all(0 < number <= MOST_WEEKS for number in numbers):
        raise CellError(
            f"{quote_cell(text)} is no length of a stay: at most five years. Write it as 4 weeks."
        )
    return numbers


def read_length(text: str) -> tuple[float | None, float | None]:
    """The shortest and the longest stay in weeks, None for an end that is not stated."""
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
