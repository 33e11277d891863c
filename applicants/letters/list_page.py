"""The list of letters: what there is against what is needed, and what to do next with each. Pure."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from applicants.guides.choices import SeasonEvent
from applicants.guides.models import SeasonDate
from applicants.guides.seasons import latest_day
from applicants.letters import guidance
from applicants.letters.choices import LetterheadKind, LetterKind, Waiver
from applicants.letters.models import Letter, LetterTarget
from applicants.letters.next_steps import WAITING, TrackStep, next_button, next_steps, track
from applicants.letters.reminders import LetterReminders, agenda_steps, step_label
from applicants.letters.season_coverage import CoverageLine, Deadline, LetterFacts, coverage, deadline_of
from applicants.letters.workflow import MEANINGS, LetterStatus
from programs.formatting import day_words, days_words

YOUR_MOVE, THEIR_MOVE, CLOSED = GROUPS = ("Your move", "Waiting for them", "Closed")


@dataclass(frozen=True)
class LetterRow:
    """One letter of the list."""

    reminders: LetterReminders
    today: datetime.date

    @property
    def letter(self) -> Letter:
        return self.reminders.letter

    @property
    def meaning(self) -> str:
        return MEANINGS[LetterStatus(self.letter.status)]

    @property
    def todo(self) -> str:
        letter = self.letter
        return next_steps(
            letter.status,
            letter.waiver,
            has_link=letter.has_link,
            is_asked=letter.is_asked,
            is_off=self.reminders.is_off,
        )

    @property
    def button(self) -> str:
        letter = self.letter
        is_off = self.reminders.is_off
        return next_button(letter.status, letter.waiver, is_asked=letter.is_asked, is_off=is_off)

    @property
    def where(self) -> str:
        """The path of the page where the next thing is done."""
        if self.letter.status == LetterStatus.CONFIRMED:
            return reverse("applicants:letter_matrix")
        if self.reminders.is_off and not self.letter.is_asked:
            return reverse("applicants:letter_edit", args=[self.letter.pk])
        is_refused = self.letter.status == LetterStatus.DECLINED
        return reverse("applicants:letter_create") if is_refused else self.letter.get_absolute_url()

    @property
    def track(self) -> list[TrackStep]:
        return track(self.letter.status, self.letter.reached_on)

    @property
    def group(self) -> str:
        """Whose move it is."""
        if self.letter.status in (LetterStatus.CONFIRMED, LetterStatus.DECLINED):
            return CLOSED
        is_waiting = self.letter.status in WAITING and not self.letter.is_asked and not self.is_due
        return THEIR_MOVE if is_waiting else YOUR_MOVE

    @property
    def is_due(self) -> bool:
        """Whether the day of a reminder has come."""
        return any(step.day and step.day <= self.today for step in agenda_steps(self.reminders.facts))

    @property
    def next_step(self) -> str:
        """The next reminder with its day; blank when none has a day."""
        step = next(agenda_steps(self.reminders.facts), None)
        if step is None or step.day is None:
            return ""
        label = step_label(step.code, self.letter.status)
        return f"{label}: {day_words(step.day)}, {days_words((step.day - self.today).days)}"

    @property
    def about(self) -> str:
        """What is known of it, in one line."""
        letter = self.letter
        head = LetterheadKind(letter.letterhead).label if letter.letterhead else "letterhead unknown"
        facts = [
            f"{LetterKind(letter.kind).label}, {letter.for_specialty}",
            head,
            Waiver(letter.waiver).label,
            f"dated {day_words(letter.written_on)}" if letter.written_on else "",
            ", ".join(map(str, letter.match_years)),
        ]
        return " · ".join(fact for fact in facts if fact)


@dataclass(frozen=True)
class LettersPage:
    """The list of letters, ready to render."""

    season: int
    rows: Sequence[LetterRow]
    lines: Sequence[CoverageLine]
    advice: Sequence[guidance.Advice] = (guidance.FRESH, guidance.FOUR, guidance.DOCUMENT)

    @property
    def groups(self) -> list[tuple[str, list[LetterRow]]]:
        """The letters by whose move it is, the applicant's own first."""
        found = ((group, [row for row in self.rows if row.group == group]) for group in GROUPS)
        return [(group, rows) for group, rows in found if rows]

    @property
    def is_confirmed(self) -> bool:
        """Whether the day by which the letters have to be there is confirmed."""
        return all(line.deadline.is_confirmed for line in self.lines)


def facts_of_letter(reminders: LetterReminders) -> LetterFacts:
    letter = reminders.letter
    return LetterFacts(
        status=letter.status,
        specialty=letter.specialty.name if letter.specialty else "",
        is_us=letter.is_us,
        waiver=letter.waiver,
        letterhead=letter.letterhead,
        written_on=letter.written_on,
        ready_on=reminders.facts.last_day,
        is_off=reminders.is_off,
    )


def deadline_for(season: int, dates: Mapping[int, Iterable[SeasonDate]], today: datetime.date) -> Deadline:
    """When residency programs see applications of a season, as far as anybody has published it."""
    date = next((one for one in dates.get(season, []) if one.event == SeasonEvent.PROGRAMS_SEE), None)
    if date is None:
        return deadline_of(None, "", None, today, is_confirmed=False)
    return deadline_of(date.day, date.words, latest_day(date.words), today, is_confirmed=date.is_confirmed)


def letters_page(
    season: int,
    reminders: Sequence[LetterReminders],
    targets: Iterable[LetterTarget],
    deadline: Deadline,
    today: datetime.date,
) -> LettersPage:
    """The list for a season; every letter is listed, those of the season count."""
    wanted = {target.specialty.name if target.specialty else "": target.count for target in targets}
    sheets = [facts_of_letter(one) for one in reminders if season in one.letter.match_years]
    rows = [LetterRow(one, today) for one in reminders]
    return LettersPage(season, rows, coverage(sheets, wanted, deadline, today))
