"""Kind emails to copy: to accept, to decline, to withdraw, and to give back an accepted place. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from applicants.applications.workflow import COMMITTED, RULES, ApplicationStatus, Phase
from programs.formatting import day_words


@dataclass(frozen=True)
class EmailText:
    """An email to copy, without its address."""

    title: str
    text: str


def dates_words(stay: Any) -> str:
    if not stay.starts_on or not stay.ends_on:
        return ""
    return f" from {day_words(stay.starts_on)} to {day_words(stay.ends_on)}"


def email_text(title: str, name: str, *paragraphs: str) -> EmailText:
    end = f"With kind regards,\n{name or '[your name]'}"
    return EmailText(title, "\n\n".join(["Dear Program Coordinator,", *paragraphs, end]))


def acceptance(stay: Any, name: str) -> EmailText:
    return email_text(
        "Accept the offer",
        name,
        f"Thank you very much for the offer of a place in {stay.name}{dates_words(stay)}. "
        "I gladly accept it.",
        "Please tell me which documents and payments you need next, and by which day. "
        "If I need an invitation letter for my visa, may I ask you for one?",
        "I look forward to learning from your team.",
    )


def refusal_text(stay: Any, name: str, reason: str = "") -> EmailText:
    """The email that says no to an offer; ``reason`` goes on after "I have to decline"."""
    return email_text(
        "Decline the offer",
        name,
        f"Thank you very much for the offer of a place in {stay.name}. I am grateful for the time "
        "you gave my application.",
        f"After careful thought I have to decline{reason}. I am writing right away so that "
        "you can offer the place to somebody else.",
        "I hold your program in high regard and hope that our paths will cross again.",
    )


def refusal_text_for_another(stay: Any, name: str) -> EmailText:
    return refusal_text(stay, name, ", because I have accepted another place")


def withdrawal(stay: Any, name: str) -> EmailText:
    return email_text(
        "Withdraw the application",
        name,
        f"Thank you for considering my application for {stay.name}. My plans have changed, and I would like "
        "to withdraw it, so that the place is free for somebody else.",
        "I am sorry for any extra work, and I hope that I may apply again in the future.",
    )


def giving_back(stay: Any, name: str) -> EmailText:
    return email_text(
        "Give the place back",
        name,
        f"I am writing about my place in {stay.name}{dates_words(stay)}, which I accepted. I am very sorry, "
        "but I can no longer come. I know that this causes you extra work, and I am writing as early as I "
        "can so that somebody else can have the place.",
        "Please tell me if there is anything I should do, such as a form to sign or a fee that is due.",
        "Thank you for your understanding. I value what you offer to graduates from abroad.",
    )


Writer = Callable[[Any, str], EmailText]
EMAILS: Mapping[Phase, tuple[Writer, ...]] = {
    Phase.WAITING: (withdrawal,),
    Phase.OFFERED: (acceptance, refusal_text),
    Phase.ACCEPTED: (giving_back,),
}


def email_texts_for(stay: Any, name: str, others: Iterable[Any] = ()) -> list[EmailText]:
    """The emails that an application's status may call for.

    ``others`` are the applicant's other applications: an accepted one is a reason to decline.
    """
    has_place = any(other.status in COMMITTED for other in others)
    instead: dict[Writer, Writer] = {refusal_text: refusal_text_for_another} if has_place else {}
    phase = RULES[ApplicationStatus(stay.status)].phase
    return [instead.get(write, write)(stay, name) for write in EMAILS.get(phase, ())]
