"""A letter's page: all that it shows, read before it is rendered, and the forms it carries."""

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.utils import timezone

from applicants.documents.presentation import moment_words
from applicants.letters import guidance
from applicants.letters.choices import Check, ReminderKind, Waiver
from applicants.letters.forms.parts import ChecksForm, LetterMoveForm, LetterStepForm, PacketForm, WaiverForm
from applicants.letters.models import Letter, LetterEvent, LetterFile, LetterLink
from applicants.letters.next_steps import next_steps
from applicants.letters.reminders import RULE, Facts, ReminderStep, Touch, facts_about, is_off, reminder_steps
from applicants.letters.texts import TEXTS, LetterCase
from applicants.letters.workflow import IN_HAND, MEANINGS, LetterStatus, action, next_statuses
from applicants.profile.timezones import local_date
from programs.formatting import day_words

WHEN_ASKED = "Once you have asked, or made the link, it cannot be changed."
FIXED = "It was decided when you asked, and cannot be changed here any more. Choose the same in ERAS."
OPENED = "Opened first on {}, by them or by a mail program that looks at links."
WAIVERS = {
    Waiver.UNDECIDED: f"Not decided yet. Decide before you ask. {WHEN_ASKED}",
    Waiver.WAIVED: "You waived it: you will never read this letter, and this portal never shows it to you.",
    Waiver.NOT_WAIVED: "You did not waive it: you may read this letter.",
}


@dataclass(frozen=True)
class LetterMove:
    """A move that is possible now."""

    status: LetterStatus
    action: str
    meaning: str
    form: forms.Form


@dataclass(frozen=True)
class ShownStep:
    """One step of the reminders with its text and its form."""

    step: ReminderStep
    words: str
    text: str
    form: forms.Form


def case_of(letter: Letter) -> LetterCase:
    """Return what the texts to copy speak of."""
    about = letter.rotation.name if letter.rotation else ""
    specialty = letter.specialty.name if letter.specialty else ""
    name = letter.asked_as or letter.applicant.user.name
    return LetterCase(letter.writer, name, about, specialty, letter.waiver)


