"""What a trip costs: proposed lines with their sources, what the applicant says of them, and sums. Pure.

Rules (docs/sources.md#cost-of-a-trip): nothing is proposed without a source; what no source prices is a line
without an amount, for the applicant to fill. A month is 30 days; a month of insurance counts whole. What the
sources disagree about counts in the high total alone.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from applicants.guides.choices import CostKind, CostPer
from applicants.guides.models import CostFigure
from applicants.guides.models.sourced import Sourced
from applicants.plans.choices import ComesBack
from applicants.plans.models import Trip, TripCost
from applicants.plans.stays import Stay
from programs.choices import FeeKind, Housing, Inclusion, RequirementLevel
from programs.formatting import day_words, money, money_range
from programs.pricing import counted_lines, fee_for, is_counted, tuition_alternatives
from programs.proof import proof_of
from programs.records import Record

DAYS_IN_MONTH = 30
YOURS = "Your estimate"
NO_FIGURE = "We know no figure with a source. Type your own estimate."
# What every trip costs and no source prices: asked once.
UNPRICED = (CostKind.FLIGHT, CostKind.HEALTH_INSURANCE, CostKind.FOOD, CostKind.TRANSPORT)
INCLUDED = {
    CostKind.HEALTH_INSURANCE: Inclusion.HEALTH_INSURANCE,
    CostKind.FOOD: Inclusion.MEALS,
    CostKind.TRANSPORT: Inclusion.TRANSPORT,
}
REFUND = {True: ComesBack.YES, False: ComesBack.NO, None: ""}


@dataclass(frozen=True)
class CostSource:
    """Who says an amount. ``url`` blank: a guide without an address. ``trust`` blank: the host itself."""

    title: str
    url: str
    dated: str
    trust: str = ""


@dataclass(frozen=True)
class CostLine:
    """One line of a trip's costs in US dollars.

    ``low`` None: no amount is known. ``high`` None beside a low: "from". ``source`` None: the applicant's own
    estimate, or no amount. ``stay`` None: paid once for the trip. ``cost``: what the applicant said of it.
    """

    code: str
    kind: CostKind
    label: str
    low: int | None = None
    high: int | None = None
    note: str = ""
    source: CostSource | None = None
    stay: Stay | None = None
    is_counted: bool = True
    comes_back: str = ""
    cost: TripCost | None = None

    @property
    def is_own(self) -> bool:
        """Whether the applicant added the line, so that it can be deleted."""
        return not self.code

    @property
    def is_estimate(self) -> bool:
        return self.source is None and self.low is not None

    @property
    def paid(self) -> int:
        return (self.cost.paid_usd or 0) if self.cost else 0

    @property
    def paid_words(self) -> str:
        return money(self.paid)

    @property
    def amount(self) -> str:
        """The amount in words; a question mark while nobody knows one."""
        return money_range(self.low, self.high) or "?"

    @property
    def fold_words(self) -> str:
        """What is behind the line: its source, or what the applicant has to fill in."""
        if self.source:
            return "Source and details"
        return "Details" if self.is_estimate else "Fill in"

    @property
    def refund_sentence(self) -> str:
        """Whether it comes back if the visa is refused."""
        if not self.comes_back:
            return "Nobody states whether it comes back if the visa is refused."
        return f"If the visa is refused: {ComesBack(self.comes_back).label.lower()}."


def digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:10]


def row_source(row: Sourced) -> CostSource:
    """Who says it, when, and how far to trust them."""
    trust = row.grade_words
    if row.caveat:
        trust = f"{trust}. {row.get_caveat_display()}"
    return CostSource(row.source_title, row.source_url, row.dated_words, trust)


def record_source(stay: Stay, path: str) -> CostSource | None:
    """The page that states a fact of the program, with its date; None: no source is known."""
    found = proof_of(stay.record, path, stay.checked_on) if stay.record.get("sources") else None
    if found is None:
        return None
    title = stay.record["sources"][found.number - 1]["title"] or found.url
    return CostSource(title, found.url, f"as of {day_words(found.day)}" if found.day else "date not known")


def fee_lines(stay: Stay) -> Iterator[CostLine]:
    """Yield the fees that the program states: those for some people only are there to be added."""
    fees: list[dict[str, Any]] = stay.record.get("fees") or []
    alternatives = tuition_alternatives(fees)
    priced, _ = counted_lines(alternatives)
    if priced and len(alternatives) > 1:
        yield alternatives_line(stay, fees, alternatives)
    for position, fee in enumerate(fees):
        ends = fee_for(fee, stay.weeks)
        if ends is None or (fee in alternatives and len(alternatives) > 1):
            continue
        whom = f"For: {fee['applies_to']}. " if fee["applies_to"] else ""
        yield CostLine(
            code=f"{stay.pk}-fee-{digest(position, fee)}",
            kind=CostKind.PROGRAM,
            label=str(FeeKind(fee["kind"]).label),
            low=ends[0],
            high=ends[1],
            note=f"{whom}{fee.get('note') or ''}".strip(),
            source=record_source(stay, f"fees.{position}"),
            stay=stay,
            is_counted=is_counted(fee) or alternatives == [fee],
            comes_back=REFUND[fee.get("refundable")],
        )


def alternatives_line(stay: Stay, fees: list[dict[str, Any]], choices: list[dict[str, Any]]) -> CostLine:
    """One line for tuition that depends on who one is: from the least to the most."""
    ends = [(fee, found) for fee in choices if (found := fee_for(fee, stay.weeks))]
    highs = [high for _, (_, high) in ends]
    words = "; ".join(f"{fee['applies_to']}: ${low:,}" for fee, (low, _) in ends)
    return CostLine(
        code=f"{stay.pk}-tuition-{digest(choices)}",
        kind=CostKind.PROGRAM,
        label="Tuition, by who you are",
        low=min(low for _, (low, _) in ends),
        high=None if None in highs else max(high or 0 for high in highs),
        note=f"{words}. Change the amount to yours.",
        source=record_source(stay, f"fees.{fees.index(choices[0])}"),
        stay=stay,
        comes_back=REFUND[choices[0].get("refundable")],
    )


def program_lines(stay: Stay) -> list[CostLine]:
    """The fees of one rotation; a line to fill where the program states none."""
    record = stay.record
    found = list(fee_lines(stay))
    if any(line.is_counted and line.low is not None for line in found) or record.get("free"):
        return found
    words = "The program states no price." if record else "Not in the catalog."
    note = f"{words} Ask the host, then type it here."
    code = f"{stay.pk}-program"
    return [CostLine(code, CostKind.PROGRAM, "Program fee", note=note, stay=stay), *found]


def rent_line(stay: Stay, figures: Iterable[CostFigure]) -> CostLine | None:
    """The rent for one rotation, by the day; None where the program gives housing, or it is remote."""
    record = stay.record
    if Inclusion.HOUSING in (record.get("included") or []) or record.get("housing") == Housing.PROVIDED:
        return None
    if record.get("delivery") == "virtual":
        return None
    code = f"{stay.pk}-rent"
    label = f"Rent in {stay.city}" if stay.city else "Rent"
    place = stay.city.casefold(), stay.state
    local = (figure for figure in figures if (figure.city.casefold(), figure.state) == place)
    figure = next((one for one in local if one.kind == CostKind.RENT and one.per == CostPer.MONTH), None)
    if figure is None:
        return CostLine(code, CostKind.RENT, label, note=NO_FIGURE, stay=stay)
    days = stay.counted_days
    low, high = (per_day(usd, days) for usd in (figure.low_usd, figure.high_usd))
    words = (
        f"{figure.label}, {days} days of ${figure.low_usd:,} to ${figure.high_usd:,} a month. {figure.note}"
    )
    return CostLine(code, CostKind.RENT, label, low, high, note=words, source=row_source(figure), stay=stay)


def per_day(usd_a_month: int | None, days: int) -> int | None:
    return None if usd_a_month is None else round(usd_a_month * days / DAYS_IN_MONTH)


def requirement_line(figure: CostFigure, stays: Sequence[Stay]) -> CostLine | None:
    """What a requirement of some rotations costs; None when no program insists on it without giving it."""
    asking = [stay for stay in stays if asks_for(stay.record, figure.requirement)]
    if not asking:
        return None
    times = 1
    if figure.per == CostPer.MONTH:
        times = sum(math.ceil((stay.counted_days) / DAYS_IN_MONTH) for stay in asking)
    names = ", ".join(stay.name for stay in asking)
    return figure_line(figure, times, f"Asked for by {names}. {figure.note}".strip())


def asks_for(record: Record, code: str) -> bool:
    """Whether a program insists on a requirement that its price does not include."""
    required = (
        line["code"]
        for line in record.get("requirements") or []
        if line["level"] == RequirementLevel.REQUIRED
    )
    return code in required and code not in (record.get("included") or [])


def figure_line(figure: CostFigure, times: int, note: str) -> CostLine:
    high = None if figure.high_usd is None else figure.high_usd * times
    return CostLine(
        code=figure.code,
        kind=CostKind(figure.kind),
        label=figure.label,
        low=0 if figure.may_not_apply else figure.low_usd * times,
        high=high,
        note=note,
        source=row_source(figure),
    )


def trip_lines(trip: Trip, stays: Sequence[Stay], figures: Iterable[CostFigure]) -> Iterator[CostLine]:
    """Yield what is paid once: visa fees of the class, what the programs ask for, and what nobody prices."""
    for figure in figures:
        if trip.visa in figure.visas:
            yield figure_line(figure, 1, figure.note)
        elif figure.requirement and (line := requirement_line(figure, stays)):
            yield line
    for kind in UNPRICED:
        if not stays or not all(INCLUDED.get(kind) in (stay.record.get("included") or []) for stay in stays):
            yield CostLine(kind.value, kind, str(kind.label), note=NO_FIGURE)


def proposed_lines(trip: Trip, stays: Sequence[Stay], figures: Sequence[CostFigure]) -> list[CostLine]:
    """Every line that the portal proposes, rotation by rotation, then what is paid once."""
    found: list[CostLine] = []
    for stay in stays:
        rent = rent_line(stay, figures)
        found += [*program_lines(stay), *([rent] if rent else [])]
    return [*found, *trip_lines(trip, stays, figures)]


def with_cost(line: CostLine, cost: TripCost) -> CostLine:
    """A proposed line with what the applicant says of it."""
    line = replace(line, cost=cost, is_counted=cost.is_counted, comes_back=cost.comes_back or line.comes_back)
    if cost.low_usd is None:
        return line
    high = cost.low_usd if cost.high_usd is None else cost.high_usd
    return replace(line, low=cost.low_usd, high=high, source=None)


def own_line(cost: TripCost, stays: Mapping[int | None, Stay]) -> CostLine:
    line = CostLine("", CostKind(cost.kind), cost.label, stay=stays.get(cost.rotation_id))
    return with_cost(line, cost)


def cost_lines(
    trip: Trip, stays: Sequence[Stay], figures: Sequence[CostFigure], costs: Iterable[TripCost]
) -> list[CostLine]:
    """All lines of a trip: the proposed ones as the applicant changed them, and their own."""
    costs = list(costs)
    said = {cost.code: cost for cost in costs if cost.code}
    proposed = proposed_lines(trip, stays, figures)
    by_pk: dict[int | None, Stay] = {stay.pk: stay for stay in stays}
    return [
        *(with_cost(line, said[line.code]) if line.code in said else line for line in proposed),
        *(own_line(cost, by_pk) for cost in costs if not cost.code),
    ]
