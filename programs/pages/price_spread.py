"""Where a program's price stands among comparable ones: docs/sources.md#spread-of-prices."""

from dataclasses import dataclass

from programs import formatting
from programs.choices import ProgramType
from programs.pricing import FourWeekPrice
from programs.records import Record
from programs.search import Catalog, PriceSpread, ProgramSet

ANY_SPECIALTY = "*"
# What is not called by its type's name with an "s".
PLURALS = {ProgramType.RESEARCH: "research programs"}
# A few high prices would press all others into a corner: the picture goes on so many times the width of the
# half above it.
WIDEST = 2
# Beyond these places, in percent, the words at the program's mark end or begin there.
NEAR_THE_EDGES = (20, 80)


@dataclass(frozen=True)
class SpreadPicture:
    """A scale of prices: each number is a place from 0 (at ``start_words``) to 100 (at ``end_words``).

    ``own`` is the program's price. ``anchor`` says which end of the words stands at its mark.
    """

    low: float
    width: float
    middle: float
    highest: float
    own: float
    anchor: str
    start_words: str
    end_words: str


@dataclass(frozen=True)
class ComparedPrice:
    """A program's price among comparable ones; ``picture`` is None when the price is not known."""

    own_words: str
    sentence: str
    picture: SpreadPicture | None


def compared_price(record: Record, price: FourWeekPrice, catalog: Catalog) -> ComparedPrice | None:
    """Compare a program's price with similar ones; None if too few of them state a price."""
    for programs, noun in comparable_programs(record, catalog):
        if spread := catalog.prices(programs):
            half = half_words(spread, noun)
            if price.low is None:
                known = formatting.known_price_words(price, record["fees"])
                return ComparedPrice(known or "No price listed", half, None)
            own = (
                "Free"
                if price.low == price.high == 0
                else f"{formatting.four_week_price_words(price)} for 4 weeks"
            )
            lower = lower_words(len(programs & catalog.option("price_max", str(price.low - 1))), spread.count)
            return ComparedPrice(own, f"{half} {lower}", picture(spread, price.low))
    return None


def comparable_programs(record: Record, catalog: Catalog) -> list[tuple[ProgramSet, str]]:
    """The open programs of its type that name its specialties, then all of its type."""
    kind = ProgramType(record["type"])
    noun = PLURALS.get(kind, f"{kind.label.lower()}s")
    of_type = catalog.listed & catalog.option("type", kind.value)
    if record["any_specialty"] or not record["specialties"]:
        return [(of_type, noun)]
    named = catalog.nothing
    for name in record["specialties"]:
        named |= catalog.option("specialty", name)
    where = record["specialties"][0] if len(record["specialties"]) == 1 else "its specialties"
    naming = of_type & named - catalog.option("specialty", ANY_SPECIALTY)
    return [(naming, f"{noun} in {where}"), (of_type, noun)]


def half_words(spread: PriceSpread, noun: str) -> str:
    """What half of them charge, for four weeks."""
    them = f"alf of the {spread.count} {noun} that state a price"
    if spread.low < spread.high:
        low, high = formatting.money(spread.low), formatting.money(spread.high)
        return f"H{them} charge between {low} and {high} for four weeks."
    charge = f"charge {formatting.money(spread.low)} for four weeks" if spread.low else "are free"
    return f"At least h{them} {charge}."


def lower_words(lower: int, count: int) -> str:
    return f"{f'{lower} of the {count} cost' if lower else 'None of them costs'} less than this one."


def picture(spread: PriceSpread, own: int) -> SpreadPicture:
    fence = spread.high + WIDEST * max(spread.high - spread.low, 1)
    end = max(min(spread.highest, fence), own, 1)

    def place(dollars: int) -> float:
        return round(100 * min(dollars, end) / end, 1)

    left, right = NEAR_THE_EDGES
    anchor = "start" if place(own) < left else "end" if place(own) > right else "middle"
    return SpreadPicture(
        low=place(spread.low),
        width=max(1, round(place(spread.high) - place(spread.low), 1)),
        middle=place(spread.middle),
        highest=place(spread.highest),
        own=place(own),
        anchor=anchor,
        start_words=formatting.money(0),
        end_words=f"{formatting.money(end)}{' and more' if spread.highest > end else ''}",
    )
