"""What to do next with a letter, in one sentence."""

import pytest

from applicants.letters.choices import Waiver
from applicants.letters.next_steps import NEXT, OFF, next_steps
from applicants.letters.workflow import LetterStatus


def step(status: str, waiver: str = Waiver.WAIVED, **known: bool) -> str:
    return next_steps(status, waiver, **{"has_link": False, "is_asked": False, "is_off": False} | known)


@pytest.mark.parametrize("status", [status for status in LetterStatus if status != LetterStatus.AGREED])
def test_each_status_says_what_comes_next(status: LetterStatus) -> None:
    assert step(status) == NEXT[status]


@pytest.mark.parametrize(
    ("has_link", "words"),
    [(False, "Send the packet: make the writer’s link."), (True, "Mark the packet as sent.")],
)
def test_an_agreed_letter_gets_its_packet_when_there_is_a_link(words: str, *, has_link: bool) -> None:
    assert step("agreed", has_link=has_link) == words


def test_a_question_of_the_writer_comes_before_everything_else() -> None:
    assert step("planned", Waiver.UNDECIDED, is_asked=True, is_off=True) == "Answer the writer’s question."


def test_a_letter_from_a_rotation_that_is_off_needs_another_rotation() -> None:
    assert step("planned", Waiver.UNDECIDED, is_off=True) == OFF


def test_the_waiver_is_decided_before_anybody_is_asked() -> None:
    assert step("planned", Waiver.UNDECIDED) == "Decide about the waiver, then ask."
