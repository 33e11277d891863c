"""What does not fit in a trip: dates, visa, months, documents. Pure."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from applicants.applications.document_verdicts import verdicts_of
from applicants.applications.visas import visa_gap
from applicants.applications.workflow import is_over
from applicants.documents.choices import ENDING
from applicants.documents.collection import DocumentCollection
from applicants.guides.choices import VisaClass
from applicants.plans.costs import CostSource, row_source
from applicants.plans.models import Trip
from applicants.plans.stays import Stay
from applicants.plans.steps import LeadTimes, earliest_start
from applicants.profile.models import Applicant
from programs.formatting import counted, day_words, month_names

# The lead time that says how long one may stay at most.
LONGEST_STAY: Mapping[str, str] = {VisaClass.B1: "stay_b1", VisaClass.ESTA: "stay_esta"}


@dataclass(frozen=True)
class PlanFacts:
    """What the conflicts of a trip are found in."""

    trip: Trip
    applicant: Applicant
    stays: Sequence[Stay]
    lead: LeadTimes
    collection: DocumentCollection
    today: datetime.date

    @property
    def dated(self) -> list[tuple[Stay, datetime.date, datetime.date]]:
        """The rotations with both dates, in order."""
        return [
            (stay, stay.starts_on, stay.ends_on)
            for stay in self.stays
            if stay.starts_on and stay.ends_on and not stay.is_off
        ]


@dataclass(frozen=True)
class Conflict:
    """One thing that does not fit. ``stay`` None: the trip as a whole. ``code`` names its kind.

    ``source``: who says so, where that is neither the applicant nor the program.
    """

    code: str
    words: str
    stay: Stay | None = None
    source: CostSource | None = None


def called_off(facts: PlanFacts) -> Iterator[Conflict]:
    """Yield the rotations whose application came to nothing."""
    for stay in facts.stays:
        if stay.is_off:
            words = f"{stay.name} is “{stay.application.get_status_display()}”. Take it out of this trip."
            yield Conflict("off", words, stay)


def overlaps(facts: PlanFacts) -> Iterator[Conflict]:
    """Yield each pair of rotations, one after the other, that share a day."""
    for (one, _, ends_on), (other, starts_on, _) in pairwise(facts.dated):
        if starts_on <= ends_on:
            words = (
                f"{one.name} ends on {day_words(ends_on)}, and {other.name} starts on {day_words(starts_on)}."
            )
            yield Conflict("overlap", f"Overlapping rotations: {words}", other)


def early_starts(facts: PlanFacts) -> Iterator[Conflict]:
    """Yield the rotations that start before anybody can be there, with the first day that works."""
    for stay in facts.stays:
        if stay.starts_on is None or stay.starts_on < facts.today or stay.is_off:
            continue
        earliest = earliest_start(facts.trip, stay, facts.lead, facts.today)
        if earliest and stay.starts_on < earliest.day:
            yield Conflict(
                "too_early",
                f"{stay.name} starts on {day_words(stay.starts_on)}, but {earliest.because}. "
                f"The earliest start is {day_words(earliest.day)}.",
                stay,
            )


def blocked_months(facts: PlanFacts) -> Iterator[Conflict]:
    """Yield the rotations that touch a month in which the program takes nobody."""
    for stay, starts_on, ends_on in facts.dated:
        closed = set(stay.record.get("blackout_months") or [])
        touched = sorted(closed & months_between(starts_on, ends_on))
        if touched:
            yield Conflict("blackout", f"{stay.name} takes nobody in {month_names(touched)}.", stay)


def months_between(first: datetime.date, last: datetime.date) -> set[int]:
    count = (last.year - first.year) * 12 + last.month - first.month
    return {(first.month - 1 + number) % 12 + 1 for number in range(min(count, 11) + 1)}


def short_visas(facts: PlanFacts) -> Iterator[Conflict]:
    """Yield the rotations that the applicant's visa does not cover to the end."""
    for stay in facts.stays:
        gap = visa_gap(stay.application, facts.applicant, facts.today) if stay.application else None
        if gap:
            yield Conflict("visa", gap.sentence, stay)


def long_stays(facts: PlanFacts) -> Iterator[Conflict]:
    """Yield that the whole trip is longer than the class usually allows."""
    rule, dated = facts.lead.get(LONGEST_STAY.get(facts.trip.visa, "")), facts.dated
    if rule is None or not dated:
        return
    days = (max(ends_on for _, _, ends_on in dated) - dated[0][1]).days + 1
    if days > rule.days:
        words = f"From the first to the last day it is {counted(days, 'day')}."
        yield Conflict(
            "long_stay", f"{words} {rule.says} Plan two trips, or ask a lawyer.", source=row_source(rule)
        )


def ending_documents(facts: PlanFacts) -> Iterator[Conflict]:
    """Yield the documents that end before or inside a rotation."""
    for stay in facts.stays:
        application = stay.application
        if application is None or is_over(application.status):
            continue
        verdicts = verdicts_of(application, facts.collection, facts.today)
        names = [
            line.label
            for line in application.checklist.all()
            if line.pk in verdicts and verdicts[line.pk].state in ENDING
        ]
        if names:
            yield Conflict("documents", f"For {stay.name} these expire too early: {', '.join(names)}.", stay)


FINDERS: tuple[Callable[[PlanFacts], Iterator[Conflict]], ...] = (
    called_off,
    overlaps,
    early_starts,
    blocked_months,
    short_visas,
    long_stays,
    ending_documents,
)


def conflicts(facts: PlanFacts) -> list[Conflict]:
    return [conflict for find in FINDERS for conflict in find(facts)]
