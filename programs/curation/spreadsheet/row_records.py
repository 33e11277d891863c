"""The record that a row of a sheet makes: a new one, or a program's own with what the row changes."""

import re
from typing import Any

from programs.curation.spreadsheet.column_kinds import Values, flatten_record
from programs.curation.spreadsheet.columns import BY_FIELD
from programs.curation.spreadsheet.rows import ProgramRow
from programs.curation.spreadsheet.source_cells import place_proof
from programs.records import Record, comparable
from programs.sheets.reader import CellError

PAGE = ("url", "title", "page_date", "kind")


def sources_of_row(values: Values, website: str | None) -> list[Record]:
    """The sources that a row names; its website where it names none."""
    sources = list(values.get("sources") or [])
    if not sources and website:
        sources = [{"url": website}]
    own = {key: values.get(f"source.{key}") for key in PAGE if values.get(f"source.{key}")}
    return [{"kind": "primary", "title": None, "page_date": None} | own | source for source in sources]


def changed_record(current: Record, row: ProgramRow) -> Record:
    """The program's record with what the row changes, which rests on the row's first source.

    Fees and requirements that the row says nothing of stay: fees by kind, requirements by level.
    """
    stated = {key: value for key, value in row.values.items() if not key.startswith(("source", "proof"))}
    before = flatten_record(current)
    written = flatten_record(current) | {"fees": current["fees"]}
    fresh = {
        key: value for key, value in stated.items()
        if comparable(before.get(key)) != comparable(value) and not is_as_exported(row, key, written)
    }  # fmt: skip
    record = nest_values(current, fresh)
    keep_other_lines(record, current, fresh)
    changed = [key for key in record if comparable(record[key]) != comparable(current.get(key))]
    return add_sources(record, current, changed, row)


def is_as_exported(row: ProgramRow, key: str, values: Values) -> bool:
    """Whether the row's cell is what an export writes of this program."""
    columns = [BY_FIELD[name] for name in row.texts if key in BY_FIELD[name].keys]
    return any(row.texts[column.field] == column.write_cell(values).strip() for column in columns)


def keep_other_lines(record: Record, current: Record, fresh: Values) -> None:
    """Keep the lines of fees and requirements that the row does not speak of."""
    for key, by in (("fees", "kind"), ("requirements", "level")):
        if fresh.get(key):
            spoken = {line[by] for line in fresh[key]}
            record[key] = [*fresh[key], *(line for line in current[key] if line[by] not in spoken)]


def nest_values(base: Record, values: Values) -> Record:
    """A record with flat values put in their places."""
    record = dict(base)
    for key, value in values.items():
        part, dot, name = key.partition(".")
        if not dot:
            record[key] = value
        elif part in ("host", "provider"):
            record[part] = dict(record.get(part) or {}) | {name: value}
        elif part == "windows":
            first = (record.get("windows") or [{}])[0]
            record["windows"] = [dict(first) | {name: value}, *(record.get("windows") or [{}])[1:]]
    provider = record.get("provider")
    if provider and provider.get("name") and not provider.get("kind"):
        is_society = re.search(r"society|association|academy", provider["name"], re.IGNORECASE)
        provider["kind"] = "society" if is_society else "agency"
    if provider is not None and not (provider.get("name") if provider else None):
        record["provider"] = None
    return record


def add_sources(record: Record, current: Record, changed: list[str], row: ProgramRow) -> Record:
    """The record with the row's sources added, and its changed facts on the first of them."""
    sources = [dict(source) for source in current["sources"]]
    if row.texts.get("sources") and is_as_exported(row, "sources", current):
        named: list[Record] = []
    else:
        named = sources_of_row(row.values, None)
    places = []
    in_full = [source["url"] for source in row.values.get("sources") or [] if "kind" in source]
    for source in named:
        same = [place for place, old in enumerate(sources) if old["url"] == source["url"]]
        at = next((place for place in same if sources[place] == source), same[0] if same else None)
        if at is None:
            sources.append(source)
            at = len(sources) - 1
        elif source["url"] in in_full:
            sources[at] = source
        elif row.values.get("source.page_date"):
            sources[at]["page_date"] = source["page_date"]
        places.append(at)
    paths = {path: at for path, at in current["proof"].items() if path.partition(".")[0] not in changed}
    if places:
        paths |= {key: places[0] for key in changed if key not in ("sources", "proof", "slug")}
    if "proof" in row.values and not is_as_exported(row, "proof", current):
        paths = place_proof_or_note(row, sources)
    record = record | {"sources": sources}
    return record | {"proof": paths}


def place_proof_or_note(row: ProgramRow, sources: list[Record]) -> Any:
    """A source that the row does not name is an error of the row."""
    try:
        return place_proof(row.values["proof"] or {}, sources)
    except CellError as error:
        row.errors.append(f"{row.cell_of('proof')}: {error}")
        return {}


def new_record(row: ProgramRow) -> Record:
    stated = {key: value for key, value in row.values.items() if not key.startswith("source.")}
    record = nest_values({}, stated) | {"slug": row.slug}
    record["sources"] = sources_of_row(row.values, row.values.get("website"))
    if not row.values.get("sources") and record["sources"]:
        row.notes.append("source: the website, as no other is named")
    if row.values.get("proof"):
        record["proof"] = place_proof_or_note(row, record["sources"])
    return record


def set_record(row: ProgramRow, current: Record | None) -> None:
    """Give a row the raw record that its import takes."""
    row.raw = changed_record(current, row) if current else new_record(row)
