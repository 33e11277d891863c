"""Which source each fact of a record rests on, and how old that makes the fact and the program.

A record's ``proof`` maps a path to a place in its list of sources. A path is a fact's key (``housing``), one
code of a list (``audiences.graduate``), a requirement by its code (``requirements.toefl``) or a line of any
list by its place (``fees.2``). A fact that ``proof`` does not name rests on the first source.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from programs.windows import earliest_day

Record = dict[str, Any]
# The day, as 2026-11-30, on which a curator found a fact alone to be still true, by its path.
Checks = dict[str, str]
NO_CHECKS: Checks = {}
# Lists whose lines rest on sources one by one.
LINES = ("fees", "requirements", "windows", "limits", "differences", "blocks", "packages")
# Whether somebody may go at all, and at what price: what a program's own age is taken from
# (docs/sources.md#age-of-the-proof).
DECIDING = ("audiences", "intake", "free", "fees", "requirements")


@dataclass(frozen=True)
class Proof:
    """Where a fact comes from. ``number`` counts sources from 1; ``day`` None: neither dated nor checked.

    ``is_checked``: the day is that of a curator's check, not the page's own.
    """

    number: int
    url: str
    page_date: str
    day: datetime.date | None
    is_checked: bool = False


def place_of(record: Record, path: str, *wider: str) -> int:
    """The place of the source that a fact rests on: its own, that of a wider path, or the first."""
    proof = record.get("proof") or {}
    return next((proof[key] for key in (path, *wider) if key in proof), 0)


def line_place(record: Record, key: str, position: int) -> int:
    code = record[key][position].get("code") if key == "requirements" else None
    return place_of(record, f"{key}.{position}", *([f"{key}.{code}"] if code else []), key)


def fact_place(record: Record, key: str) -> int:
    """The place of the source that a fact rests on, a list by its first line."""
    return line_place(record, key, 0) if key in LINES and record[key] else place_of(record, key)


def proof_at(record: Record, place: int, *checked: datetime.date | None) -> Proof | None:
    """The proof that the source at a place gives, checked on some days; None without any source."""
    if place >= len(record["sources"]):
        return None
    source = record["sources"][place]
    page_day = earliest_day(source["page_date"] or "")
    check = max((day for day in checked if day), default=None)
    is_checked = check is not None and (page_day is None or check >= page_day)
    return Proof(
        place + 1, source["url"], source["page_date"] or "", check if is_checked else page_day, is_checked
    )


def whole_path(record: Record, key: str) -> str:
    """The path that stands for a fact, a list by its first line."""
    return f"{key}.0" if key in LINES and record[key] else key


def path_place(record: Record, path: str) -> int:
    key, _, position = path.partition(".")
    return line_place(record, key, int(position)) if position and key in LINES else place_of(record, path)


def proof_of(
    record: Record, path: str, checked_on: datetime.date | None, checks: Checks = NO_CHECKS
) -> Proof | None:
    """The proof of a fact or of one line of a list. ``checks``: the days of facts checked alone."""
    paths = {path, path.partition(".")[0]} & checks.keys()
    own = [datetime.date.fromisoformat(checks[each]) for each in paths]
    return proof_at(record, path_place(record, path), checked_on, *own)


def kept_checks(checks: Checks, before: Record, after: Record) -> dict[str, str]:
    """The checks of what a change leaves as it is; a line that moves takes its own along."""
    kept = {}
    for path, day in checks.items():
        key, _, position = path.partition(".")
        if key in LINES and position:
            lines = before.get(key) or []
            line = lines[int(position)] if int(position) < len(lines) else None
            if line in after[key]:
                kept[f"{key}.{after[key].index(line)}"] = day
        elif before.get(key) == after.get(key):
            kept[path] = day
    return kept


def deciding_paths(record: Record) -> Iterator[str]:
    """Yield each stated fact that decides; lists line by line."""
    for key in DECIDING:
        if key in LINES:
            yield from (f"{key}.{position}" for position in range(len(record[key])))
        elif record[key] not in (None, "", []):
            yield key


def oldest_deciding(
    record: Record, checked_on: datetime.date | None, checks: Checks = NO_CHECKS
) -> tuple[str, Proof | None]:
    """The fact that makes a program as old as it is, and its proof; an undated one is the oldest.

    A program that states none of the facts that decide is as old as its first source.
    """
    paths = deciding_paths(record)
    proven = [(path.partition(".")[0], proof_of(record, path, checked_on, checks)) for path in paths]
    return min(
        proven or [("", proof_at(record, 0, checked_on))],
        key=lambda pair: (pair[1] and pair[1].day) or datetime.date.min,
    )


def fresh_on(
    record: Record, checked_on: datetime.date | None, checks: Checks = NO_CHECKS
) -> datetime.date | None:
    """The day that a program's age counts from; None when a fact that decides has no date."""
    proof = oldest_deciding(record, checked_on, checks)[1]
    return proof.day if proof else checked_on


def lines_proof(record: Record, key: str, places: list[int]) -> dict[str, int]:
    """The shortest ``proof`` that says on which source each line of a list rests."""
    if len(set(places)) == 1 and places[0]:
        return {key: places[0]}
    by_code: dict[str, set[int]] = {}
    for line, place in zip(record[key], places, strict=True):
        by_code.setdefault(line.get("code") or "", set()).add(place)
    proof_places = {}
    for position, (line, place) in enumerate(zip(record[key], places, strict=True)):
        code = line.get("code") if key == "requirements" else None
        if place:
            proof_places[f"{key}.{code}" if code and by_code[code] == {place} else f"{key}.{position}"] = (
                place
            )
    return proof_places


def normalize_proof(record: Record, proof: Mapping[str, int]) -> dict[str, int]:
    """The one way to write what ``proof`` says of this record, in the order of paths."""
    places = {}
    for path, place in proof.items():
        key, _, code = path.partition(".")
        if key not in LINES and place != (proof.get(key, 0) if code else 0):
            places[path] = place
    whole = record | {"proof": proof}
    for key in LINES:
        places |= lines_proof(record, key, [line_place(whole, key, n) for n in range(len(record[key]))])
    return dict(sorted(places.items()))
