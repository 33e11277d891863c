"""What must be done by when so that a trip works, counted back from each first day. Pure.

Rules (docs/sources.md#days-of-a-trip): a day is counted back only where a source gives the time. The
applicant can move each day, and it stays moved. What is late says what it delays.
"""

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from applicants.guides.choices import Grade, VisaClass
from applicants.guides.models import ArrivalStep, LeadTime
from applicants.plans.costs import CostSource, record_source, row_source
from applicants.plans.models import Trip, TripDay
from applicants.plans.stays import Stay
from programs.formatting import counted, day_words

WITH_INTERVIEW = frozenset({VisaClass.B1, VisaClass.J1, VisaClass.F1})
DAYS_IN_WEEK = 7
FIRST_DAY = 0
APPLY = "Apply"
# The codes of the visa guide's rows that give a time, and where pages say so.
HOST_LETTER, SCREENING = "host_letter", "screening"


LeadTimes = Mapping[str, LeadTime]


@dataclass(frozen=True)
class PlanStep:
    """One thing to do. ``by`` None: no source names a day. ``stay`` None: it is for the whole trip.

    ``is_firm``: a host or an office asks for it; else somebody recommends it. ``delays`` says what cannot
    happen in time if it is late; blank: nothing follows from it.
    """

    code: str
    title: str
    by: datetime.date | None
    text: str
    today: datetime.date
    stay: Stay | None = None
    source: CostSource | None = None
    delays: str = ""
    done_on: datetime.date | None = None
    is_done: bool = False
    is_moved: bool = False
    trip: Trip | None = None
    is_firm: bool = True

    @property
    def is_late(self) -> bool:
        return not self.is_done and self.by is not None and self.by < self.today


def days_before(day: datetime.date, days: int) -> datetime.date:
    return day - datetime.timedelta(days=days)


def notice_days(stay: Stay) -> int | None:
    """How many days before the start the program wants the application; None: not stated."""
    weeks = stay.record.get("lead_time_weeks")
    return math.ceil(weeks * DAYS_IN_WEEK) if weeks else None


def is_sent(stay: Stay) -> bool:
    return stay.application is not None and not stay.application.is_unsent


def notice_steps(stays: Sequence[Stay], today: datetime.date) -> Iterator[PlanStep]:
    """Yield by when each program wants the application."""
    for stay in stays:
        days = notice_days(stay)
        if days is None or stay.starts_on is None:
            continue
        yield PlanStep(
            code=f"{stay.pk}-notice",
            title=APPLY,
            by=days_before(stay.starts_on, days),
            text=f"The program wants {counted(days // DAYS_IN_WEEK, 'week')} of notice.",
            today=today,
            stay=stay,
            source=record_source(stay, "lead_time_weeks"),
            delays="The host may not take you for these dates.",
            is_done=is_sent(stay),
        )


def visa_steps(trip: Trip, first: datetime.date, lead: LeadTimes, today: datetime.date) -> Iterator[PlanStep]:
    """Yield the days on the way to a visa for a trip that begins on ``first``."""
    if trip.visa not in WITH_INTERVIEW or SCREENING not in lead:
        return
    screening, is_issued = lead[SCREENING], trip.visa_issued_on is not None
    interview_by = days_before(first, screening.days)
    delays = f"The visa may come after {day_words(first)}."
    is_booked = is_issued or trip.visa_interview_on is not None
    if trip.visa_wait_days is not None:
        book_by = days_before(interview_by, trip.visa_wait_days)
        if HOST_LETTER in lead:
            letter = lead[HOST_LETTER]
            text = f"Hosts need {counted(letter.days, 'day')} for it, and you need it for the interview."
            by = days_before(book_by, letter.days)
            title = "Ask the host for the letter of invitation"
            step = PlanStep("visa-letter", title, by, text, today, source=row_source(letter), delays=delays)
            yield replace(step, is_done=is_booked)
        text = f"You typed that people wait {counted(trip.visa_wait_days, 'day')} for an interview."
        yield PlanStep(
            "visa-book", "Book the visa interview", book_by, text, today, is_done=is_booked, delays=delays
        )
    text = f"Extra screening after it can take {counted(screening.days, 'day')}."
    step = PlanStep(
        "visa-interview", "Go to the visa interview", interview_by, text, today, source=row_source(screening)
    )
    yield replace(step, is_done=is_issued, delays=delays)


