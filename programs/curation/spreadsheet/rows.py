"""Rows of a sheet: what their cells say, each that means nothing named, and which program a row is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from programs import choices
from programs.curation.importing.closed_programs import kind_by_name
from programs.curation.spreadsheet.cells import is_blank, quote_cell
from programs.curation.spreadsheet.column_kinds import Values
from programs.curation.spreadsheet.columns import BY_FIELD
from programs.curation.spreadsheet.known_programs import KnownPrograms, SeveralProgramsError
from programs.curation.spreadsheet.words import WORDS
from programs.duplicates import NamedProgram, fold_name
from programs.pages.exports import unescape_cell
from programs.records import Record
from programs.search import PROGRAM_TYPES
from programs.sheets.reader import CellError, Sheet, plain_name

JOINED = ("fees", "requirements")
PLACE = ("host.city", "host.state")
ERROR_VALUE = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")


def column_letters(place: int) -> str:
    """A column's letters as spreadsheets show them: 0 is A, 26 is AA."""
    return (column_letters(place // 26 - 1) if place > 25 else "") + chr(ord("A") + place % 26)  # noqa: PLR2004


@dataclass
class ProgramRow:
    """One row: what its cells say, and what is wrong with them. ``raw`` is the record for the import."""

    number: int
    values: Values = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    slug: str = ""
    duplicates: list[NamedProgram] = field(default_factory=list)
    raw: Record = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.texts.get("name", "") or self.texts.get("host.name", "")

    def cell_of(self, key: str) -> str:
        """The cell that a fact was read from, by column name and address."""
        parts = (key, key.partition("[")[0], key.partition(".")[0], key.partition("[")[0].partition(".")[0])
        return next((self.cells[part] for part in parts if part in self.cells), f"row {self.number}")

    def locate_message(self, message: str) -> str:
        """What the check of a record said, with the cell in place of the path."""
        if found := re.fullmatch(r"slug: (\S+) is already on line (\d+)", message):
            return f"row {self.number}: the same program is already in row {found[2]} ({found[1]})."
        path, colon, rest = message.partition(": ")
        is_path = colon and re.fullmatch(r"[a-z_.\[\]0-9]+", path)
        return f"{self.cell_of(path)}: {rest}" if is_path else message


def read_cells(sheet: Sheet, fields: Sequence[str], number: int, texts: Sequence[str]) -> ProgramRow:
    row = ProgramRow(number)
    for place, (name, cell) in enumerate(zip(fields, texts, strict=True)):
        text = unescape_cell(cell).strip()
        if not name or is_blank(text):
            continue
        column = BY_FIELD[name]
        where = f"{sheet.header[place] or column.label} ({column_letters(place)}{number})"
        row.texts[name] = text
        row.cells |= {key: where for key in (*column.keys, name) if key not in row.cells or key == name}
        try:
            refuse_formula(cell)
            add_values(row.values, column.read_cell(text))
        except CellError as error:
            row.errors.append(f"{where}: {error}")
    return row


def refuse_formula(cell: str) -> None:
    """Raise CellError if the cell is a formula, or the error that a formula has left.

    A text that only looks like a formula has the apostrophe of an export before it.
    """
    if ERROR_VALUE.fullmatch(cell.strip()):
        raise CellError(
            f"{quote_cell(cell)} is an error of the spreadsheet. Write the value, or leave it empty."
        )
    if cell.lstrip().startswith("="):
        raise CellError(f"{quote_cell(cell)} is a formula. Write its value instead.")


def add_values(values: Values, found: Values) -> None:
    """Add what a cell says to what the row says: lists of fees and requirements grow."""
    for key, value in found.items():
        if key in PLACE and values.get(key, value) != value:
            raise CellError(f"this cell says {value}, another one {values[key]}. Make them agree.")
        if key in JOINED and values.get(key) and value:
            values[key] = [*values[key], *value]
        elif key == "schedule_note" and values.get(key) and value:
            values[key] = f"{values[key]}; {value}"
        elif not (key == "free" and value and values.get("fees")):
            values[key] = value


def type_in_name(name: str) -> str | None:
    """The one kind of program that a name speaks of."""
    words = f" {plain_name(name)} "
    found = {kind for word, kind in WORDS[choices.ProgramType].items() if f" {word} " in words}
    named = {kind for kind in found if kind in words or any(f" {w} " in words for w in PROGRAM_TYPES[kind])}
    return named.pop() if len(named) == 1 else None


def named_program(row: ProgramRow) -> NamedProgram:
    """Host, name, place, kind and website of a row, by which its program is found."""
    get = row.values.get
    record = {"slug": row.slug, "name": get("name"), "type": get("type"), "website": get("website")}
    host = {key: get(f"host.{key}") for key in ("name", "city", "state")}
    return NamedProgram.of(record | {"host": host}, row.number)


def complete_row(row: ProgramRow, known: KnownPrograms, has_names: bool) -> None:  # noqa: FBT001 - of the sheet
    """Give a row its slug, and a new program what a record must say, as far as the row tells."""
    values = row.values
    if not has_names and values.get("host.name") and not values.get("name"):
        kind = choices.ProgramType(values["type"]).label if values.get("type") else "Program"
        named = (values.get("specialties") or [""])[0]
        values["name"] = f"{named} {kind.lower()}" if named else kind
    if not values.get("type") and (guessed := type_in_name(values.get("name") or "")):
        values["type"] = guessed
        row.notes.append(f"type: {choices.ProgramType(guessed).label}, as its name says")
    if given := values.get("slug"):
        row.slug = given
        if given in known.former_slugs and given not in known.row_by_slug:
            row.errors.append(
                f"{row.cell_of('slug')}: {given} was replaced by {known.former_slugs[given]}. Write that."
            )
        return
    if not values.get("host.name") or not values.get("name"):
        for key, what in (("host.name", "the host"), ("name", "the program")):
            if not values.get(key) and not any(error.startswith(row.cell_of(key)) for error in row.errors):
                row.errors.append(f"row {row.number}: no cell names {what}. Fill in {BY_FIELD[key].label}.")
        return
    assign_slug(row, known)


def name_specialties(row: ProgramRow, known: KnownPrograms) -> None:
    """Give the row the catalog's names of its specialties, and refuse those that it does not know."""
    found: list[str] = []
    for written in row.values.get("specialties") or []:
        meant = known.specialties_meant(written)
        found += meant
        if meant and meant != [written]:
            row.notes.append(f"specialties: {written} is {', '.join(meant)}")
        if not meant:
            near = known.nearest_specialty(written)
            hint = f"; did you mean “{near}”?" if near else "."
            row.errors.append(f"{row.cell_of('specialties')}: unknown specialty {quote_cell(written)}{hint}")
    if "specialties" in row.values:
        row.values["specialties"] = sorted(set(found))


def assign_slug(row: ProgramRow, known: KnownPrograms) -> None:
    """Give a row without a slug that of the program it is about, or a new one."""
    try:
        same = known.find_same(named_program(row))
    except SeveralProgramsError as error:
        row.errors.append(f"row {row.number}: several programs have this host and name: {error}. Add a Slug.")
        return
    if same and same.row_number:
        row.errors.append(f"row {row.number}: the same program is already in row {same.row_number}.")
    elif same:
        row.slug = same.slug
    else:
        row.slug = known.free_slug(row.values["host.name"], row.values["name"])


def complete_new_program(row: ProgramRow, known: KnownPrograms) -> None:
    """Complete a program that is new, and look for what it may be a duplicate of."""
    values, names = row.values, named_program(row)
    if not values.get("host.kind") and values.get("host.name"):
        found = known.host_kinds.get(fold_name(values["host.name"]))
        values["host.kind"] = found or str(kind_by_name(values["host.name"]))
        label = choices.HostKind(values["host.kind"]).label
        row.notes.append(f"host kind: {label}, {'as in the catalog' if found else 'by its name'}")
    for key, what in (("host.name", "host"), ("name", "program"), ("type", "type")):
        if not values.get(key) and not any(error.startswith(row.cell_of(key)) for error in row.errors):
            row.errors.append(
                f"row {row.number}: a new program needs its {what}. Fill in {BY_FIELD[key].label}."
            )
    row.duplicates = known.find_duplicates(names)
    row.notes += [
        f"may be the same as {other.slug}" + (f" in row {other.row_number}" if other.row_number else "")
        for other in row.duplicates
    ]
    if not row.errors:
        known.add(names)


def refuse_future_date(row: ProgramRow) -> None:
    day = row.values.get("source.page_date")
    if day and day > timezone.localdate().isoformat():
        row.errors.append(f"{row.cell_of('source.page_date')}: {day} is after today.")


def read_rows(sheet: Sheet, fields: Sequence[str], known: KnownPrograms) -> Iterator[ProgramRow]:
    """Yield each row with its slug; its record follows when the program's own is known."""
    for number, texts in zip(sheet.numbers, sheet.rows, strict=True):
        row = read_cells(sheet, fields, number, texts)
        name_specialties(row, known)
        complete_row(row, known, "name" in fields)
        refuse_future_date(row)
        if row.slug not in known.row_by_slug or known.row_by_slug[row.slug]:
            complete_new_program(row, known)
        yield row
