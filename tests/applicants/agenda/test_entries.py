"""Equal steps of one trip stand on the agenda once."""

import datetime

import pytest

from applicants.agenda.choices import EntryKind
from applicants.agenda.entries import AgendaEntry, equal_steps_once
from applicants.models import Application

TODAY = datetime.date(2026, 11, 25)


def step(uid: str, days: int, words: str = "TB test (Spring)", **facts: object) -> AgendaEntry:
    day = TODAY + datetime.timedelta(days=days)
    given = {"application": Application(name=uid.title()), "note": "Get it early.", "page": "/plans/1/steps/"}
    return AgendaEntry(uid, day, EntryKind.PLAN, words, days, **given | facts)  # type: ignore[arg-type]


def test_of_equal_steps_the_first_names_the_later_ones() -> None:
    (line,) = equal_steps_once([step("griffin", 1), step("mercy", 5), step("anderson", 8)])
    assert (line.uid, line.note) == ("griffin", "Get it early. Also for Mercy, Nov 30; Anderson, Dec 3.")


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ("TB test (Spring)", {"page": "/plans/2/steps/"}),
        ("TB test (Spring)", {"note": "Another reason."}),
        ("TB test (Spring)", {"application": None}),
        ("Register (Spring)", {}),
    ],
)
def test_what_is_not_equal_stands_apart(words: str, facts: dict[str, object]) -> None:
    both = [step("griffin", 1), step("mercy", 5, words, **facts)]
    assert equal_steps_once(both) == both


def test_each_application_of_a_trip_has_its_own_line() -> None:
    both = [step("griffin", 1, "Apply (Spring)"), step("mercy", 5, "Apply (Spring)")]
    assert equal_steps_once(both) == both
