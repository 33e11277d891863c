"""Settling every program that a changed host, provider or specialty is a fact of."""

from collections.abc import Iterable
from typing import Any

from programs.choices import ChangeAction
from programs.curation.publishing.changes import apply_change, specialty_parents


def apply_change_to_many(program_ids: Iterable[int], by: Any) -> int:
    """Settle each of these programs as edited, and return how many; call it in a transaction."""
    parents = specialty_parents()
    return len(
        [apply_change(program_id, ChangeAction.EDITED, by=by, parents=parents) for program_id in program_ids]
    )
