"""Where a program's price stands: only stated prices of comparable open programs, in words and a picture."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.choices import HIDDEN_INTAKES
from programs.formatting import known_price_words
from programs.pages.price_spread import compared_price, half_words, lower_words, picture
from programs.pricing import NO_FEE, UNKNOWN_PRICE, FourWeekPrice, four_week_price
from programs.search import FEWEST_PRICES, Catalog, PriceSpread
from tests.programs.search.records import parents_of_specialties

pytestmark = pytest.mark.django_db  # the words of the filters are read from it
Record = dict[str, Any]
PARENTS = parents_of_specialties()
PRICES = st.lists(st.integers(0, 30_000), min_size=8, max_size=40).map(sorted)


def price_of(record: Record) -> FourWeekPrice:
    return four_week_price(record["fees"], is_free=record["free"])


def names_of(record: Record) -> set[str | None]:
    """Return its specialties and those that they are part of."""
    return {*record["specialties"], *(PARENTS.get(name) for name in record["specialties"])}


def comparable(record: Record, records: list[Record]) -> list[int]:
    """Restate the rule: the stated prices of open programs of its type and specialties, else of its type."""
    of_type = [r for r in records if r["type"] == record["type"] and r["intake"] not in HIDDEN_INTAKES]
    own = set() if record["any_specialty"] else set(record["specialties"])
    naming = [r for r in of_type if own & names_of(r) and not r["any_specialty"]]
    for group in (naming, of_type):
        prices = [price for r in group if (price := price_of(r).low) is not None]
        if len(prices) >= FEWEST_PRICES:
            return prices
    return []


def test_every_shipped_program_is_compared_with_stated_prices_alone(
    catalog: Catalog, records: list[Record]
) -> None:
    compared = [compared_price(record, price_of(record), catalog) for record in records]
    prices = [comparable(record, records) for record in records]
    assert [found is not None for found in compared] == [bool(group) for group in prices]
    assert sum(found is not None for found in compared) > len(records) / 2
    for record, found, group in zip(records, compared, prices, strict=True):
        own = price_of(record).low
        if found is None:
            continue
        assert f"alf of the {len(group)} " in found.sentence
        assert (found.picture is None) == (own is None)
        assert own is not None or found.own_words == (
            known_price_words(price_of(record), record["fees"]) or "No price listed"
        )
        if own is not None:
            lower = sum(price < own for price in group)
            assert found.sentence.endswith(lower_words(lower, len(group)))


def spread_of(prices: list[int]) -> PriceSpread:
    quarter = len(prices) // 4
    middle = len(prices) // 2
    return PriceSpread(len(prices), prices[0], prices[quarter], prices[middle], prices[-quarter], prices[-1])


@given(prices=PRICES, own=st.integers(0, 30_000))
def test_everything_stands_within_the_picture_and_in_order(prices: list[int], own: int) -> None:
    shown = picture(spread_of(prices), own)
    assert all(0 <= place <= 100 for place in (shown.low, shown.middle, shown.highest, shown.own))
    assert shown.low <= shown.middle
    assert shown.width >= 1
    assert (shown.own > 80) == (shown.anchor == "end")
    assert (shown.own < 20) == (shown.anchor == "start")


def test_what_half_of_them_charge_is_said_as_it_is() -> None:
    some = PriceSpread(62, 0, 0, 500, 1200, 9000)
    assert half_words(some, "observerships") == (
        "Half of the 62 observerships that state a price charge between $0 and $1,200 for four weeks."
    )
    free = PriceSpread(9, 0, 0, 0, 0, 100)
    assert half_words(free, "electives") == "At least half of the 9 electives that state a price are free."
    same = PriceSpread(9, 0, 50, 50, 50, 100)
    assert half_words(same, "programs").endswith("charge $50 for four weeks.")


@pytest.mark.parametrize(
    ("price", "words"),
    [
        (NO_FEE, "Free"),
        (UNKNOWN_PRICE, "No price listed"),
        (FourWeekPrice(900, 900), "$900 for 4 weeks"),
        (FourWeekPrice(900, None), "from $900 for 4 weeks"),
    ],
)
def test_its_own_price_is_said_first(
    price: FourWeekPrice, words: str, catalog: Catalog, records: list[Record]
) -> None:
    record = next(r for r in records if r["type"] == "observership" and r["any_specialty"])
    found = compared_price(record, price, catalog)
    assert found is not None
    assert found.own_words == words


def test_nothing_is_less_than_free(catalog: Catalog) -> None:
    assert lower_words(0, 10) == "None of them costs less than this one."
    assert lower_words(3, 10) == "3 of the 10 cost less than this one."
