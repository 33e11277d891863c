"""When a session is over, to the second."""

import pytest
import time_machine

from applicants.profile.session_age import is_over, note_visit, start_clock

DAY, HOUR, MINUTE = 86400, 3600, 60


def over(*, idle: float = 0, age: float = 0, is_staff: bool = False) -> bool:
    with time_machine.travel(100 * DAY, tick=False):
        return is_over({"seen_at": 100 * DAY - idle, "started_at": 100 * DAY - age}, is_staff=is_staff)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, False),
        ({"idle": 2 * HOUR}, False),
        ({"idle": 2 * HOUR + 1}, True),
        ({"age": 14 * DAY}, False),
        ({"age": 14 * DAY + 1}, True),
        ({"idle": 30 * MINUTE, "is_staff": True}, False),
        ({"idle": 30 * MINUTE + 1, "is_staff": True}, True),
        ({"age": 14 * DAY + 1, "is_staff": True}, True),
        ({"idle": -HOUR, "age": -HOUR}, False),
    ],
)
def test_a_session_is_over(facts: dict[str, float], expected: bool) -> None:  # noqa: FBT001
    assert over(**facts) is expected


def test_a_session_without_a_log_in_is_not_over() -> None:
    assert is_over({}, is_staff=True) is False


def test_a_log_in_starts_the_clock() -> None:
    session: dict[str, float] = {}
    with time_machine.travel(1000, tick=False):
        start_clock(session)
    assert session == {"started_at": 1000, "seen_at": 1000}


@pytest.mark.parametrize(("pause", "seen_at"), [(0, 1000), (300, 1000), (301, 1301)])
def test_a_visit_is_noted_every_five_minutes(pause: int, seen_at: int) -> None:
    session = {"started_at": 1000.0, "seen_at": 1000.0}
    with time_machine.travel(1000 + pause, tick=False):
        note_visit(session)
    assert session == {"started_at": 1000, "seen_at": seen_at}


def test_nothing_is_noted_without_a_log_in() -> None:
    session: dict[str, float] = {}
    note_visit(session)
    assert session == {}
