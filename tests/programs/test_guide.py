"""Lists of the guide pages, grouped as the pages show them."""

import string
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from programs.choices import ProgramType, ResourceKind
from programs.guide import (
    closed_program,
    closed_programs_by_state,
    hosts_by_initial,
    kinds_with_counts,
    resources_by_kind,
)

NAMES = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8)


def named(name: str) -> Any:
    return SimpleNamespace(name=name)


def closed_row(state: str | None = "TX", host: str = "Mercy", **facts: Any) -> Any:
    record = {
        "host": {"name": host, "state": state},
        "intake_as_of": None,
        "not_open_to": [],
        "sources": [{"url": "https://a.example/"}, {"url": "https://b.example/"}],
    }
    return SimpleNamespace(record=record | facts)


def test_every_kind_is_listed_with_or_without_term_and_count() -> None:
    term = SimpleNamespace(slug="elective")
    stranger = SimpleNamespace(slug="no-such-kind")
    kinds = kinds_with_counts([stranger, term], {"elective": 3, "research": 0})
    assert [kind.code for kind in kinds] == ProgramType.values
    assert {kind.code: kind.term for kind in kinds if kind.term} == {"elective": term}
    assert {kind.code: kind.count for kind in kinds if kind.count} == {"elective": 3}
    assert kinds[0].label == "Clerkship"


def test_hosts_stand_under_their_letters_whatever_the_case() -> None:
    hosts = [named(name) for name in ("mercy", "Baylor", "Mayo", "3M", "baptist")]
    letters = [(letter, [host.name for host in group]) for letter, group in hosts_by_initial(hosts)]
    assert letters == [("3", ["3M"]), ("B", ["baptist", "Baylor"]), ("M", ["Mayo", "mercy"])]
    assert hosts_by_initial([]) == []


@given(st.lists(NAMES))
def test_every_host_is_there_once_and_every_letter_too(names: list[str]) -> None:
    letters = hosts_by_initial([named(name) for name in names])
    assert sorted(host.name for _, group in letters for host in group) == sorted(names)
    assert [letter for letter, _ in letters] == sorted({name[0].upper() for name in names})


def test_resources_stand_by_kind_and_empty_kinds_are_left_out() -> None:
    kinds = ["official", "society", "official"]
    resources = [SimpleNamespace(kind=kind, number=number) for number, kind in enumerate(kinds)]
    groups = resources_by_kind(iter(resources))
    assert [(label, [r.number for r in group]) for label, group in groups] == [
        (ResourceKind.SOCIETY.label, [1]),
        (ResourceKind.OFFICIAL.label, [0, 2]),
    ]
    assert resources_by_kind([]) == []


def test_every_kind_of_resource_has_its_place() -> None:
    resources = [SimpleNamespace(kind=kind) for kind in reversed(ResourceKind.values)]
    assert [label for label, _ in resources_by_kind(resources)] == ResourceKind.labels


def test_a_closed_door_says_to_whom_since_when_and_who_says_so() -> None:
    shown = closed_program(closed_row(intake_as_of="2024-12", not_open_to=["graduate", "clinical_student"]))
    assert (shown.host, shown.closed_to) == ("Mercy", "Graduate; Clinical student")
    assert (shown.as_of, shown.source) == ("as of December 2024", {"url": "https://a.example/"})


def test_a_closed_program_that_states_little() -> None:
    program = closed_row(sources=[])
    del program.record["not_open_to"]
    shown = closed_program(program)
    assert (shown.closed_to, shown.as_of, shown.source) == ("", "no date on the page", None)
    assert shown.program is program


def test_closed_programs_stand_by_state_and_host_those_without_a_state_last() -> None:
    places = [(None, "A"), ("WY", "B"), ("AL", "Z"), ("AL", "C"), ("", "D")]
    states = closed_programs_by_state(closed_row(state, host) for state, host in places)
    assert [(state, [shown.host for shown in programs]) for state, programs in states] == [
        ("Alabama", ["C", "Z"]),
        ("Wyoming", ["B"]),
        ("No state named", ["A", "D"]),
    ]
    assert closed_programs_by_state([]) == []
