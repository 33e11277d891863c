"""The picture of a trip: months from left to right, a bar for each rotation. Pure."""

import calendar
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from applicants.plans.stays import Stay

MONTH_WIDTH, ROW_HEIGHT, TOP = 64, 26, 24
FEWEST_MONTHS = 12


@dataclass(frozen=True)
class PictureMark:
    """Something at a place of the picture, in its own units."""

    x: float
    label: str
    width: float = 0
    y: float = 0


@dataclass(frozen=True)
class Picture:
    """A picture of at least twelve months. ``today`` None: today is outside of it.

    ``troubled``: the bars that something speaks against. ``due``: the days until which the host or an office
    wants something for a rotation. ``visa`` None: it is not known how long the visa holds.
    """

    width: int
    height: int
    months: Sequence[PictureMark]
    bars: Sequence[PictureMark]
    troubled: Sequence[PictureMark]
    closed: Sequence[PictureMark]
    due: Sequence[PictureMark]
    visa: PictureMark | None
    today: float | None


@dataclass(frozen=True)
class PictureFacts:
    """What a picture shows beside the bars: by the number of a rotation, and of the whole trip."""

    troubled: frozenset[int] = frozenset()
    due: Mapping[int, Sequence[datetime.date]] = field(default_factory=dict)
    visa_until: datetime.date | None = None


NO_FACTS = PictureFacts()


@dataclass(frozen=True)
class Months:
    """A row of months from the first one on."""

    year: int
    month: int
    count: int

    def at(self, number: int) -> tuple[int, int]:
        """Year and month of the one with a number, counted from 0."""
        index = self.year * 12 + self.month - 1 + number
        return index // 12, index % 12 + 1

    def place(self, day: datetime.date) -> float:
        """Where a day stands, in the picture's units."""
        number = (day.year - self.year) * 12 + day.month - self.month
        length = calendar.monthrange(day.year, day.month)[1]
        return round((number + (day.day - 1) / length) * MONTH_WIDTH, 1)

    def span(self, first: datetime.date, last: datetime.date) -> tuple[float, float]:
        """Where a stretch begins and how wide it is, both days counted."""
        begin = self.place(first)
        return begin, round(max(self.place(last + datetime.timedelta(days=1)) - begin, 2), 1)


def months_of(stays: Sequence[Stay], today: datetime.date) -> Months | None:
    """The months of a trip, twelve at least; None while no rotation has both dates."""
    days = [day for stay in stays if stay.days for day in (stay.starts_on, stay.ends_on) if day]
    if not days:
        return None
    first = min(*days, today) if min(days) > today else min(days)
    last = max(days)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return Months(first.year, first.month, max(FEWEST_MONTHS, count))


def visa_bar(months: Months, until: datetime.date | None, today: datetime.date, y: int) -> PictureMark | None:
    """From today to the visa's last day, as far as the picture goes; None: not known, or over."""
    first = max(today, datetime.date(months.year, months.month, 1))
    if until is None or until < first:
        return None
    x, width = months.span(first, until)
    end = months.count * MONTH_WIDTH
    return PictureMark(x, "Visa", min(width, end - x), y) if x < end else None


def picture_of(stays: Sequence[Stay], today: datetime.date, facts: PictureFacts = NO_FACTS) -> Picture | None:
    """Draw the dated rotations of a trip; None without any."""
    months = months_of(stays, today)
    if months is None:
        return None
    dated = [(stay, stay.starts_on, stay.ends_on) for stay in stays if stay.starts_on and stay.ends_on]
    bars, closed, due = [], [], []
    whole = months.count * MONTH_WIDTH
    for row, (stay, first, last) in enumerate(dated):
        y = TOP + row * ROW_HEIGHT
        x, width = months.span(first, last)
        bars.append(PictureMark(x, stay.name, width, y))
        blocked = set(stay.record.get("blackout_months") or [])
        closed += [
            PictureMark(number * MONTH_WIDTH, "", MONTH_WIDTH, y)
            for number in range(months.count)
            if months.at(number)[1] in blocked
        ]
        places = (months.place(day) for day in facts.due.get(stay.pk, ()))
        due += [PictureMark(place, "", 0, y) for place in places if 0 <= place <= whole]
    visa = visa_bar(months, facts.visa_until, today, TOP + len(dated) * ROW_HEIGHT)
    here = months.place(today)
    return Picture(
        width=whole,
        height=TOP + (len(dated) + bool(visa)) * ROW_HEIGHT + 4,
        months=[
            PictureMark(number * MONTH_WIDTH, month_label(*months.at(number)))
            for number in range(months.count)
        ],
        bars=bars,
        troubled=[bar for bar, (stay, _, _) in zip(bars, dated, strict=True) if stay.pk in facts.troubled],
        closed=closed,
        due=due,
        visa=visa,
        today=here if 0 <= here <= whole else None,
    )


def month_label(year: int, month: int) -> str:
    """A month in short, January with its year."""
    name = calendar.month_abbr[month]
    return f"{name} {year}" if month == 1 else name
