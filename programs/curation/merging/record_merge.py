"""A new record of a program that a curator has edited: the curator's facts stay, the others are taken."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from programs import proof
from programs.choices import ChangeAction
from programs.models import Change, Program
from programs.records import Record, changed_facts, stated_value

# Keys that are merged with the facts that rest on them, and never a curator's or the file's as a whole.
MERGED = ("sources", "proof")
GONE = "an account since removed"


def curators_by_fact(program: Program, by: Any = None) -> dict[str, str]:
    """The facts that a person changed last, with the person's name; an import may change the others.

    A program that a person created is theirs with every fact that it states. What a sheet brought is as good
    as the next sheet: ``by`` may change what they decided themselves and what anybody imported. An import
    or a merge that was undone has decided nothing.
    """
    decided: dict[str, list[str]] = {}
    changes = Change.objects.filter(program=program).select_related("by").order_by("at", "pk")
    for change in changes:
        facts = change.facts or (
            stated_facts(program.record) if change.action == ChangeAction.CREATED else {}
        )
        is_persons = change.by is not None or change.action == ChangeAction.EDITED
        is_own = by is not None and (change.by == by or change.action == ChangeAction.IMPORTED)
        for name in facts:
            earlier = decided.setdefault(name, [])
            if change.action in (ChangeAction.UNDONE, ChangeAction.UNMERGED):
                del earlier[-1:]
            else:
                earlier.append(str(change.by or GONE) if is_persons and not is_own else "")
    return {name: who[-1] for name, who in decided.items() if who and who[-1]}


def stated_facts(record: Record) -> Record:
    return {key: value for key, value in record.items() if stated_value(value) is not None}


def proven_paths(record: Record, keys: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield each path of some facts, wholes and parts, with the place of its source."""
    for key in keys:
        if key in proof.LINES:
            lines = range(len(record[key]))
            yield from ((f"{key}.{line}", proof.line_place(record, key, line)) for line in lines)
        else:
            parts = [path for path in record["proof"] if path.startswith(f"{key}.")]
            yield from ((path, proof.place_of(record, path)) for path in (key, *parts))


def merge_records(current: Record, new: Record, decided: Collection[str]) -> Record:
    """The new record with the decided facts of the current one, each fact with its own source.

    The new record's sources come first; one of a kept fact follows unless it is among them with its date.
    """
    kept = [key for key in decided if key not in MERGED and key in current]
    record = new | {key: current[key] for key in kept}
    sources, paths = list(new["sources"]), {}
    for key in (key for key in record if key not in MERGED):
        owner = current if key in kept else new
        for path, place in proven_paths(owner, [key]):
            if place < len(owner["sources"]):
                source = owner["sources"][place]
                if source not in sources:
                    sources.append(source)
                paths[path] = sources.index(source)
    if "sources" in decided:
        sources += [source for source in current["sources"] if source not in sources]
    record["sources"] = sources
    return record | {"proof": proof.normalize_proof(record, paths)}


def facts_confirmed_since(program: Program, new: Record) -> list[str]:
    """The stated facts that a curator has confirmed since the pages that the new record rests on."""
    differs = [key for key, (before, _) in changed_facts(program.record, new).items() if before is not None]
    return [
        key
        for key in differs
        if (checked := last_check_of(program, key))
        and (
            not (found := proof.proof_at(new, proof.fact_place(new, key)))
            or found.day is None
            or found.day <= checked
        )
    ]


def last_check_of(program: Program, key: str) -> datetime.date | None:
    """The day on which a curator last found a fact, or a line of a list, still true."""
    own = [day for path, day in program.fact_checks.items() if path.partition(".")[0] == key]
    days = [program.checked_on, *map(datetime.date.fromisoformat, own)]
    return max((day for day in days if day), default=None)


def keep_curated_facts(program: Program, new: Record, by: Any = None) -> tuple[Record, list[str]]:
    """A record for a program that a person has edited, and a note for each fact that stays theirs."""
    was_confirmed = facts_confirmed_since(program, new) if by is None or program.checked_by != by else []
    decided = dict.fromkeys(was_confirmed, f"{program.checked_by}, who confirmed it,")
    decided |= curators_by_fact(program, by)
    differs = changed_facts(program.record, new)
    notes = [
        f"kept {key}: it is as {who} left it"
        for key, who in decided.items()
        if key in differs and key not in MERGED
    ]
    return merge_records(program.record, new, decided), notes
