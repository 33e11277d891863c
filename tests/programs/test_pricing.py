"""What four weeks cost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.choices import FeeBasis, FeeKind
from programs.pricing import (
    COUNTED_KINDS,
    FOUR_WEEK_FACTORS,
    NO_FEE,
    UNKNOWN_PRICE,
    FourWeekPrice,
    four_week_price,
    four_weeks_of,
    is_counted,
    tuition_alternatives,
)

Fee = dict[str, Any]
AMOUNTS = st.none() | st.integers(0, 10_000)


def fee(kind: str = "tuition", low: int | None = 1000, high: int | None = 1000, **more: Any) -> Fee:
    line = {"kind": kind, "amount_min": low, "amount_max": high, "basis": "once", "applies_to": None}
    return line | {"counted": None} | more


def ends(fees: list[Fee], *, is_free: bool | None = None) -> tuple[int | None, int | None]:
    price = four_week_price(fees, is_free=is_free)
    return price.low, price.high


@st.composite
def fee_lines(draw: st.DrawFn) -> Fee:
    low, high = draw(AMOUNTS), draw(AMOUNTS)
    if low is not None and high is not None:
        low, high = sorted((low, high))
    return fee(
        draw(st.sampled_from(FeeKind.values)),
        low,
        high,
        basis=draw(st.sampled_from(FeeBasis.values)),
        applies_to=draw(st.sampled_from([None, "Students", "Graduates"])),
        counted=draw(st.sampled_from([None, True, False])),
    )


FEES = st.lists(fee_lines(), max_size=6)
IS_FREE = st.sampled_from([None, True, False])


@pytest.mark.parametrize(
    ("basis", "four_weeks"),
    [
        ("once", (100, 120)),
        ("course", (100, 120)),
        ("day", (2000, 2400)),
        ("week", (400, 480)),
        ("two_weeks", (200, 240)),
        ("four_weeks", (100, 120)),
        ("month", (100, 120)),
        ("year", None),
    ],
)
def test_four_weeks_of_one_line(basis: str, four_weeks: tuple[int, int] | None) -> None:
    assert four_weeks_of(fee(low=100, high=120, basis=basis)) == four_weeks


def test_every_basis_but_a_year_compares() -> None:
    assert set(FeeBasis) - set(FOUR_WEEK_FACTORS) == {FeeBasis.YEAR}


@pytest.mark.parametrize(
    ("low", "high", "four_weeks"),
    [(None, None, None), (100, None, (400, None)), (None, 100, (0, 400)), (0, 0, (0, 0))],
)
def test_amounts_that_are_not_stated(low: int | None, high: int | None, four_weeks: Any) -> None:
    assert four_weeks_of(fee(low=low, high=high, basis="week")) == four_weeks


@pytest.mark.parametrize("kind", FeeKind.values)
def test_a_line_counts_by_its_kind(kind: str) -> None:
    assert is_counted(fee(kind)) is (kind in COUNTED_KINDS)
    assert is_counted(fee(kind, applies_to="Students")) is False
    assert is_counted(fee(kind, applies_to="Students", counted=True)) is True
    assert is_counted(fee(kind, counted=False)) is False


def test_counted_kinds() -> None:
    assert sorted(COUNTED_KINDS) == [
        "administration",
        "application",
        "background_check",
        "registration",
        "tuition",
    ]


def test_no_fee_lines() -> None:
    assert four_week_price([], is_free=None) == UNKNOWN_PRICE
    assert four_week_price([], is_free=False) == UNKNOWN_PRICE
    assert four_week_price([], is_free=True) == NO_FEE


@pytest.mark.parametrize(
    ("fees", "price"),
    [
        ([fee()], (1000, 1000)),
        ([fee(), fee("application", 75, 75)], (1075, 1075)),
        ([fee(low=500, high=800, basis="week")], (2000, 3200)),
        ([fee(), fee("deposit", 300, 300), fee("housing", 700, 700)], (1000, 1000)),
        ([fee(), fee("housing", 700, 700, counted=True)], (1700, 1700)),
        ([fee(), fee("application", 100, 100, counted=False)], (1000, 1000)),
        ([fee(), fee("administration", 90, 90, applies_to="Students")], (1000, 1000)),
        ([fee(low=2000, high=None)], (2000, None)),
        ([fee(), fee("background_check", None, None)], (1000, None)),
        ([fee(low=None, high=None)], (None, None)),
        ([fee("application", 75, 75)], (None, None)),
        ([fee(basis="year")], (None, None)),
        ([fee(), fee("insurance", 10, 10, basis="year")], (1000, 1000)),
    ],
)
def test_price_of_some_lines(fees: list[Fee], price: tuple[int | None, int | None]) -> None:
    assert ends(fees) == price


def test_tuition_for_some_applicants_only_is_a_choice() -> None:
    lines = [
        fee(applies_to="Family medicine"),
        fee(low=1300, high=1300, applies_to="Surgery"),
        fee("application", 299, 299),
    ]
    price = four_week_price(lines, is_free=False)
    assert (price.low, price.high, price.alternatives) == (1299, 1599, True)
    assert [line.fee["kind"] for line in price.lines] == ["application", "tuition", "tuition"]


def test_tuition_for_everybody_ends_the_choice() -> None:
    lines = [fee(), fee(low=500, high=500, applies_to="Each extra week", basis="week")]
    assert tuition_alternatives(lines) == []
    assert ends(lines) == (1000, 1000)


def test_a_choice_that_does_not_count_is_none() -> None:
    lines = [
        fee(applies_to="First month", counted=True),
        fee(low=200, high=200, applies_to="Later", counted=False),
    ]
    assert ends(lines) == (1000, 1000)


@given(fees=FEES, is_free=IS_FREE)
def test_the_low_end_is_never_above_the_high_end(fees: list[Fee], *, is_free: bool | None) -> None:
    low, high = ends(fees, is_free=is_free)
    assert low is None or low >= 0
    assert low is None or high is None or low <= high
    assert high is None or low is not None


@given(fees=FEES, is_free=IS_FREE)
def test_a_price_is_known_only_with_tuition_or_without_any_fee(
    fees: list[Fee], *, is_free: bool | None
) -> None:
    price = four_week_price(fees, is_free=is_free)
    has_tuition = any(line.fee["kind"] == "tuition" for line in price.lines)
    assert price.is_known == (has_tuition or price == NO_FEE)


@given(fees=FEES, random=st.randoms(use_true_random=False), is_free=IS_FREE)
def test_the_order_of_lines_is_no_matter(fees: list[Fee], random: Any, *, is_free: bool | None) -> None:
    shuffled = random.sample(fees, len(fees))
    assert ends(shuffled, is_free=is_free) == ends(fees, is_free=is_free)


@given(FEES, st.integers(2, 9))
def test_twice_the_amounts_cost_twice_as_much(fees: list[Fee], factor: int) -> None:
    def times(amount: int | None) -> int | None:
        return None if amount is None else amount * factor

    dearer = [line | {end: times(line[end]) for end in ("amount_min", "amount_max")} for line in fees]
    assert ends(dearer) == tuple(times(end) for end in ends(fees))


@given(FEES, st.integers(0, 5000), st.sampled_from(sorted(FOUR_WEEK_FACTORS)))
def test_one_more_required_line_adds_its_four_weeks(fees: list[Fee], amount: int, basis: str) -> None:
    low, high = ends([fee(), *fees])
    added = amount * FOUR_WEEK_FACTORS[FeeBasis(basis)]
    more = ends([fee(), *fees, fee("application", amount, amount, basis=basis)])
    assert more == ((low or 0) + added, None if high is None else high + added)


@given(FEES, st.integers(0, 5000))
def test_a_line_for_some_applicants_only_leaves_the_price(fees: list[Fee], amount: int) -> None:
    assert ends([*fees, fee("application", amount, amount, applies_to="Students")]) == ends(fees)


@given(FEES)
def test_the_lines_shown_add_up_to_the_price(fees: list[Fee]) -> None:
    price = four_week_price([fee(), *fees], is_free=None)
    assert sum(line.low for line in price.lines) == price.low


def test_is_known() -> None:
    assert [price.is_known for price in (FourWeekPrice(0, 0), FourWeekPrice(5, None), UNKNOWN_PRICE)] == [
        True,
        True,
        False,
    ]
