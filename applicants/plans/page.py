"""What the pages of trips show. Pure."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from applicants.eligibility.program_answer import ProgramAnswer
from applicants.plans.cheaper import CheaperProgram
from applicants.plans.conflicts import Conflict
from applicants.plans.costs import CostLine
from applicants.plans.data import TripData
from applicants.plans.models import Trip
from applicants.plans.picture import Picture, PictureFacts, picture_of
from applicants.plans.stays import Stay
from applicants.plans.steps import APPLY, PlanStep
from applicants.plans.sums import CostSum, RefundSum, refunds
from applicants.profile.models import Applicant
from programs.formatting import counted, day_words, length_words, money, money_range

NEXT_STEPS = 4


@dataclass(frozen=True)
class StayRow:
    """One rotation of the list. ``answer`` None: not in the catalog. ``gap``: the free days before it."""

    stay: Stay
    answer: ProgramAnswer | None
    gap: str

    @property
    def days(self) -> str:
        """Its days in words."""
        return stay_days(self.stay)


@dataclass(frozen=True)
class CostGroup:
    """Lines under one heading: a rotation's, or what is paid once for the trip."""

    title: str
    counted: Sequence[CostLine]
    others: Sequence[CostLine]

    @property
    def words(self) -> str:
        """What the lines that count add up to."""
        low = sum(line.low or 0 for line in self.counted)
        high = sum((line.low or 0) if line.high is None else line.high for line in self.counted)
        return money_range(low, high) or ""


@dataclass(frozen=True)
class TripPage:
    """One trip: what fits and what does not, its rotations, what is next, and what it costs."""

    trip: Trip
    when: str
    conflicts: Sequence[Conflict]
    picture: Picture | None
    rows: Sequence[StayRow]
    steps: Sequence[PlanStep]
    groups: Sequence[CostGroup]
    sums: CostSum
    refunds: RefundSum
    budget: Sequence[str]
    cheaper: Sequence[CheaperProgram]

    @property
    def next_steps(self) -> list[PlanStep]:
        """The first of what is still to do and has a day; of one thing for several rotations the first."""
        open_steps = (step for step in self.steps if step.by and not step.is_done)
        by_title: dict[str, PlanStep] = {}
        for step in open_steps:
            by_title.setdefault(step.title if step.title != APPLY else step.code, step)
        return list(by_title.values())[:NEXT_STEPS]


@dataclass(frozen=True)
class StepGroup:
    """The steps of one rotation, or of the whole trip."""

    title: str
    steps: Sequence[PlanStep]

    @property
    def count(self) -> str:
        """How many of them are done."""
        return f"{sum(step.is_done for step in self.steps)} of {len(self.steps)} done"


def step_groups(data: TripData) -> list[StepGroup]:
    """The steps of the trip, then of each rotation in order."""
    by_owner: dict[int | None, list[PlanStep]] = {None: [], **{stay.pk: [] for stay in data.stays}}
    for step in data.steps():
        by_owner[step.stay.pk if step.stay else None].append(step)
    titles: dict[int | None, str] = {stay.pk: stay.name for stay in data.stays}
    titles[None] = "The trip"
    return [StepGroup(titles[pk], steps) for pk, steps in by_owner.items() if steps]


def stay_days(stay: Stay) -> str:
    """The days of a rotation in words, and how long it is."""
    if stay.starts_on is None:
        return "No dates yet; counted as four weeks"
    if stay.ends_on is None:
        return f"From {day_words(stay.starts_on)}, no last day yet; counted as four weeks"
    return f"{day_words(stay.starts_on)} to {day_words(stay.ends_on)}, {length_words(stay.weeks)}"


def trip_when(stays: Sequence[Stay]) -> str:
    """From when to when a trip goes, in words."""
    days = [day for stay in stays if not stay.is_off for day in (stay.starts_on, stay.ends_on) if day]
    if not days:
        return "No dates yet"
    weeks = sum(stay.weeks for stay in stays if not stay.is_off)
    count = counted(len([stay for stay in stays if not stay.is_off]), "rotation")
    return f"{day_words(min(days))} to {day_words(max(days))}: {count}, {length_words(weeks)}"


