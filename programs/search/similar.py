"""Programs like another one."""

from programs.choices import ProgramSort
from programs.models import Program
from programs.search.query import Catalog, ProgramSet

MOST_SIMILAR = 4


def similar_ids(program: Program, catalog: Catalog) -> list[int]:
    """Ids of the nearest open programs: same kind, then specialty, contact, state, audience."""
    wanted = similar_sets(catalog, program)
    pool = catalog.listed - catalog.with_ids([program.pk])
    ids: list[int] = []
    for likeness in range(len(wanted), 0, -1):
        layer = pool
        for programs in wanted[:likeness]:
            layer &= programs
        pool -= layer
        ids += catalog.first_ids(layer, ProgramSort.BEST, MOST_SIMILAR)
        if len(ids) >= MOST_SIMILAR:
            break
    return ids[:MOST_SIMILAR]


def similar_sets(catalog: Catalog, program: Program) -> list[ProgramSet]:
    """What likeness is made of, what matters most first; a fact not stated plays no part."""
    record = program.record
    facets = [
        ("type", [record["type"]]),
        ("specialty", record["specialties"]),
        ("audience", record["audiences"]),
        ("contact", [record["patient_contact"]]),
        ("state", [record["host"]["state"]]),
    ]
    return [either(catalog, parameter, codes) for parameter, codes in facets if any(codes)]


def either(catalog: Catalog, parameter: str, codes: list[str]) -> ProgramSet:
    slots = catalog.nothing
    for code in codes:
        slots |= catalog.option(parameter, code)
    return slots
