"""Sources and what rests on them, in lines that people read: "https://… (2026-05): Title", "Housing: https://…"."""

import re
from dataclasses import dataclass
from typing import Any

from programs import choices
from programs.change_text import change_label
from programs.curation.spreadsheet import cells, days, words
from programs.curation.spreadsheet.cells import quote_cell
from programs.curation.spreadsheet.column_kinds import Column, Values
from programs.proof import LINES
from programs.records import BLANK, Record
from programs.sheets.reader import CellError

NO_DATE = "no date"
SECONDARY = "secondary source"
SOURCE_LINE = re.compile(r"(\S+) \(([^()]+?)(?:, ([A-Za-z][^()]*))?\)(?:: (.+))?")
PROOF_LINE = re.compile(r"(.+?): (\S+\.\S+)(?: \(([^()]+)\))?")
PART = re.compile(r"(.+?) \((?:line (\d+)|(.+))\)")
FACTS = ("name", "host", *(key for key in BLANK if key not in ("slug", "name", "sources", "proof")))
KEYS = {change_label(key).lower(): key for key in FACTS} | {key: key for key in FACTS}


def write_date(source: Record) -> str:
    return source["page_date"] or NO_DATE


def read_day(text: str) -> str | None:
    return None if text.strip().lower() == NO_DATE else days.read_partial_day(text)


def write_sources(values: Values) -> str:
    """A line for each source: address, date, who says it where that is not the host, title."""
    return "\n".join(
        f"{source['url']} ({write_date(source)}{'' if source['kind'] == 'primary' else f', {SECONDARY}'})"
        + (f": {source['title']}" if source["title"] else "")
        for source in values.get("sources") or []
    )


def read_source(line: str) -> Record:
    """A source of a line in full; of anything else its address alone."""
    match = SOURCE_LINE.fullmatch(line.strip())
    if match is None:
        return {"url": words.read_web_address(line)}
    kind = words.read_code(choices.SourceKind, match[3]) if match[3] else choices.SourceKind.PRIMARY.value
    return {
        "url": words.read_web_address(match[1]),
        "title": match[4] or None,
        "page_date": read_day(match[2]),
        "kind": kind,
    }


def read_sources(text: str) -> Values:
    """The sources of a cell: lines in full, or addresses in any order that people write."""
    lines = [line for line in text.splitlines() if line.strip()]
    if any(SOURCE_LINE.fullmatch(line.strip()) for line in lines):
        return {"sources": [read_source(line) for line in lines]}
    addresses = cells.read_list(text, words.read_web_address, r"[;|\n]|,?\s+(?=\S+\.\S)")
    return {"sources": [{"url": url} for url in addresses]}


def write_path(path: str) -> str:
    """What a path of a proof stands for: "Housing", "Fees (line 2)", "Requirements (toefl)"."""
    key, _, part = path.partition(".")
    if not part:
        return change_label(key)
    return f"{change_label(key)} ({f'line {int(part) + 1}' if key in LINES and part.isdigit() else part})"


def read_path(text: str) -> str:
    """Find the path that a cell names; raise CellError when no fact is called so."""
    match = PART.fullmatch(text.strip())
    name = match[1] if match else text.strip()
    if name.lower() not in KEYS:
        raise CellError(f"{quote_cell(text)} is no fact of a program.")
    key = KEYS[name.lower()]
    if match is None:
        return key
    return f"{key}.{int(match[2]) - 1 if match[2] else match[3]}"


def write_proof(values: Values) -> str:
    """A line for each source but the first: the facts that rest on it, its address and its date."""
    sources, proof = values.get("sources") or [], values.get("proof") or {}
    return "\n".join(
        f"{'; '.join(write_path(path) for path, at in sorted(proof.items()) if at == place)}: "
        f"{source['url']} ({write_date(source)})"
        for place, source in enumerate(sources)
        if place in proof.values()
    )


def read_proof(text: str) -> Values:
    """The address and date of the source that each path names, None for a date that is left out."""
    found: dict[str, Record] = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        match = PROOF_LINE.fullmatch(line.strip())
        if match is None:
            raise CellError(
                f"{quote_cell(line)} cannot be read. Write it as: Housing; Fees: https://… (2026-05)."
            )
        source: Record = {"url": words.read_web_address(match[2])}
        if match[3]:
            source["page_date"] = read_day(match[3])
        found |= {read_path(part): source for part in match[1].split(";")}
    return {"proof": found}


def place_proof(proof: Any, sources: list[Record]) -> Any:
    """Find the place of the source that each path names by its address; raise CellError when there is none.

    What a cell of JSON says stays as it is, for the check of records to judge.
    """
    if not isinstance(proof, dict):
        return proof
    return {
        path: source_place(source, sources) if isinstance(source, dict) and "url" in source else source
        for path, source in proof.items()
    }


def source_place(named: Record, sources: list[Record]) -> int:
    at = [place for place, source in enumerate(sources) if source["url"] == named["url"]]
    if len(at) > 1 and "page_date" in named:
        at = [place for place in at if sources[place].get("page_date") == named["page_date"]]
    if len(at) != 1:
        why = "is no Source of this program" if not at else "is the address of several sources: add its date"
        raise CellError(f"{named['url']} {why}.")
    return at[0]


@dataclass(frozen=True)
class ProofColumn(Column):
    """A column whose cells name sources by their addresses, which are in another column."""

    def reads_back(self, written: str, values: Values) -> bool:
        """Whether a cell says what the record says."""
        found = place_proof(self.read_cell(written)["proof"], values.get("sources") or [])
        return found == values.get("proof")


SOURCES = Column("sources", "Source", ("sources",), read_sources, write_sources)
PROOF = ProofColumn("proof", "Proof", ("proof",), read_proof, write_proof)
