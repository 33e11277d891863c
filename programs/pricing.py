"""What four weeks, or any number of weeks, cost, computed from a program's fee lines.

Rules (docs/sources.md#four-week-price):
once and course count once; a day × 20 working days; a week × 4; two weeks × 2; a month is
taken as four weeks; a year cannot be compared. The price is the sum of the lines that the usual
applicant must pay, a range when a line is one, unknown when no tuition is stated.

A line counts by its kind unless its record says otherwise ("counted"). Lines for some applicants
only ("applies_to") are left out, except that when all tuition is such, the lines are alternatives
and give the range from the lowest to the highest.
"""

import math
from dataclasses import dataclass, field
from typing import Any

from programs.choices import FeeBasis, FeeKind

FOUR_WEEK_FACTORS = {
    FeeBasis.ONCE: 1,
    FeeBasis.COURSE: 1,
    FeeBasis.DAY: 20,
    FeeBasis.WEEK: 4,
    FeeBasis.TWO_WEEKS: 2,
    FeeBasis.FOUR_WEEKS: 1,
    FeeBasis.MONTH: 1,
}
PAID_ONCE = frozenset({FeeBasis.ONCE, FeeBasis.COURSE})
# A deposit is usually credited to tuition; insurance, housing and "other" are often optional.
COUNTED_KINDS = frozenset(
    {
        FeeKind.TUITION,
        FeeKind.APPLICATION,
        FeeKind.ADMINISTRATION,
        FeeKind.REGISTRATION,
        FeeKind.BACKGROUND_CHECK,
    }
)
FeeLine = dict[str, Any]


@dataclass(frozen=True)
class CountedLine:
    """A fee line in the price: what four weeks of it cost. ``high`` None: no upper end is stated."""

    fee: FeeLine
    low: int
    high: int | None


@dataclass(frozen=True)
class FourWeekPrice:
    """US dollars for four weeks. ``low`` None: unknown. ``high`` None beside a low: "from"."""

    low: int | None
    high: int | None
    lines: list[CountedLine] = field(default_factory=list)
    alternatives: bool = False

    @property
    def is_known(self) -> bool:
        return self.low is not None


UNKNOWN_PRICE = FourWeekPrice(None, None)
NO_FEE = FourWeekPrice(0, 0)


def units(basis: Any, weeks: float) -> int | None:
    """How many times a fee of this basis is paid for a stay; begun ones count whole. None: it can't be told.

    A week is five days in the hospital; a month is four weeks.
    """
    in_four_weeks = FOUR_WEEK_FACTORS.get(basis)
    if in_four_weeks is None or basis in PAID_ONCE:
        return in_four_weeks
    return max(1, math.ceil(in_four_weeks * weeks / 4))


def fee_for(fee: FeeLine, weeks: float) -> tuple[int, int | None] | None:
    """The low and high end of one line for a stay; None when the amount or basis gives none."""
    factor = units(fee["basis"], weeks)
    low, high = fee["amount_min"], fee["amount_max"]
    if factor is None or (low is None and high is None):
        return None
    return (low or 0) * factor, None if high is None else high * factor


def four_weeks_of(fee: FeeLine) -> tuple[int, int | None] | None:
    """The low and high end of four weeks of one line; None when the amount or basis gives none."""
    return fee_for(fee, 4)


def is_counted(fee: FeeLine) -> bool:
    if fee.get("counted") is not None:
        return bool(fee["counted"])
    return fee["kind"] in COUNTED_KINDS and not fee["applies_to"]


def tuition_alternatives(fees: list[FeeLine]) -> list[FeeLine]:
    """The tuition lines for some applicants only, when no tuition is for everybody."""
    tuition = [fee for fee in fees if fee["kind"] == FeeKind.TUITION and fee.get("counted") is not False]
    return [] if any(is_counted(fee) for fee in tuition) else tuition


def counted_lines(fees: list[FeeLine]) -> tuple[list[CountedLine], bool]:
    """The lines with a four-week amount, and whether a line has an amount nobody states."""
    ends = [(fee, four_weeks_of(fee)) for fee in fees]
    known = [CountedLine(fee, *pair) for fee, pair in ends if pair]
    return known, len(known) < len(fees)


def four_week_price(fees: list[FeeLine], *, is_free: bool | None) -> FourWeekPrice:
    lines, is_open_ended = counted_lines([fee for fee in fees if is_counted(fee)])
    choices, _ = counted_lines(tuition_alternatives(fees))
    if is_free and not lines:
        return NO_FEE
    if not choices and not any(line.fee["kind"] == FeeKind.TUITION for line in lines):
        return UNKNOWN_PRICE
    low = sum(line.low for line in lines) + min((line.low for line in choices), default=0)
    highs = [line.high for line in [*lines, *choices]]
    if is_open_ended or None in highs:
        return FourWeekPrice(low, None, [*lines, *choices], bool(choices))
    high = sum(line.high or 0 for line in lines) + max((line.high or 0 for line in choices), default=0)
    return FourWeekPrice(low, high, [*lines, *choices], bool(choices))
