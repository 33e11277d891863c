"""Kinds of columns: how a cell is read into facts of a record, and how facts are written into a cell.

A column fills one key of a record or several; ``host.name`` is the name inside the host. What no words can
say is written as JSON of the column's keys, which every column reads, so that an export loses nothing.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from programs import choices
from programs.curation.spreadsheet import cells, days, lengths, money, words
from programs.curation.spreadsheet.cells import is_blank, quote_cell
from programs.curation.spreadsheet.requirements import read_requirements
from programs.records import Record
from programs.sheets.reader import CellError, plain_name

Values = dict[str, Any]
# A cell that takes a stated fact away; a blank one leaves it as it is.
CLEARED = frozenset(("not stated", "(not stated)"))
PARTS = ("host", "provider")
INVALID = "\ufffd"
WRONG_ENCODING = "was saved in a wrong encoding: letters are broken. Save the sheet as UTF-8."
# What text in UTF-8 looks like when it was read as Windows-1252 and saved again.
MOJIBAKE = re.compile("Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[™œ“”¦\x9d]|Â[\xa0-\xbf]")


def flatten_record(record: Record) -> Values:
    """A record with the parts of host and provider as keys of their own."""
    values = {key: value for key, value in record.items() if key not in PARTS}
    for part in PARTS:
        values |= {f"{part}.{key}": value for key, value in (record[part] or {}).items()}
    return values


@dataclass(frozen=True)
class Column:
    """One column. ``read`` gives values for its ``keys``; ``write`` words for them, None where it can't."""

    field: str
    label: str
    keys: tuple[str, ...]
    read: Callable[[str], Values]
    write: Callable[[Values], str | None]

    def read_cell(self, text: str) -> Values:
        """Tell what a cell says; raise CellError when it means nothing known."""
        if INVALID in text or MOJIBAKE.search(text):
            raise CellError(f"{quote_cell(text)} {WRONG_ENCODING}")
        if text.strip().lower() in CLEARED:
            return dict.fromkeys(self.keys)
        if text.startswith("{") and text.endswith("}"):
            return self.read_json(text)
        return self.read(text.strip())

    def read_json(self, text: str) -> Values:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise CellError(f"{quote_cell(text)} is not readable as JSON.") from error
        if not isinstance(found, dict) or set(found) - set(self.keys):
            raise CellError(f"{quote_cell(text)} has other keys than {', '.join(self.keys)}.")
        return found

    def write_cell(self, values: Values) -> str:
        """A record's facts as a cell that reads back as they are; "" where nothing is stated."""
        own = {key: values.get(key) for key in self.keys}
        if all(value in (None, "", [], {}) for value in own.values()):
            return ""
        written = self.write(values)
        try:
            if written and not is_blank(written) and self.reads_back(written, values):
                return written
        except CellError:
            pass
        return json.dumps(own, ensure_ascii=False)

    def reads_back(self, written: str, values: Values) -> bool:
        """Tell whether a cell says what the record says; raise CellError when it says nothing known."""
        own = {key: values.get(key) for key in self.keys}
        return own == dict.fromkeys(own) | self.read_cell(written)


def one_key_reader(key: str, read: Callable[[str], Any]) -> Callable[[str], Values]:
    return lambda text: {key: read(text)}


def simple_column(
    key: str, label: str, read: Callable[[str], Any], write: Callable[[Any], str | None] = str
) -> Column:
    return Column(key, label, (key,), one_key_reader(key, read), lambda values: write(values.get(key)))


def text_column(key: str, label: str) -> Column:
    return simple_column(key, label, str)


def code_column(key: str, label: str, enum: Any) -> Column:
    return simple_column(
        key, label, lambda text: words.read_code(enum, text), lambda code: str(enum(code).label)
    )


def code_list_column(key: str, label: str, enum: Any) -> Column:
    return simple_column(
        key,
        label,
        lambda text: words.read_codes(enum, text),
        lambda codes: "; ".join(str(enum(one).label) for one in codes),
    )


def yes_no_column(key: str, label: str) -> Column:
    return simple_column(key, label, cells.read_yes_no, lambda is_so: "Yes" if is_so else "No")


def write_codes(codes: Iterable[Any] | None) -> str:
    return ", ".join(map(str, codes or []))


def read_specialties(text: str) -> Values:
    """The specialties of a cell, and whether it says any."""
    splitter = r"[;|\n•]" if re.search(r"[;|\n•]", text) else r"[,•]"
    kept = [re.sub(r"^(?:and|&)\s+", "", piece) for piece in cells.split_list(text, splitter)]
    wide = [piece for piece in kept if re.match(r"(any|all|various|most|multiple|many)\b", piece.lower())]
    return {"specialties": [piece for piece in kept if piece not in wide], "any_specialty": bool(wide)}


