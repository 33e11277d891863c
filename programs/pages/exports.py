"""What a question finds, as CSV and as JSON."""

import csv
import json
import re
from collections.abc import Iterator
from typing import Any

from programs import facts
from programs.models import Program
from programs.records import Record

CHUNK = 500
# A cell that starts with one of these would be run as a formula by a spreadsheet.
# The last four are full-width, which a spreadsheet with an Asian keyboard reads like the first four (OWASP).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# A spreadsheet may skip these before a formula: spaces, a byte order mark, signs without width.
SKIPPED = " \xa0\u200b\u200c\u200d\u2060\ufeff"
FORMULA = re.compile(rf"[{SKIPPED}]*[{re.escape(''.join(FORMULA_STARTS))}]")
HEAD = re.compile(rf"'*[{SKIPPED}\t\r\n]*")
# Where a spreadsheet with another list separator cuts a cell in two and a formula follows, with apostrophes
# or without. Excel's is a semicolon in most of Europe; there a line's end in quotes also ends a row.
CUT_FORMULA = rf"'*[{SKIPPED}]*[=+\-@\uff1d\uff0b\uff0d\uff20]"
CUT = re.compile(rf"(?<=[;\t\r\n])(?={CUT_FORMULA})")
APOSTROPHE = re.compile(rf"'+{FORMULA.pattern}")
CUT_APOSTROPHE = re.compile(rf"(?<=[;\t\r\n])'(?={CUT_FORMULA})")
PLACE_COLUMNS = (
    "slug",
    "name",
    "host",
    "host_kind",
    "city",
    "state",
    "four_week_price_min_usd",
    "four_week_price_max_usd",
)
LAST_COLUMNS = ("requirements", "sources", "source_dates", "facts_not_from_first_source", "summary")


class Echo:
    """A file that gives back each line written to it, for csv.writer."""

    def write(self, line: str) -> str:
        return line


def safe_cell(value: object) -> object:
    """A cell's text with an apostrophe before anything that a spreadsheet would run."""
    if not isinstance(value, str):
        return "" if value is None else value
    return f"'{safe_when_cut(value)}" if FORMULA.match(value) else safe_when_cut(value)


def safe_when_cut(text: str) -> str:
    """A text with an apostrophe before each formula inside; what stands before all else is left."""
    match = HEAD.match(text)
    head = match[0] if match else ""
    return head + CUT.sub("'", text.removeprefix(head))


def escape_cell(value: object) -> object:
    if isinstance(value, str) and APOSTROPHE.match(value):
        return f"'{safe_when_cut(value)}"  # an import takes one away
    return safe_cell(value)


def unescape_cell(text: str) -> str:
    """A cell without the apostrophes that an export put before what would run as a formula."""
    plain = text[1:] if APOSTROPHE.match(text) else text
    match = HEAD.match(plain)
    head = match[0] if match else ""
    return head + CUT_APOSTROPHE.sub("", plain.removeprefix(head))


def in_order_of(program_ids: list[int]) -> Iterator[Program]:
    """Yield these programs in this order, a chunk at a time, so that memory does not grow with the list."""
    for first in range(0, len(program_ids), CHUNK):
        chunk = program_ids[first : first + CHUNK]
        programs = Program.objects.published().in_bulk(chunk)
        yield from (programs[pk] for pk in chunk if pk in programs)


def row_of(program: Program) -> list[Any]:
    """A program's cells: codes in words, empty where nothing is stated."""
    record: Record = program.record
    host = record["host"]
    place = [record["slug"], record["name"], host["name"], host["kind"], host["city"], host["state"]]
    price = [program.four_week_price_min_usd, program.four_week_price_max_usd]
    last = [
        "; ".join(line["code"] for line in record["requirements"] if line["level"] == "required"),
        "; ".join(source["url"] for source in record["sources"]),
        "; ".join(source["page_date"] or "no date" for source in record["sources"]),
        "; ".join(
            f"{path}: {record['sources'][place]['url']}, {record['sources'][place]['page_date'] or 'no date'}"
            for path, place in record["proof"].items()
        ),
        record["summary"],
    ]
    return [
        safe_cell(cell) for cell in [*place, *price, *(fact.words(record) for fact in facts.FACTS), *last]
    ]


def csv_lines(program_ids: list[int]) -> Iterator[str]:
    """Yield the lines of a spreadsheet, header first."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow([*PLACE_COLUMNS, *(fact.name for fact in facts.FACTS), *LAST_COLUMNS])
    for program in in_order_of(program_ids):
        yield writer.writerow(row_of(program))


def json_parts(program_ids: list[int]) -> Iterator[str]:
    """Yield a JSON document: how many programs, and their records."""
    yield f'{{"count": {len(program_ids)}, "programs": ['
    for number, program in enumerate(in_order_of(program_ids)):
        yield (",\n" if number else "\n") + json.dumps(program.record, ensure_ascii=False)
    yield "\n]}\n"
