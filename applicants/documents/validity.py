"""A document against the days of a rotation: good on every one of them, or until when, in words. Pure.

Why the days of the stay count and not today: docs/sources.md#validity-of-documents
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from applicants.documents.choices import Readiness
from programs.formatting import counted, day_words

Days = tuple[datetime.date, datetime.date]  # the first and the last


@dataclass(frozen=True)
class DatedDocument:
    """The dates of one file. ``issued_on`` is its first good day, ``expires_on`` its last; None: not said."""

    issued_on: datetime.date | None = None
    expires_on: datetime.date | None = None


@dataclass(frozen=True)
class Rotation:
    """The first and the last day of a rotation; None: not known yet."""

    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None

    @property
    def days(self) -> Days | None:
        """Both days; None unless both are known."""
        return (self.starts_on, self.ends_on) if self.starts_on and self.ends_on else None


class ValidityWindow(NamedTuple):
    """The days between which a new document has to be dated, both included, to cover a rotation."""

    first: datetime.date
    last: datetime.date


@dataclass(frozen=True)
class ValidityRule:
    """How long documents of one kind are good.

    ``validity_days`` is the usual number of days from the document's date, None when there is no common rule.
    ``program_days`` is what one program says instead, None when it says nothing. ``has_expiry`` is False
    for documents that are good for ever; a program may still ask for a fresh one.
    """

    label: str
    renewal: str = "get a new one"
    validity_days: int | None = None
    program_days: int | None = None
    has_expiry: bool = True

    @property
    def days(self) -> int | None:
        """The days that hold here: the program's own rule comes first."""
        usual = self.validity_days if self.has_expiry else None
        return usual if self.program_days is None else self.program_days

    @property
    def is_for_ever(self) -> bool:
        """Whether nothing but the day printed on the document can end it."""
        return not self.has_expiry and self.program_days is None

    @property
    def name(self) -> str:
        """The kind's name inside a sentence: "TB test" stays, "Photo" becomes "photo"."""
        is_word = len(self.label) > 1 and self.label[1].islower()
        return self.label[0].lower() + self.label[1:] if is_word else self.label


@dataclass(frozen=True)
class Verdict:
    """How a document stands, and why in words.

    ``last_day``: its last good day, where it is known; ``basis``: by which rule it is the last, in words.
    """

    state: Readiness
    words: str
    last_day: datetime.date | None = None
    window: ValidityWindow | None = None
    basis: str = ""

    @property
    def needs_action(self) -> bool:
        return self.state not in (Readiness.READY, Readiness.NOT_REQUIRED)

    @property
    def is_only_missing(self) -> bool:
        """Whether the words say no more than that there is none, so any one would do."""
        return self.state == Readiness.MISSING and self.words.count(".") == 1

    @property
    def is_unknown(self) -> bool:
        return self.state == Readiness.UNKNOWN


def last_day(rule: ValidityRule, document: DatedDocument) -> datetime.date | None:
    """The last day on which a document is good; None: for ever, or nobody can tell.

    The day printed on it is more exact than the usual rule. A program's own rule can only shorten it.
    """
    counted_day = (
        days_later(document.issued_on, rule.days) if document.issued_on and rule.days is not None else None
    )
    if rule.program_days is None and document.expires_on:
        return document.expires_on
    return min((day for day in (counted_day, document.expires_on) if day), default=None)


def basis_of(rule: ValidityRule, document: DatedDocument) -> str:
    """By which rule the last day is the last; blank where there is none."""
    end = last_day(rule, document)
    if end is None:
        return ""
    if end == document.expires_on:
        return "the last day on it"
    whose = "usual rule" if rule.program_days is None else "this host’s own rule"
    return f"{whose}: {counted(rule.days or 0, 'day')} from its date"


def days_later(day: datetime.date, days: int) -> datetime.date:
    """A day so many days later, at most the last day of the calendar."""
    return day + datetime.timedelta(days=min(days, (datetime.date.max - day).days))


def is_unclear(rule: ValidityRule, document: DatedDocument) -> bool:
    """Whether a date is missing without which nobody can tell the document's last day."""
    if rule.program_days is not None:
        return document.issued_on is None
    return rule.has_expiry and last_day(rule, document) is None


def window_of(rule: ValidityRule, stay: Rotation, today: datetime.date) -> ValidityWindow | None:
    """When a new document has to be dated; None when none dated from today on can cover the stay."""
    if not (stay.starts_on and stay.ends_on):
        return None
    earliest = stay.ends_on - datetime.timedelta(days=rule.days) if rule.days is not None else today
    first = max(today, earliest)
    return ValidityWindow(first, stay.starts_on) if first <= stay.starts_on else None


def short_day(day: datetime.date, today: datetime.date) -> str:
    """A day in words, without its year when that is this one or the day is less than a year ahead."""
    words = day_words(day)
    is_near = 0 <= (day - today).days < 365  # noqa: PLR2004 - then month and day name one day only
    return words.rpartition(",")[0] if is_near else words


def advice(rule: ValidityRule, stay: Rotation, today: datetime.date) -> str:
    if stay.ends_on and stay.ends_on < today:
        return "That rotation is over."
    window = window_of(rule, stay, today)
    if window is None:
        return "Ask the host now: no new one can cover every day."
    return f"{rule.renewal} {days_of(window, today)}."


