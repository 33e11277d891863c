"""Letters against what is needed by the day on which residency programs look. Pure; property-tested.

Age counts in calendar months. Letterhead is told and never scored alone.
docs/sources.md#age-of-a-letter and docs/sources.md#letterhead-is-told-not-scored say why.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from applicants.letters.choices import LetterheadKind, Waiver
from applicants.letters.workflow import HOPED, IN_HAND, PROMISED, LetterStatus
from programs.formatting import day_words
from programs.windows import months_later

FRESH_MONTHS = 12
HEADS = {
    LetterheadKind.HOSPITAL: "hospital letterhead",
    LetterheadKind.UNIVERSITY: "university letterhead",
    LetterheadKind.PRACTICE: "clinic letterhead",
    LetterheadKind.PERSONAL: "personal letterhead",
}


@dataclass(frozen=True)
class LetterFacts:
    """What counts of one letter. ``specialty`` "" is General. ``ready_on``: when an unwritten one comes.

    ``is_off``: it is only planned, and its rotation does not take place.
    """

    status: str
    specialty: str
    is_us: bool
    waiver: str
    letterhead: str
    written_on: datetime.date | None
    ready_on: datetime.date | None = None
    is_off: bool = False


@dataclass(frozen=True)
class Deadline:
    """The day on which letters have to be there. ``opening`` starts the sentence about them.

    ``is_today``: the sentence says what there is now, and not what there will be. ``when``: a coming day in
    words.
    """

    day: datetime.date
    opening: str
    is_confirmed: bool = True
    is_today: bool = False
    when: str = ""


def is_fresh(written_on: datetime.date, on: datetime.date) -> bool:
    return on < months_later(written_on, FRESH_MONTHS)


def ready_day(sheet: LetterFacts, today: datetime.date) -> datetime.date:
    """When a letter that is not there yet will be: after the work, not before tomorrow."""
    tomorrow = today + datetime.timedelta(days=1)
    return max(sheet.ready_on or tomorrow, tomorrow)


def is_late(sheet: LetterFacts, deadline: datetime.date, today: datetime.date) -> bool:
    """Whether a letter is still to come, after the day by which it is needed."""
    return sheet.status not in IN_HAND and not sheet.is_off and ready_day(sheet, today) > deadline


def counts_toward_season(sheet: LetterFacts, deadline: datetime.date, today: datetime.date) -> bool:
    """Whether a letter will be there by the day, from US work, and under twelve months old.

    One in hand needs its date; one that is promised or hoped for is dated when the work together ends, but
    not before tomorrow: nobody has it today.
    """
    if sheet.status == LetterStatus.DECLINED or not sheet.is_us or sheet.is_off:
        return False
    if sheet.status in IN_HAND:
        return sheet.written_on is not None and is_fresh(sheet.written_on, deadline)
    is_in_time = not is_late(sheet, deadline, today)
    return is_in_time and is_fresh(sheet.written_on or ready_day(sheet, today), deadline)


@dataclass(frozen=True)
class CoverageLine:
    """How one specialty stands in a season. ``wanted`` None: no target is set. All counts are of letters."""

    specialty: str
    deadline: Deadline
    fresh: Sequence[LetterFacts]
    undated: int
    old: int
    late: int
    off: int
    elsewhere: int
    wanted: int | None

    @property
    def missing(self) -> int:
        """How many letters are short of the target; 0 without one."""
        return max(0, (self.wanted or 0) - len(self.fresh))

    @property
    def sentence(self) -> str:
        head = f"{self.deadline.opening} {self.kind_words}"
        parts = [head + details_words(self.fresh), *self.rest_words]
        return " ".join(f"{part}." for part in parts)

    @property
    def kind_words(self) -> str:
        """How many letters of which kind."""
        number = len(self.fresh)
        what = f"US {self.specialty.lower()} " if self.specialty else "US general "
        return f"{number or 'no'} {what}{'letter' if number == 1 else 'letters'} under 12 months old"

    @property
    def rest_words(self) -> list[str]:
        """What does not count, and why."""
        found = []
        if self.undated:
            found.append(
                f"{self.undated} uploaded {'has' if self.undated == 1 else 'have'} no date here: add it"
            )
        if self.old:
            found.append(f"{self.old} will be 12 months old or older")
        if self.late and self.deadline.is_today:
            found.append(f"{self.late} {'is' if self.late == 1 else 'are'} still missing")
        elif self.late:
            found.append(f"{self.late} {'comes' if self.late == 1 else 'come'} after that day")
        if self.off:
            rotation = "is from a rotation that does" if self.off == 1 else "are from rotations that do"
            found.append(f"{self.off} {rotation} not take place")
        if self.elsewhere:
            found.append(f"{self.elsewhere} {'is' if self.elsewhere == 1 else 'are'} not from US work")
        return found

    @property
    def need_words(self) -> str:
        """How that compares with the target; blank without one."""
        if self.wanted is None:
            return ""
        if self.missing and self.deadline.is_today:
            return f"You want {self.wanted}: {self.missing} not there."
        if self.missing:
            return f"You want {self.wanted}: {self.missing} more to find."
        come = "" if all(sheet.status in IN_HAND for sheet in self.fresh) else ", if all come"
        return f"You want {self.wanted}: that is enough{come}."


def details_words(sheets: Sequence[LetterFacts]) -> str:
    promised = sum(sheet.status in PROMISED for sheet in sheets)
    hoped = sum(sheet.status in HOPED for sheet in sheets)
    parts = [f"{promised} promised and not uploaded yet"] if promised else []
    parts += [f"{hoped} not promised yet"] if hoped else []
    for head, words in HEADS.items():
        if number := sum(sheet.letterhead == head for sheet in sheets):
            parts.append(f"{number} {'is' if number == 1 else 'are'} on {words}")
    open_ones = sum(sheet.waiver == Waiver.NOT_WAIVED for sheet in sheets)
    parts += [f"{open_ones} {'is' if open_ones == 1 else 'are'} not waived"] if open_ones else []
    return f"; {'; '.join(parts)}" if parts else ""


def coverage(
    sheets: Iterable[LetterFacts], wanted: dict[str, int], deadline: Deadline, today: datetime.date
) -> list[CoverageLine]:
    """A line for each specialty with a target or a letter; "" is General."""
    every = [sheet for sheet in sheets if sheet.status != LetterStatus.DECLINED]
    names = dict.fromkeys([*wanted, *sorted({sheet.specialty for sheet in every})])
    return [line_of(name, every, wanted.get(name), deadline, today) for name in names]


def line_of(
    specialty: str, every: Sequence[LetterFacts], wanted: int | None, deadline: Deadline, today: datetime.date
) -> CoverageLine:
    own = [sheet for sheet in every if sheet.specialty == specialty]
    fresh = [sheet for sheet in own if counts_toward_season(sheet, deadline.day, today)]
    us_rest = [sheet for sheet in own if sheet.is_us and sheet not in fresh]
    undated = sum(sheet.status in IN_HAND and sheet.written_on is None for sheet in us_rest)
    off = sum(sheet.is_off for sheet in us_rest)
    late = sum(is_late(sheet, deadline.day, today) for sheet in us_rest)
    return CoverageLine(
        specialty=specialty,
        deadline=deadline,
        fresh=fresh,
        undated=undated,
        old=len(us_rest) - undated - late - off,
        late=late,
        off=off,
        elsewhere=sum(not sheet.is_us for sheet in own),
        wanted=wanted,
    )


def deadline_of(
    day: datetime.date | None,
    words: str,
    last: datetime.date | None,
    today: datetime.date,
    *,
    is_confirmed: bool,
) -> Deadline:
    """The day on which letters have to be there: when programs look, or today once they have begun to.

    ``day`` None: not published; then ``last`` is the last day that the source's ``words`` can mean. When
    nothing at all is known, it is today.
    """
    latest = day or last
    if latest is None:
        return Deadline(today, "Today you have", is_confirmed=False, is_today=True)
    unsure = "" if is_confirmed else " (not confirmed)"
    when = f"{day_words(day) if day else words}{unsure}"
    if latest < today:
        opening = f"Programs have looked at applications since {when}. Today you have"
        return Deadline(today, opening, is_confirmed, is_today=True)
    return Deadline(latest, f"By {when} you will have", is_confirmed, when=when)
