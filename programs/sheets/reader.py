"""A spreadsheet as people paste or upload it, read into plain rows of text. Pure.

Everything is capped before it is parsed, so that a hostile sheet costs little.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import NamedTuple

LONGEST_CELL = 5000
DELIMITERS = "\t,;"
FIRST_ROWS = 12
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
WINDOWS = "Windows-1252"


def plain_name(name: str) -> str:
    """A name in small letters, with single spaces between its words."""
    return re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()


class Caps(NamedTuple):
    """What one sheet may be. ``unpacked`` counts a workbook's bytes; the tags are those of its XML."""

    size: int
    rows: int
    columns: int
    unpacked: int
    cell_tags: int
    other_tags: int

    @property
    def too_big(self) -> str:
        return f"The sheet is too big: at most {self.size // 1_000_000} MB. Split it and import the parts."


# openpyxl makes an object of each tag. 500 rows of 40 cells have 80,000, and as many in shared strings; the
# rest is styles.
SMALL = Caps(1_000_000, 500, 40, 8_000_000, 120_000, 20_000)
MOST_BYTES, MOST_ROWS, MOST_COLUMNS, TOO_BIG = SMALL.size, SMALL.rows, SMALL.columns, SMALL.too_big


class SheetError(ValueError):
    """A sheet that cannot be read; its text says why, for whoever sent it."""


class CellError(ValueError):
    """A cell that means nothing known; its text says what to write instead."""


@dataclass(frozen=True)
class Sheet:
    """A row of column names, and the rows below it, all of the same width.

    ``numbers`` are the rows' places in the file, counted from 1 as a spreadsheet counts them.
    """

    header: list[str]
    rows: list[list[str]]
    numbers: list[int] = field(default_factory=list, compare=False)

    def as_csv(self) -> str:
        """The sheet as commas and quotes, as the next step's form carries it."""
        file = io.StringIO()
        csv.writer(file, lineterminator="\n").writerows([self.header, *self.rows])
        return file.getvalue()


def decode_text(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or the Western code page of old spreadsheets."""
    return decode_with_name(content)[0]


def decode_with_name(content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding, which is WINDOWS where it had to be guessed."""
    if content.startswith(UTF16_MARKS):
        return content.decode("utf-16", errors="replace"), "UTF-16"
    nulls = content[:200].count(b"\x00")
    if nulls > len(content[:200]) // 4:
        order = "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"
        return content.decode(order, errors="replace"), "UTF-16"
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), WINDOWS


def clean_cell(cell: str) -> str:
    """Strip a cell's text and give it plain line ends; raise SheetError when it is too long."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > LONGEST_CELL:
        raise SheetError(f"A cell has more than {LONGEST_CELL:,} characters: “{text[:40]}…”. Shorten it.")
    return text


def sheet_of(lines: Iterable[Iterable[str]], caps: Caps = SMALL) -> Sheet:
    """Build a sheet without its empty rows; raise SheetError when it is empty or too big."""
    rows, numbers = [], []
    for number, line in enumerate(lines, start=1):
        cells = [clean_cell(cell) for cell in line]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > caps.columns:
            raise SheetError(f"The sheet has more than {caps.columns} columns. Delete those you do not need.")
        if cells:
            rows.append(cells)
            numbers.append(number)
        if len(rows) > caps.rows + 1:
            raise SheetError(f"The sheet has more than {caps.rows} rows. Split it and import the parts.")
    if not rows:
        raise SheetError("The sheet is empty.")
    if len(rows) == 1:
        raise SheetError("The sheet has one row only. The first row holds the names of the columns.")
    width = max(len(row) for row in rows)
    even = [row + [""] * (width - len(row)) for row in rows]
    return Sheet(even[0], even[1:], numbers[1:])


def read_delimited(text: str, delimiter: str) -> Iterable[list[str]]:
    """Yield the rows of delimited text; raise SheetError where it cannot be read."""
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise SheetError("The text cannot be read as a table. Copy the cells once more.") from error


def delimiter_of(text: str) -> str:
    """The delimiter that cuts two rows in succession into most cells.

    One row alone can be a title, or hold a note with many commas.
    """

    def columns(delimiter: str) -> tuple[int, int]:
        rows = (row for row in read_delimited(text[:20_000], delimiter) if any(row))
        widths = [len(row) for row in islice(rows, FIRST_ROWS)]
        return max(map(min, pairwise(widths)), default=0), max(widths, default=0)

    return max(DELIMITERS, key=columns)


def read_text(text: str, delimiter: str = "", caps: Caps = SMALL) -> Sheet:
    """Read the sheet in delimited text; raise SheetError if it cannot. A blank delimiter is found out."""
    if len(text.encode(errors="replace")) > caps.size:
        raise SheetError(caps.too_big)
    if "\x00" in text:
        raise SheetError("This is not a table of text. Save the sheet as CSV or XLSX first.")
    plain = text.removeprefix("\ufeff")
    if not plain.strip(f"{DELIMITERS} \r\n"):
        raise SheetError("The sheet is empty.")
    return sheet_of(read_delimited(plain, delimiter or delimiter_of(plain)), caps)