def days_of(window: ValidityWindow, today: datetime.date) -> str:
    """The days of a window in words, the year left out where it is plain."""
    first, last = (short_day(day, today) for day in window)
    return f"on {first}" if first == last else f"between {first} and {last}"


def judge_documents(
    rule: ValidityRule, documents: Sequence[DatedDocument], stay: Rotation, today: datetime.date
) -> Verdict:
    """How the best of some documents stands against a stay; the days of each are counted inclusively.

    Where none covers the stay alone, one after the other may: a test that is repeated during the rotation.
    """
    if not documents:
        window = window_of(rule, stay, today)
        words = f"You have no {rule.name} on file.{dating_advice(rule, window, today)}{own_rule(rule)}"
        return Verdict(Readiness.MISSING, words, window=window)
    judged = (
        replace(judge_one(rule, document, stay, today), basis=basis_of(rule, document))
        for document in documents
    )
    best = min(judged, key=rank)
    is_short = best.state == Readiness.EXPIRES_DURING
    if is_short and stay.days and (end := covered_until(rule, documents, stay.days)):
        words = (
            f"One {rule.name} after the other is good on every day of this rotation, until {day_words(end)}."
        )
        best = Verdict(Readiness.READY, words, end)
    return replace(best, words=best.words + own_rule(rule))


def dating_advice(rule: ValidityRule, window: ValidityWindow | None, today: datetime.date) -> str:
    """Which dates a first document may have, as one more sentence; blank when any will do."""
    if window is None or rule.days is None:
        return ""
    return f" For this rotation it has to be dated {days_of(window, today)}."


def covered_until(rule: ValidityRule, documents: Sequence[DatedDocument], stay: Days) -> datetime.date | None:
    """Until when documents are good one after the other; None when a day of the stay has none."""
    spans = [
        (document.issued_on or datetime.date.min, end)
        for document in documents
        if (end := last_day(rule, document)) and not is_unclear(rule, document)
    ]
    starts_on, ends_on = stay
    reached = starts_on - datetime.timedelta(days=1)
    for first, end in sorted(spans):
        if first.toordinal() <= reached.toordinal() + 1:
            reached = max(reached, end)
    return reached if reached >= ends_on else None


def own_rule(rule: ValidityRule) -> str:
    """One more sentence, that a program's own rule was used; blank when it has none."""
    days = rule.program_days
    return "" if days is None else f" This host’s own rule: good for {counted(days, 'day')} from its date."


def rank(verdict: Verdict) -> tuple[int, int]:
    """How good a verdict is, the best first; of two alike the one that is good for longer."""
    order = (
        Readiness.READY,
        Readiness.EXPIRES_DURING,
        Readiness.UNKNOWN,
        Readiness.EXPIRED_BEFORE,
        Readiness.MISSING,
    )
    return order.index(verdict.state), -(verdict.last_day or datetime.date.min).toordinal()


def judge_one(rule: ValidityRule, document: DatedDocument, stay: Rotation, today: datetime.date) -> Verdict:
    end = last_day(rule, document)
    if end is None and rule.is_for_ever:
        return Verdict(Readiness.READY, f"Your {rule.name} does not expire.")
    if stay.days is None:
        return Verdict(Readiness.UNKNOWN, undated_words(rule, end), end)
    starts_on, ends_on = stay.days
    if end is not None and end < ends_on:
        return judge_ending(rule, stay.days, end, today)
    if is_unclear(rule, document) or end is None:
        return Verdict(Readiness.UNKNOWN, missing_date_advice(rule), end)
    if document.issued_on and document.issued_on > starts_on:
        days = counted((document.issued_on - starts_on).days, "day")
        words = f"Your {rule.name} is dated {days} after this rotation starts. Ask the host if it counts."
        return Verdict(Readiness.MISSING, words, end)
    return Verdict(Readiness.READY, covering_words(rule, ends_on, end), end)


def undated_words(rule: ValidityRule, end: datetime.date | None) -> str:
    known = f"Your {rule.name} is good until {day_words(end)}. " if end else ""
    return f"{known}Add the first and last day of this rotation."


def missing_date_advice(rule: ValidityRule) -> str:
    """Say which date is needed to tell."""
    if rule.program_days is not None:
        return f"Add the date of your {rule.name}."
    if rule.days is not None:
        return f"Add the date of your {rule.name}. It is good for {counted(rule.days, 'day')} from then."
    return f"We cannot tell how long your {rule.name} is good. Add its last day, or ask the host."


def covering_words(rule: ValidityRule, ends_on: datetime.date, end: datetime.date) -> str:
    spare = (end - ends_on).days
    how = f"{counted(spare, 'day')} after this rotation ends" if spare else "the last day of this rotation"
    return f"Your {rule.name} is good until {day_words(end)}, {how}."


def judge_ending(rule: ValidityRule, days: Days, end: datetime.date, today: datetime.date) -> Verdict:
    (starts_on, ends_on), stay = days, Rotation(*days)
    verb = "expires" if end >= today else "expired"
    if end < starts_on:
        state, missing = Readiness.EXPIRED_BEFORE, (starts_on - end).days
        when = f"{counted(missing, 'day')} before this rotation starts"
    else:
        state, missing = Readiness.EXPIRES_DURING, (ends_on - end).days
        when = f"{counted(missing, 'day')} before this rotation ends"
    what = advice(rule, stay, today)
    joint = ": " if what[0].islower() else ". "
    return Verdict(state, f"Your {rule.name} {verb} {when}{joint}{what}", end, window_of(rule, stay, today))
