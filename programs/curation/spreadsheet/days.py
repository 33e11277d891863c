"""Days, months and partial dates in people's own words, the month first as in the US. Pure."""

import datetime
import re

from programs import choices
from programs.curation.spreadsheet.cells import quote_cell, split_list
from programs.sheets.reader import CellError, plain_name

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?", re.ASCII)
SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})", re.ASCII)
MONTH_NAMES = {
    name: number
    for number, label in enumerate(choices.Month.labels, start=1)
    for name in (label.lower(), label[:3].lower(), label[:4].lower())
}
MOST_MONTHS = 12
CENTURY = 2000


def iso_day(year: int, month: int, day: int, text: str) -> str:
    """Spell a day as 2026-03-01; raise CellError when there is no such day."""
    if month > MOST_MONTHS:
        raise CellError(
            f"{quote_cell(text)} has no month {month}. Write the month first: 3/31/2026, or 2026-03-31."
        )
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError as error:
        raise CellError(f"{quote_cell(text)} is a day that does not exist.") from error


def read_full_day(text: str) -> str | None:
    """A full day, month first as in the US; None when it is none."""
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
    """A date as exact as the cell is: 2026, 2026-03 or 2026-03-01."""
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
    """A full day, or --12-01 for a day of every year."""
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
