"""Advice and societies in the groups that the pages show. Pure."""

from collections.abc import Callable, Iterable
from typing import Any

from applicants.guides.choices import SocietyKind, SpecialtyAdviceKind
from applicants.guides.models import Society, SpecialtyAdvice

Group = tuple[str, list[Any]]
# What names no state holds for all of them; of these kinds only the asked state is of use.
LOCAL = frozenset({SocietyKind.STATE})


def groups_of(
    rows: Iterable[Any], labels: Iterable[tuple[str, str]], key: Callable[[Any], str]
) -> list[Group]:
    """The rows by the label of their kind, in the order of the kinds; no empty group."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return [(label, found[code]) for code, label in labels if code in found]


def advice_groups(rows: Iterable[SpecialtyAdvice]) -> list[Group]:
    return groups_of(rows, SpecialtyAdviceKind.choices, lambda row: row.kind)


def society_groups(rows: Iterable[Society], state: str, kind: str) -> list[Group]:
    """The societies of a kind ("": of all) that are there for a state.

    State societies only of the state that is asked for, or where they alone are asked for; the rest also
    where they name no state, and all of them where no state is asked for.
    """
    return groups_of(
        [row for row in rows if kind in ("", row.kind) and is_for_state(row, state, kind)],
        SocietyKind.choices,
        lambda row: row.kind,
    )


def is_for_state(row: Society, state: str, kind: str) -> bool:
    if state:
        return row.state in ("", state) if row.kind not in LOCAL else row.state == state
    return row.kind not in LOCAL or kind in LOCAL
