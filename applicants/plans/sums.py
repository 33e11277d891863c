"""What the lines of a trip add up to. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from applicants.plans.choices import ComesBack
from applicants.plans.costs import CostLine
from programs.formatting import money


@dataclass(frozen=True)
class CostSum:
    """The sums of a trip in US dollars, low and high.

    ``is_open``: some line says "from", so that ``high`` is no upper end. ``missing``: what has no amount yet,
    and is in no sum. ``paid`` counts payments of the applications and of the trip's own lines.
    """

    low: int
    high: int
    is_open: bool
    missing: tuple[str, ...]
    paid: int
    weeks: float

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The sums in words: total, by week, paid, still to pay, and what is in none of them."""
        ends = self.low, self.high
        or_more = ", or more: some prices are only “from”" if self.is_open else ""
        rows = [("Total", f"{words_of(*ends)}{or_more}")]
        if self.weeks:
            rows.append(("Per week", words_of(*(round(end / self.weeks) for end in ends))))
        if self.paid:
            due = words_of(*(max(0, end - self.paid) for end in ends))
            rows += [("Paid", money(self.paid)), ("Still to pay", due)]
        if self.missing:
            rows.append(("Not included yet", ", ".join(self.missing)))
        return rows


def words_of(low: int, high: int) -> str:
    return money(low) if low == high else f"{money(low)} to {money(high)}"


def add_up(lines: Iterable[CostLine], weeks: float, paid_on_applications: int = 0) -> CostSum:
    """Add up what counts. A line without an upper end counts with its low one."""
    counted = [line for line in lines if line.is_counted]
    priced = [line for line in counted if line.low is not None]
    return CostSum(
        low=sum(line.low or 0 for line in priced),
        high=sum((line.low or 0) if line.high is None else line.high for line in priced),
        is_open=any(line.high is None for line in priced),
        missing=tuple(dict.fromkeys(line.label for line in counted if line.low is None)),
        paid=paid_on_applications + sum(line.paid for line in counted),
        weeks=weeks,
    )


@dataclass(frozen=True)
class RefundSum:
    """What comes back if the visa is refused, what does not, and what nobody states: the low amounts."""

    back: int
    partly: int
    lost: int
    not_stated: int

    @property
    def sentence(self) -> str:
        """The four sums in one sentence."""
        partly = f", {money(self.partly)} in part" if self.partly else ""
        return (
            f"If the visa is refused: {money(self.back)} is refundable{partly}, {money(self.lost)} is not. "
            f"For {money(self.not_stated)} we don’t know."
        )


def refunds(lines: Iterable[CostLine]) -> RefundSum:
    """Sum up the lines that count by whether they come back."""
    sums = dict.fromkeys(("", *ComesBack.values), 0)
    for line in lines:
        if line.is_counted:
            sums[line.comes_back] += line.low or 0
    return RefundSum(sums[ComesBack.YES], sums[ComesBack.PARTLY], sums[ComesBack.NO], sums[""])
