"""Recorded changes in words: who did what when, and to which facts."""

from collections.abc import Iterable
from dataclasses import dataclass

from programs import choices
from programs.change_text import ChangedFact, changed_fact
from programs.models import Change

IMPORT = "an import"
UNKNOWN = "an import, or an account since removed"


@dataclass(frozen=True)
class ChangeText:
    """One act: who did what when, and to which facts."""

    change: Change
    by: str
    facts: list[ChangedFact]


def who(change: Change) -> str:
    """Return who made a change; an account that was removed since is not known any more."""
    if change.by is not None:
        return str(change.by)
    return IMPORT if change.action == choices.ChangeAction.IMPORTED else UNKNOWN


def history(changes: Iterable[Change]) -> list[ChangeText]:
    """Return changes in words, in the order given; load them with who made them."""
    return [
        ChangeText(
            change,
            who(change),
            [changed_fact(name, *pair) for name, pair in change.facts.items()],
        )
        for change in changes
    ]
