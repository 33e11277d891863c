"""A letter's page: all that it shows, read before it is rendered, and the forms it carries."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from applicants.documents.presentation import moment_words
from applicants.letters import guidance
from applicants.letters.choices import Check, Waiver
from applicants.letters.forms.letter_page import (
    LetterChecksForm,
    LetterMoveForm,
    LetterPacketForm,
    LetterStepForm,
    WaiverForm,
)
from applicants.letters.models import Letter, LetterFile, LetterLink, LetterMove
from applicants.letters.next_steps import TrackStep, next_steps, track
from applicants.letters.reminders import (
    RULE,
    ReminderChange,
    ReminderStep,
    facts_about,
    is_off,
    reminder_steps,
    step_label,
)
from applicants.letters.texts import TEXTS, LetterCase
from applicants.letters.workflow import IN_HAND, MEANINGS, LetterStatus, action, next_statuses
from applicants.profile.timezones import local_date
from programs.formatting import day_words

Bound = Mapping[str, forms.Form]

WHEN_ASKED = "Once you have asked, or made the link, it cannot be changed."
FIXED = "It was decided when you asked, and can no longer be changed here. Choose the same in ERAS."
OPENED = "Opened first on {}, by them or by a mail program that looks at links."
WAIVERS = {
    Waiver.UNDECIDED: f"Not decided yet. Decide before you ask. {WHEN_ASKED}",
    Waiver.WAIVED: "You waived it: you will never read this letter, and this portal never shows it to you.",
    Waiver.NOT_WAIVED: "You did not waive it: you may read this letter.",
}


@dataclass(frozen=True)
class PossibleLetterMove:
    """A move that is possible now."""

    status: LetterStatus
    action: str
    meaning: str
    form: forms.Form


@dataclass(frozen=True)
class ShownStep:
    """One step of the reminders with its text and its form."""

    step: ReminderStep
    label: str
    words: str
    text: str
    form: forms.Form


def case_of(letter: Letter) -> LetterCase:
    about = letter.rotation.name if letter.rotation else ""
    specialty = letter.specialty.name if letter.specialty else ""
    name = letter.asked_as or letter.applicant.user.name
    return LetterCase(letter.writer, name, about, specialty, letter.waiver)


@dataclass(frozen=True)
class WaiverSection:
    words: str
    is_decided: bool
    is_fixed: bool
    form: forms.Form


@dataclass(frozen=True)
class PacketSection:
    """What the writer sees. ``link_words``: since when the link works, until when, and whether it was opened.

    ``can_link``: a link still makes sense, because the letter is not there and nobody said no.
    ``is_next``: making it is what comes next.
    """

    form: forms.Form
    has_documents: bool
    link: LetterLink | None
    link_words: str
    can_link: bool
    is_next: bool


@dataclass(frozen=True)
class FileSection:
    """The letter that was handed over, if it was, and what it has.

    ``handed_words``: the day, and nothing else of the moment. ``can_check``: the applicant may say what the
    letter has, so not of one they never see. ``checks``: what a letter should have, and whether somebody
    said that it has.
    """

    stored: LetterFile | None
    handed_words: str
    can_check: bool
    checks_form: forms.Form
    checks: Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class NextSection:
    """What to do next about a letter, and how far it is.

    ``todo``: the next thing to do. ``track``: [] for a letter that was declined.
    """

    meaning: str
    todo: str
    track: Sequence[TrackStep]


@dataclass(frozen=True)
class LetterPage:
    """One letter as its page shows it.

    ``returned``: the form that came back, None when none did. ``questions``: of the writer, those that wait
    for an answer. ``possible_moves``: none while the waiver is not decided. ``next_reminder``: the first that
    is due, None when none is; ``reminders``: the others. ``history``: newest first, each with whether it can
    be undone.
    """

    returned: forms.Form | None
    next: NextSection
    questions: Sequence[Any]
    waiver: WaiverSection
    possible_moves: Sequence[PossibleLetterMove]
    packet: PacketSection
    next_reminder: ShownStep | None
    reminders: Sequence[ShownStep]
    file: FileSection
    history: Sequence[tuple[LetterMove, bool]]
    reminder_rule: str = RULE
    advice: Sequence[guidance.Advice] = guidance.OF_A_LETTER


def letter_page(letter: Letter, bound: Bound | None = None) -> LetterPage:
    """Read the applicant's documents too. ``bound`` holds a form that came back, by its place on the page."""
    bound = bound or {}
    packet = packet_section(letter, bound)
    questions = [one for one in letter.questions.all() if one.answered_at is None]
    steps = reminders_of(letter, bound)
    due = [one for one in steps if one.step.is_due]
    next_reminder = min(due, key=lambda one: one.step.day or datetime.date.max, default=None)
    return LetterPage(
        returned=next(iter(bound.values()), None),
        next=next_section(letter, has_link=packet.link is not None, is_asked=bool(questions)),
        questions=questions,
        waiver=waiver_section(letter, bound),
        possible_moves=possible_moves(letter, bound),
        packet=packet,
        next_reminder=next_reminder,
        reminders=[one for one in steps if one is not next_reminder],
        file=file_section(letter, bound),
        history=history_of(letter),
    )


