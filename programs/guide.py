"""Lists of the guide pages, grouped as the pages show them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from programs import formatting
from programs.choices import Audience, ProgramType, ResourceKind
from programs.us_states import USState


@dataclass(frozen=True)
class Kind:
    """A kind of US clinical experience: its words, and how many programs there are."""

    term: Any
    code: str
    label: str
    count: int

    @property
    def in_short(self) -> str:
        """The first two sentences of its meaning."""
        return " ".join(re.split(r"(?<=[.?!])\s+", self.term.meaning)[:2]) if self.term else ""


@dataclass(frozen=True)
class ClosedProgram:
    """A host that says no, to whom, and where it says so."""

    program: Any
    host: str
    closed_to: str
    as_of: str
    source: dict[str, Any] | None


def kinds_with_counts(terms: Iterable[Any], counts: dict[str, int]) -> list[Kind]:
    """Every program type in the order of ``ProgramType``, with its term if there is one."""
    by_slug = {term.slug: term for term in terms}
    return [Kind(by_slug.get(t.value), t.value, str(t.label), counts.get(t.value, 0)) for t in ProgramType]


def hosts_by_initial(hosts: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    ordered = sorted(hosts, key=lambda host: host.name.casefold())
    return [
        (initial, list(group)) for initial, group in groupby(ordered, key=lambda host: host.name[:1].upper())
    ]


def resources_by_kind(resources: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Resources by kind, in the order of ``ResourceKind``."""
    everything = list(resources)
    groups = [(str(kind.label), [r for r in everything if r.kind == kind]) for kind in ResourceKind]
    return [(label, group) for label, group in groups if group]


def closed_program(program: Any) -> ClosedProgram:
    record = program.record
    as_of = formatting.partial_date_words(record["intake_as_of"])
    return ClosedProgram(
        program=program,
        host=record["host"]["name"],
        closed_to=formatting.labels_of(Audience, record.get("not_open_to", [])) or "",
        as_of=f"as of {as_of}" if as_of else "no date on the page",
        source=record["sources"][0] if record["sources"] else None,
    )


def closed_programs_by_state(programs: Iterable[Any]) -> list[tuple[str, list[ClosedProgram]]]:
    """Those without a state come last."""

    def state_name(program: Any) -> str:
        state = program.record["host"]["state"]
        return str(USState(state).label) if state else "No state named"

    ordered = sorted(
        programs, key=lambda p: (not p.record["host"]["state"], state_name(p), p.record["host"]["name"])
    )
    return [(state, [closed_program(p) for p in group]) for state, group in groupby(ordered, key=state_name)]