@dataclass
class LetterPage:
    """One letter as its page shows it; ``bound`` holds a form that came back, by its place on the page."""

    letter: Letter
    bound: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the applicant's documents too."""
        self.documents = list(self.letter.applicant.documents.with_versions())

    @property
    def returned(self) -> forms.Form | None:
        """Return the form that came back, None when none did."""
        return next(iter(self.bound.values()), None)

    @property
    def meaning(self) -> str:
        """Return the status's plain sentence."""
        return MEANINGS[LetterStatus(self.letter.status)]

    @property
    def todo(self) -> str:
        """Return what to do next."""
        return next_steps(
            self.letter.status,
            self.letter.waiver,
            has_link=self.link is not None,
            is_asked=bool(self.questions),
            is_off=self.is_off,
        )

    @property
    def moves(self) -> list[LetterMove]:
        """Return the moves that are possible now; none while the waiver is not decided."""
        if self.letter.waiver == Waiver.UNDECIDED:
            return []
        return [
            LetterMove(status, action(self.letter.status, status), MEANINGS[status], self.move_form(status))
            for status in next_statuses(self.letter.status)
        ]

    def move_form(self, status: LetterStatus) -> forms.Form:
        """Return the form of one move."""
        return self.bound.get(f"move-{status}") or LetterMoveForm(letter=self.letter, status=status)

    @property
    def events(self) -> list[tuple[LetterEvent, bool]]:
        """Return the history, newest first, each with whether it can be undone."""
        events = list(self.letter.events.all())
        last = events[-1] if events else None
        return [(event, event is last and not event.is_by_writer) for event in reversed(events)]

    # The waiver

    @property
    def waiver_words(self) -> str:
        """Return how the waiver stands, and that it stays."""
        words = WAIVERS[Waiver(self.letter.waiver)]
        if self.letter.waiver == Waiver.UNDECIDED:
            return words
        return f"{words} {FIXED if self.is_waiver_fixed else WHEN_ASKED}"

    @property
    def is_waiver_fixed(self) -> bool:
        """Return whether the waiver can not be changed any more."""
        return self.letter.waiver_fixed_at is not None

    @property
    def waiver_form(self) -> forms.Form:
        """Return the form that decides the waiver."""
        return self.bound.get("waiver") or WaiverForm(initial={"waiver": self.letter.waiver}, label_suffix="")

    # The writer's link and packet

    @property
    def packet_form(self) -> forms.Form:
        """Return the form of what the writer sees."""
        shared = [str(document.pk) for document in self.letter.shared.all()]
        initial = {"what_to_mention": self.letter.what_to_mention, "shared": shared}
        return self.bound.get("packet") or PacketForm(documents=self.documents, initial=initial)

    @cached_property
    def link(self) -> LetterLink | None:
        """Return the link that works now."""
        now = timezone.now()
        return next((link for link in self.letter.links.all() if link.is_live(now)), None)

    @property
    def link_words(self) -> str:
        """Return since when the link works, until when, and whether it was opened; blank without a link."""
        if self.link is None:
            return ""
        zone = self.letter.applicant.time_zone
        opened = self.link.opened_at
        seen = OPENED.format(moment_words(opened, zone)) if opened else "Nobody has opened it yet."
        return f"It works until {moment_words(self.link.expires_at, zone)}. {seen}"

    @property
    def can_link(self) -> bool:
        """Return whether a link still makes sense: the letter is not there, and nobody said no."""
        return self.letter.status not in (*IN_HAND, LetterStatus.DECLINED)

    @cached_property
    def questions(self) -> list[Any]:
        """Return the writer's questions that wait for an answer."""
        return [one for one in self.letter.questions.all() if one.answered_at is None]

    # The letter itself

    @property
    def file(self) -> LetterFile | None:
        """Return the letter that was handed over, None when none was."""
        return getattr(self.letter, "file", None)

    @property
    def handed_words(self) -> str:
        """Return when it was handed over: a day, and nothing else of it. Blank when it was not."""
        if self.file is None:
            return ""
        return day_words(local_date(self.letter.applicant.time_zone, self.file.handed_at))

    @property
    def can_check(self) -> bool:
        """Return whether the applicant may say what the letter has: not of one they never see."""
        return not self.letter.is_waived

    @property
    def checks_form(self) -> forms.Form:
        """Return the form of what the letter has."""
        return self.bound.get("checks") or ChecksForm(
            initial={"checks": self.letter.checks}, auto_id="checks-%s", label_suffix=""
        )

    @property
    def checks(self) -> list[tuple[str, bool]]:
        """Return what a letter should have, and whether somebody said that it has."""
        return [(check.label, check.value in self.letter.checks) for check in Check]

    # The reminders

    @property
    def is_off(self) -> bool:
        """Return whether the rotation that it is planned for does not take place."""
        rotation = self.letter.rotation
        return is_off(self.letter.status, rotation.status if rotation else None)

    @cached_property
    def reminder_facts(self) -> Facts:
        """Return what the reminders depend on."""
        rotation, last = self.letter.rotation, self.letter.last_event
        stay = (rotation.status, rotation.ends_on) if rotation else (None, None)
        touches = [Touch(step.code, step.day, step.done_on) for step in self.letter.steps.all()]
        return facts_about(self.letter, stay, last.happened_on if last else None, touches)

    @property
    def steps(self) -> list[ShownStep]:
        """Return the steps of the reminders, each with its text to copy."""
        case = case_of(self.letter)
        return [
            ShownStep(step, step_words(step, self.letter.today), TEXTS[step.code](case), self.step_form(step))
            for step in reminder_steps(self.reminder_facts)
        ]

    def step_form(self, step: ReminderStep) -> forms.Form:
        """Return the form of one step."""
        return self.bound.get(f"step-{step.code}") or LetterStepForm(
            code=ReminderKind(step.code), day=step.day
        )

    @property
    def reminder_rule(self) -> str:
        """Return whose rule the days are."""
        return RULE

    @property
    def advice(self) -> tuple[guidance.Advice, ...]:
        """Return what to know, with sources."""
        return guidance.OF_A_LETTER


def step_words(step: ReminderStep, today: datetime.date) -> str:
    """Return when a step is, or that it is done."""
    if step.done_on:
        return f"Done on {day_words(step.done_on)}"
    if not step.is_due:
        return "Not needed now"
    if step.day is None:
        return "No day yet: your last day with them is not known"
    return f"{day_words(step.day)}{': its day has come' if step.day <= today else ''}"