def next_section(letter: Letter, *, has_link: bool, is_asked: bool) -> NextSection:
    is_gone = is_off(letter.status, letter.rotation.status if letter.rotation else None)
    return NextSection(
        MEANINGS[LetterStatus(letter.status)],
        next_steps(letter.status, letter.waiver, has_link=has_link, is_asked=is_asked, is_off=is_gone),
        track(letter.status, letter.reached_on),
    )


def possible_moves(letter: Letter, bound: Bound) -> list[PossibleLetterMove]:
    if letter.waiver == Waiver.UNDECIDED:
        return []
    return [
        PossibleLetterMove(
            status,
            action(letter.status, status),
            MEANINGS[status],
            bound.get(f"move-{status}") or LetterMoveForm(letter=letter, status=status),
        )
        for status in sorted(next_statuses(letter.status), key=lambda one: one == LetterStatus.DECLINED)
    ]


def history_of(letter: Letter) -> list[tuple[LetterMove, bool]]:
    moves = list(letter.moves.all())
    return [(move, move is moves[-1] and not move.is_by_writer) for move in reversed(moves)]


def waiver_section(letter: Letter, bound: Bound) -> WaiverSection:
    waiver, is_fixed = Waiver(letter.waiver), letter.waiver_fixed_at is not None
    more = "" if waiver == Waiver.UNDECIDED else f" {FIXED if is_fixed else WHEN_ASKED}"
    form = bound.get("waiver") or WaiverForm(letter=letter)
    return WaiverSection(WAIVERS[waiver] + more, waiver != Waiver.UNDECIDED, is_fixed, form)


def packet_section(letter: Letter, bound: Bound) -> PacketSection:
    documents, now = list(letter.applicant.documents.with_versions()), timezone.now()
    link = next((link for link in letter.links.all() if link.is_live(now)), None)
    return PacketSection(
        form=bound.get("packet") or LetterPacketForm(letter=letter, documents=documents),
        has_documents=bool(documents),
        link=link,
        link_words=link_words(link, letter.applicant.time_zone) if link else "",
        can_link=letter.status not in (*IN_HAND, LetterStatus.DECLINED),
        is_next=letter.status == LetterStatus.AGREED and link is None,
    )


def link_words(link: LetterLink, zone: str) -> str:
    opened = link.opened_at
    seen = OPENED.format(moment_words(opened, zone)) if opened else "Nobody has opened it yet."
    return f"It works until {moment_words(link.expires_at, zone)}. {seen}"


def file_section(letter: Letter, bound: Bound) -> FileSection:
    stored: LetterFile | None = getattr(letter, "file", None)
    handed_on = local_date(letter.applicant.time_zone, stored.handed_at) if stored else None
    return FileSection(
        stored=stored,
        handed_words=day_words(handed_on) if handed_on else "",
        can_check=not letter.is_waived,
        checks_form=bound.get("checks") or LetterChecksForm(letter=letter),
        checks=[(check.label, check.value in letter.checks) for check in Check],
    )


def reminders_of(letter: Letter, bound: Bound) -> list[ShownStep]:
    case = case_of(letter)
    return [
        ShownStep(
            step,
            step_label(step.code, letter.status),
            step_words(step, letter.today),
            TEXTS[step.code](case),
            bound.get(f"step-{step.code}") or LetterStepForm(step=step),
        )
        for step in steps_of(letter)
    ]


def steps_of(letter: Letter) -> list[ReminderStep]:
    rotation, last = letter.rotation, letter.last_move
    stay = (rotation.status, rotation.ends_on) if rotation else (None, None)
    changes = [ReminderChange(step.code, step.day, step.done_on) for step in letter.steps.all()]
    return reminder_steps(facts_about(letter, stay, last.happened_on if last else None, changes))


def step_words(step: ReminderStep, today: datetime.date) -> str:
    if step.done_on:
        return f"Done on {day_words(step.done_on)}"
    if not step.is_due:
        return "Not needed now"
    if step.day is None:
        return "No day yet: your last day with them is not known"
    return f"{day_words(step.day)}{': its day has come' if step.day <= today else ''}"
