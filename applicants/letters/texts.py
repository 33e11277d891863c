"""Texts to copy: one for each step of the reminders, and the one that goes with the writer's link. Pure.

They are our own words; the applicant reads and changes them before sending.
"""

from collections.abc import Callable
from dataclasses import dataclass

from applicants.letters.choices import ReminderKind, Waiver


@dataclass(frozen=True)
class LetterCase:
    """What the texts speak of. ``about`` is the rotation, blank when there is none."""

    writer: str
    applicant: str
    about: str
    specialty: str
    waiver: str

    @property
    def where(self) -> str:
        return f" during my rotation ({self.about})" if self.about else ""

    @property
    def what(self) -> str:
        return (
            f"a letter of recommendation for residency in {self.specialty}"
            if self.specialty
            else "a letter of recommendation for residency"
        )


def letter_text(case: LetterCase, *paragraphs: str) -> str:
    end = f"With kind regards,\n{case.applicant or '[your name]'}"
    return "\n\n".join([f"Dear {case.writer},", *(part for part in paragraphs if part), end])


def ask_text(case: LetterCase) -> str:
    return letter_text(
        case,
        f"I have learned a lot from you{case.where}, and I am grateful for your time.",
        f"I will apply for residency. May I ask whether you could write me {case.what}? "
        "If you would rather not, I understand, and please tell me so.",
        "If you agree, I will send you my CV, my personal statement, the letter ID of ERAS and "
        "the steps of the upload.",
        waiver_words(case.waiver),
    )


def thank_text(case: LetterCase) -> str:
    return letter_text(
        case,
        f"Thank you for the time that I could spend with you{case.where}. I learned much from "
        "you and your team.",
        "I will tell you how my application goes.",
    )


def upload_text(case: LetterCase) -> str:
    return letter_text(
        case,
        "I hope that you are well. I do not see my letter of recommendation in ERAS yet.",
        "May I ask whether it is uploaded, or whether you need anything from me? I can send the "
        "letter ID and the steps once more.",
    )


def remind_text(case: LetterCase) -> str:
    return letter_text(
        case,
        "I know how busy your days are. This is a kind reminder of my letter of recommendation.",
        "Programs look at applications soon. If it helps, somebody in your office can upload it "
        "with the letter ID. "
        "If you can no longer write it, please tell me, so that I can ask somebody else in time.",
    )


def plan_b_text(case: LetterCase) -> str:
    """A request to somebody else: the name of the first writer must not stand in it."""
    other = LetterCase("[other writer]", case.applicant, case.about, case.specialty, case.waiver)
    return letter_text(
        other,
        f"You know my work{case.where}. One of my letters of recommendation will not come in time.",
        f"Could you write me {case.what}? I would send you everything today. If it is not "
        "possible, please tell me.",
    )


TEXTS: dict[ReminderKind, Callable[[LetterCase], str]] = {
    ReminderKind.ASK: ask_text,
    ReminderKind.THANK: thank_text,
    ReminderKind.UPLOADED: upload_text,
    ReminderKind.REMIND: remind_text,
    ReminderKind.PLAN_B: plan_b_text,
}


def waiver_words(waiver: str) -> str:
    """The waiver as the applicant tells it to the writer; nothing while it is not decided."""
    words: dict[str, str] = {
        Waiver.WAIVED: "I waive my right to read the letter: it stays confidential.",
        Waiver.NOT_WAIVED: "I do not waive my right to read the letter.",
    }
    return words.get(waiver, "")


def with_link(case: LetterCase, address: str) -> str:
    return letter_text(
        case,
        f"Thank you for thinking about {case.what}.",
        f"On this page you find all that you need, without an account: {address}",
        "There you can say yes or no, ask me a question, and tell me when it is uploaded. The "
        "link works for 30 days.",
        waiver_words(case.waiver),
    )
