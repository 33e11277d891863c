"""Programs like another one."""

from programs.models import Program
from programs.search.bitmaps import slots_of
from programs.search.index import Index

MOST_SIMILAR = 4


def similar_ids(program: Program, index: Index) -> list[int]:
    """Return ids of the nearest open programs: same kind, then specialty, contact, state, audience."""
    wanted = alike(index, program)
    pool = index.alive & ~index.hidden & ~self_bit(index, program)
    found: list[int] = []
    for likeness in range(len(wanted), 0, -1):
        layer = pool
        for bitmap in wanted[:likeness]:
            layer &= bitmap
        pool &= ~layer
        found += [index.program_ids[slot] for slot in best_of(index, layer)]
        if len(found) >= MOST_SIMILAR:
            break
    return found[:MOST_SIMILAR]


def best_of(index: Index, layer: int) -> list[int]:
    """Return a few slots of a layer, the best first."""
    few = [slot for slot, _ in zip(slots_of(layer), range(200), strict=False)]
    return sorted(few, key=index.best_key)[:MOST_SIMILAR]


def alike(index: Index, program: Program) -> list[int]:
    """Return what likeness is made of, what matters most first; a fact not stated plays no part."""
    record = program.record
    facets = [
        ("type", [record["type"]]),
        ("specialty", record["specialties"]),
        ("audience", record["audiences"]),
        ("contact", [record["patient_contact"]]),
        ("state", [record["host"]["state"]]),
    ]
    return [index.either(parameter, codes) for parameter, codes in facets if any(codes)]


def self_bit(index: Index, program: Program) -> int:
    """Return the program's own bit."""
    slot = index.slot_of(program.pk)
    return 0 if slot is None else 1 << slot