def arrival_steps(
    stays: Sequence[Stay], rows: Sequence[ArrivalStep], today: datetime.date
) -> Iterator[PlanStep]:
    """Yield what to do before each rotation; a row for the whole trip comes before the first one alone."""
    for place, stay in enumerate(stays):
        for row in rows:
            if row.days_before == FIRST_DAY or (row.is_once and place):
                continue
            by = None
            if row.days_before is not None and stay.starts_on is not None:
                by = days_before(stay.starts_on, row.days_before)
            yield PlanStep(
                code=f"{stay.pk}-{row.code}",
                title=row.title,
                by=by,
                text=row.text,
                today=today,
                stay=stay,
                is_firm=row.grade != Grade.OTHER,
                source=row_source(row),
            )


def with_day(step: PlanStep, day: TripDay | None) -> PlanStep:
    """A step with what the applicant says of it: another day, or that it is done."""
    if day is None:
        return step
    is_done = step.is_done or day.done_on is not None
    by = day.day or step.by
    return replace(step, by=by, is_moved=day.day is not None, done_on=day.done_on, is_done=is_done)


def plan_steps(
    trip: Trip,
    stays: Sequence[Stay],
    rows: Sequence[ArrivalStep],
    lead: LeadTimes,
    today: datetime.date,
) -> list[PlanStep]:
    """Every step of a trip, the first day first, those without a day at the end."""
    stays = [stay for stay in stays if not stay.is_off]
    first = first_day(stays)
    steps = [
        *notice_steps(stays, today),
        *(visa_steps(trip, first, lead, today) if first else ()),
        *arrival_steps(stays, rows, today),
    ]
    said = {day.code: day for day in trip.days.all()}
    moved = [replace(with_day(step, said.get(step.code)), trip=trip) for step in steps]
    return sorted(moved, key=lambda step: (step.by is None, step.by or step.today))


def first_day(stays: Iterable[Stay]) -> datetime.date | None:
    return min((stay.starts_on for stay in stays if stay.starts_on), default=None)


@dataclass(frozen=True)
class EarliestStart:
    """The first day on which a rotation can begin, and why not before."""

    day: datetime.date
    because: str


def earliest_start(trip: Trip, stay: Stay, lead: LeadTimes, today: datetime.date) -> EarliestStart | None:
    """The first day that can still be met; None when nothing that we know of stands in the way."""
    found = [*notice_limit(stay, today), *visa_limit(trip, lead, today)]
    return max(found, key=lambda one: one.day, default=None)


def notice_limit(stay: Stay, today: datetime.date) -> Iterator[EarliestStart]:
    days = notice_days(stay)
    if days is not None and not is_sent(stay):
        weeks = counted(days // DAYS_IN_WEEK, "week")
        yield EarliestStart(today + datetime.timedelta(days=days), f"the program wants {weeks} of notice")


def visa_limit(trip: Trip, lead: LeadTimes, today: datetime.date) -> Iterator[EarliestStart]:
    """Yield when the visa can be there at the earliest, as far as the applicant has said."""
    if trip.visa not in WITH_INTERVIEW or trip.visa_issued_on is not None or SCREENING not in lead:
        return
    screening = lead[SCREENING].days
    after = f"and extra screening can take {counted(screening, 'day')}"
    if trip.visa_interview_on is not None:
        day = max(trip.visa_interview_on, today) + datetime.timedelta(days=screening)
        yield EarliestStart(day, f"your visa interview is on {day_words(trip.visa_interview_on)}, {after}")
    elif trip.visa_wait_days is not None:
        day = today + datetime.timedelta(days=trip.visa_wait_days + screening)
        yield EarliestStart(
            day, f"people wait {counted(trip.visa_wait_days, 'day')} for a visa interview, {after}"
        )
