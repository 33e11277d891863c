"""The texts to copy: each is true at its step, whoever reads it, and names whom it is for."""

import dataclasses

import pytest

from applicants.letters.choices import ReminderKind
from applicants.letters.texts import TEXTS, LetterCase, with_link

CASE = LetterCase("Dr. House", "Ada L.", "Cardiology at Mercy", "Internal Medicine", "waived")
BARE = LetterCase("Dr. House", "", "", "", "undecided")
WAIVED = "I waive my right to read the letter: it stays confidential."


@pytest.mark.parametrize("code", ReminderKind)
def test_every_step_has_a_whole_text(code: ReminderKind) -> None:
    text = TEXTS[code](CASE)
    assert text.startswith("Dear [other writer],\n" if code == ReminderKind.PLAN_B else "Dear Dr. House,\n")
    assert text.endswith("With kind regards,\nAda L.")
    assert TEXTS[code](BARE).endswith("[your name]")


@pytest.mark.parametrize("code", ReminderKind)
def test_without_a_rotation_nothing_hangs_in_the_air(code: ReminderKind) -> None:
    text = TEXTS[code](BARE)
    assert [flaw for flaw in ("()", "  ", " ,", " .", "None", " in .") if flaw in text] == []


def test_the_asking_tells_rotation_specialty_and_waiver() -> None:
    text = TEXTS[ReminderKind.ASK](CASE)
    for words in ("during my rotation (Cardiology at Mercy)", "residency in Internal Medicine", WAIVED):
        assert words in text
    assert "waive" not in TEXTS[ReminderKind.ASK](BARE)
    open_case = dataclasses.replace(CASE, waiver="not_waived")
    assert "I do not waive my right" in TEXTS[ReminderKind.ASK](open_case)


@pytest.mark.parametrize("code", [ReminderKind.UPLOADED, ReminderKind.REMIND])
def test_nobody_is_thanked_for_a_yes_that_they_may_not_have_said(code: ReminderKind) -> None:
    assert "agree" not in TEXTS[code](CASE)


def test_plan_b_does_not_name_the_first_writer() -> None:
    assert "House" not in TEXTS[ReminderKind.PLAN_B](CASE)


def test_the_text_of_the_link_holds_it_and_the_waiver() -> None:
    text = with_link(CASE, "https://portal.example.org/letter/abc/")
    assert "without an account: https://portal.example.org/letter/abc/\n" in text
    assert WAIVED in text
