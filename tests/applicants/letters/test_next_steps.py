"""What to do next with a letter, in one sentence."""

import datetime

import pytest

from applicants.letters.choices import ReminderKind, Waiver
from applicants.letters.next_steps import BUTTONS, NEXT, OFF, next_button, next_steps, track
from applicants.letters.reminders import step_label
from applicants.letters.workflow import LetterStatus


def step(status: str, waiver: str = Waiver.WAIVED, **known: bool) -> str:
    return next_steps(status, waiver, **{"has_link": False, "is_asked": False, "is_off": False} | known)


@pytest.mark.parametrize("status", [status for status in LetterStatus if status != LetterStatus.AGREED])
def test_each_status_says_what_comes_next(status: LetterStatus) -> None:
    assert step(status) == NEXT[status]


@pytest.mark.parametrize(
    ("has_link", "words"),
    [
        (False, "Send the packet: make the writer’s link."),
        (True, "Send the packet: send the link to the writer, then mark it as sent."),
    ],
)
def test_an_agreed_letter_gets_its_packet_when_there_is_a_link(words: str, *, has_link: bool) -> None:
    assert step("agreed", has_link=has_link) == words


def test_a_question_of_the_writer_comes_before_everything_else() -> None:
    assert step("planned", Waiver.UNDECIDED, is_asked=True, is_off=True) == "Answer the writer’s question."


def test_a_letter_from_a_rotation_that_is_off_needs_another_rotation() -> None:
    assert step("planned", Waiver.UNDECIDED, is_off=True) == OFF


def test_the_waiver_is_decided_before_anybody_is_asked() -> None:
    assert step("planned", Waiver.UNDECIDED) == "Decide about the waiver, then ask."


@pytest.mark.parametrize("has_link", [False, True])
def test_the_packet_is_called_alike_by_sentence_button_and_reminder(*, has_link: bool) -> None:
    named = [button("agreed"), step_label(ReminderKind.UPLOADED, "agreed")]
    assert [step("agreed", has_link=has_link).partition(":")[0], *named] == ["Send the packet"] * 3


def button(status: str, waiver: str = Waiver.WAIVED, **known: bool) -> str:
    return next_button(status, waiver, **{"is_asked": False, "is_off": False} | known)


@pytest.mark.parametrize("status", LetterStatus)
def test_each_status_has_a_button(status: LetterStatus) -> None:
    assert button(status) == BUTTONS[status]


def test_the_button_leads_to_what_comes_first() -> None:
    assert button("planned", Waiver.UNDECIDED, is_off=True) == "Choose a rotation"
    assert button("planned", is_off=True, is_asked=True) == "Answer"
    assert button("planned", Waiver.UNDECIDED) == "Decide about the waiver"
    assert button("planned", Waiver.UNDECIDED, is_asked=True) == "Answer"


def test_a_letter_has_five_steps_filled_as_far_as_it_is() -> None:
    day = datetime.date(2026, 11, 1)
    found = track("packet_sent", {"asked": day, "uploaded": day})
    assert [step.words for step in found] == ["Asked", "Agreed", "Packet", "Uploaded", "In ERAS"]
    assert [step.is_done for step in found] == [True, True, True, False, False]
    assert [step.is_current for step in found] == [False, False, True, False, False]
    assert [step.day for step in found] == [day, None, None, None, None]


def test_one_that_is_planned_has_none_yet_and_one_that_was_declined_no_track() -> None:
    assert [step.is_done for step in track("planned", {})] == [False] * 5
    assert track("declined", {}) == []
