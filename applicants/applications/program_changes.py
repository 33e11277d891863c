"""What has changed in a program since the applicant last saw it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from applicants.applications.workflow import is_over
from programs.change_text import ChangedFact, changed_fact
from programs.records import Record, changed_facts


@dataclass(frozen=True)
class ProgramChange:
    """An application whose program says something else than when the applicant last saw it."""

    application: Any
    facts: Sequence[ChangedFact]

    @property
    def words(self) -> str:
        """Which facts changed; the application's page has them before and after."""
        return ", ".join(fact.label for fact in self.facts)


def facts_changed(seen: Record | None, now: Record | None) -> list[ChangedFact]:
    """The facts that differ, in words; nothing where either record is not there."""
    if not seen or not now:
        return []
    facts = changed_facts(seen, now).items()
    return [changed_fact(name, *pair) for name, pair in facts if name != "proof"]


def program_changes(applications: Iterable[Any]) -> list[ProgramChange]:
    """The running applications of ``ApplicationQuerySet.for_agenda`` whose program has changed."""
    found = [
        ProgramChange(one, facts_changed(one.record_seen, one.record_now))
        for one in applications
        if not is_over(one.status)
    ]
    return [change for change in found if change.facts]