def gap_words(before: Stay | None, stay: Stay) -> str:
    """How many days are free between two rotations; blank for none, or while a date is missing."""
    if before is None or before.ends_on is None or stay.starts_on is None:
        return ""
    days = (stay.starts_on - before.ends_on).days - 1
    return f"{counted(days, 'day')} free before it" if days > 0 else ""


def stay_rows(stays: Sequence[Stay], answers: Mapping[int, ProgramAnswer]) -> list[StayRow]:
    befores = [None, *stays]
    return [
        StayRow(
            stay,
            answers.get(stay.application.program_id) if stay.application else None,
            gap_words(before, stay),
        )
        for before, stay in zip(befores, stays, strict=False)
    ]


def cost_groups(stays: Sequence[Stay], lines: Sequence[CostLine]) -> list[CostGroup]:
    """The lines of each rotation, then those of the trip."""
    by_owner: dict[int | None, list[CostLine]] = {stay.pk: [] for stay in stays if not stay.is_off}
    for line in lines:
        by_owner.setdefault(line.stay.pk if line.stay else None, []).append(line)
    titles = {stay.pk: stay.name for stay in stays}
    return [
        CostGroup(
            "Once for the trip" if pk is None else titles[pk],
            [line for line in group if line.is_counted],
            [line for line in group if not line.is_counted],
        )
        for pk, group in by_owner.items()
    ]


def budget_words(data: TripData, sums: CostSum) -> list[str]:
    """The costs against the applicant's budget and what they can show a consulate."""
    found = []
    trip, profile = data.trip, data.applicant.budget_usd
    budget, whose = trip.budget_usd, "your budget for the trip"
    if budget is None and profile is not None:
        budget, whose = round(profile * sums.weeks / 4), "the budget in your profile, for these weeks"
    if budget is not None:
        found.append(against(sums, budget, whose))
    if trip.funds_usd is not None:
        found.append(against(sums, trip.funds_usd, "what you can show as proof of funds"))
    return found


def against(sums: CostSum, usd: int, whose: str) -> str:
    if sums.low > usd:
        return f"At least {money(sums.low - usd)} more than {whose} ({money(usd)})."
    if sums.high > usd:
        return f"It can be up to {money(sums.high - usd)} more than {whose} ({money(usd)})."
    return f"Within {whose} ({money(usd)})."


def picture_facts(applicant: Applicant, steps: Iterable[PlanStep], found: Iterable[Conflict]) -> PictureFacts:
    """What the picture shows beside the bars: firm steps that are still to do, conflicts, and the visa."""
    due: dict[int, list[datetime.date]] = {}
    for step in steps:
        if step.stay and step.by and step.is_firm and not step.is_done:
            due.setdefault(step.stay.pk, []).append(step.by)
    troubled = frozenset(conflict.stay.pk for conflict in found if conflict.stay)
    return PictureFacts(troubled, due, applicant.visa_expires_on)


def trip_page(
    data: TripData, answers: Mapping[int, ProgramAnswer], cheaper: Sequence[CheaperProgram]
) -> TripPage:
    lines, steps, found = data.lines(), data.steps(), data.conflicts()
    sums = data.cost_sum(lines)
    going = [stay for stay in data.stays if not stay.is_off]
    return TripPage(
        trip=data.trip,
        when=trip_when(data.stays),
        conflicts=found,
        picture=picture_of(going, data.today, picture_facts(data.applicant, steps, found)),
        rows=stay_rows(data.stays, answers),
        steps=steps,
        groups=cost_groups(data.stays, lines),
        sums=sums,
        refunds=refunds(lines),
        budget=budget_words(data, sums),
        cheaper=cheaper,
    )


@dataclass(frozen=True)
class TripSummary:
    """One trip beside the others."""

    trip: Trip
    when: str
    sums: CostSum
    conflicts: Sequence[Conflict]
    names: Sequence[str]


def trip_summary(data: TripData) -> TripSummary:
    sums = data.cost_sum(data.lines())
    names = [stay.name for stay in data.stays]
    return TripSummary(data.trip, trip_when(data.stays), sums, data.conflicts(), names)