def write_specialties(values: Values) -> str | None:
    return "; ".join([*(["Any"] if values.get("any_specialty") else []), *(values.get("specialties") or [])])


def read_length(text: str) -> Values:
    return dict(zip(("weeks_min", "weeks_max"), lengths.read_length(text), strict=True))


def write_length(values: Values) -> str | None:
    """Such as "2-4 weeks"; "" when neither end is stated."""
    low, high = values.get("weeks_min"), values.get("weeks_max")
    if low is None or high is None:
        return f"up to {high} weeks" if low is None else f"{low}+ weeks"
    return f"{low} weeks" if low == high else f"{low}-{high} weeks"


def write_range(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return f"up to ${high:,}" if low is None else f"from ${low:,}"
    return f"${low:,}" if low == high else f"${low:,}–${high:,}"


def write_fees(values: Values) -> str | None:
    """Fees as "tuition $1,500 per week; application $50 once"."""
    if values.get("free") and not values.get("fees"):
        return "Free"
    lines = values.get("fees") or []
    if any(line["amount_min"] is None and line["amount_max"] is None for line in lines):
        return None
    return "; ".join(
        f"{line['kind'].replace('_', ' ')} {write_range(line['amount_min'], line['amount_max'])} "
        f"{choices.FeeBasis(line['basis']).label}"
        + {None: "", True: ", refundable", False: ", non-refundable"}[line["refundable"]].replace(",", "")
        for line in lines
    )


def fees_reader(kind: str) -> Callable[[str], Values]:
    return lambda text: money.read_fees(text, kind)


def requirements_writer(level: str) -> Callable[[Values], str | None]:
    """A writer of requirements by their codes' plain names."""

    def write(values: Values) -> str | None:
        lines = values.get("requirements") or []
        return "; ".join(
            f"{line['code'].replace('_', ' ')} {'' if line['minimum'] is None else line['minimum']}".strip()
            for line in lines
            if line["level"] == level
        )

    return write


def requirements_reader(level: str) -> Callable[[str], Values]:
    return lambda text: {"requirements": read_requirements(text, level)}


def read_hands_on(text: str) -> Values:
    """The patient contact of a cell below "Hands-on?": its no leaves observing."""
    if text.strip().lower() in cells.NO:
        return {"patient_contact": choices.PatientContact.OBSERVATION.value}
    return {"patient_contact": words.read_code(choices.PatientContact, text)}


def window_reader(side: str) -> Callable[[str], Values]:
    """A reader of one side of the application window; "rolling" is a note on the schedule."""

    def read(text: str) -> Values:
        if re.match(r"(rolling|ongoing|any ?time|always|year[- ]round|continuous|open)", text.lower()):
            return {"schedule_note": text}
        return {f"windows.{side}": days.read_window_day(text)}

    return read


def read_windows(text: str) -> Values:
    """Both sides of the application window; words without two days are a note on the schedule."""
    parts = re.split(r"\s+(?:-|–|to|until|through)\s+|[,;]\s*(?=clos|dead|due)", text.strip())
    sides = [re.sub(r"^(opens?|closes?|deadline|due|from)\b:?\s*(on\s+)?", "", day.lower()) for day in parts]
    try:
        read = [days.read_window_day(side) for side in sides]
    except CellError:
        return {"schedule_note": f"Applications: {text}"}
    if len(read) == 1 and re.match(r"clos|dead|due", text.lower()):
        return {"windows.closes": read[0]}
    if len(read) != len(parts) or len(read) > len(("opens", "closes")) or len(read) == 1:
        return {"schedule_note": f"Applications: {text}"}
    return {"windows.opens": read[0], "windows.closes": read[1]}


def read_blocks(text: str) -> Values:
    starts = cells.split_list(text, r"[;|\n]|,(?!\s*(?:19|20)\d\d)|\band\b|&")
    return {"blocks": [{"starts": days.read_window_day(day), "ends": None, "note": None} for day in starts]}


def read_provider_name(text: str) -> Values:
    """Who arranges it; None where the host does so itself."""
    return {} if plain_name(text) in ("none", "no", "self", "host", "direct") else {"provider.name": text}


def write_nothing(_: Values) -> None:
    return None


def multi_key_column(field: str, label: str, keys: str, read: Any, write: Any = write_nothing) -> Column:
    return Column(field, label, tuple(keys.split()), read, write)


def json_only_column(key: str, label: str, hint: str) -> Column:
    """A column that only an export fills: its lists have no plain words."""

    def read(text: str) -> Values:
        raise CellError(f"{quote_cell(text)} cannot be read. {hint}")

    return Column(key, label, (key,), read, write_nothing)
