"""Numbers, dates and codes as pages write them."""

import calendar
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs import choices
from programs.formatting import (
    choice_label,
    counted,
    day_words,
    four_week_price_words,
    join_stated,
    known_price_words,
    labels_of,
    money,
    money_range,
    month_names,
    month_ranges,
    number_words,
    partial_date_words,
    place_words,
    weeks_words,
    yes_no_words,
)
from programs.pricing import NO_FEE, UNKNOWN_PRICE, FourWeekPrice

AMOUNTS = st.none() | st.integers(0, 1_000_000)


@pytest.mark.parametrize(
    ("dollars", "words"), [(0, "$0"), (999, "$999"), (1299, "$1,299"), (1e6, "$1,000,000")]
)
def test_money(dollars: float, words: str) -> None:
    assert money(dollars) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, None),
        (None, 500, "up to $500"),
        (None, 0, "up to $0"),
        (500, None, "from $500"),
        (0, None, "from $0"),
        (500, 500, "$500"),
        (0, 0, "$0"),
        (0, 500, "$0 to $500"),
    ],
)
def test_money_range(low: int | None, high: int | None, words: str | None) -> None:
    assert money_range(low, high) == words


@pytest.mark.parametrize(
    ("price", "words"),
    [
        (UNKNOWN_PRICE, None),
        (NO_FEE, "Free"),
        (FourWeekPrice(0, None), "from $0"),
        (FourWeekPrice(0, 100), "$0 to $100"),
        (FourWeekPrice(100, 100), "$100"),
    ],
)
def test_the_four_week_price(price: FourWeekPrice, words: str | None) -> None:
    assert four_week_price_words(price) == words


def test_a_price_that_is_known_in_part_names_its_fees() -> None:
    known = {"kind": "application", "basis": "once", "applies_to": None, "amount_min": 750, "amount_max": 750}
    unknown = known | {"kind": "tuition", "amount_min": None, "amount_max": None}
    words = "Application fee $750; tuition not stated"
    assert known_price_words(UNKNOWN_PRICE, [known, unknown]) == words
    assert known_price_words(UNKNOWN_PRICE, [unknown]) is None
    assert known_price_words(NO_FEE, []) == "Free"


@given(AMOUNTS, AMOUNTS)
def test_a_price_is_free_only_when_it_is_zero_to_zero(low: int | None, high: int | None) -> None:
    assert (four_week_price_words(FourWeekPrice(low, high)) == "Free") is (low == high == 0)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (4, "4"),
        (4.0, "4"),
        (4.3, "4.3"),
        (4.25, "4.25"),
        (10, "10"),
        (100, "100"),
        (10_000, "10,000"),
    ],
)
def test_a_plain_number(number: float, words: str) -> None:
    assert number_words(number) == words


@given(st.integers(0, 10**9))
def test_a_plain_number_reads_back(hundredths: int) -> None:
    assert round(float(number_words(hundredths / 100).replace(",", "")) * 100) == hundredths


@pytest.mark.parametrize(
    ("number", "noun", "plural", "words"),
    [
        (0, "program", "", "0 programs"),
        (1, "program", "", "1 program"),
        (1.0, "week", "", "1 week"),
        (0.5, "week", "", "0.5 weeks"),
        (1.5, "week", "", "1.5 weeks"),
        (1200, "program", "", "1,200 programs"),
        (2, "specialty", "specialties", "2 specialties"),
        (1, "specialty", "specialties", "1 specialty"),
    ],
)
def test_a_counted_noun(number: float, noun: str, plural: str, words: str) -> None:
    assert counted(number, noun, plural) == words


@pytest.mark.parametrize(
    ("shortest", "longest", "words"),
    [
        (None, None, None),
        (None, 1, "up to 1 week"),
        (None, 4, "up to 4 weeks"),
        (1, None, "1 week or more"),
        (2, None, "2 weeks or more"),
        (0, None, "0 weeks or more"),
        (1, 1, "1 week"),
        (4, 4.0, "4 weeks"),
        (0.5, 1, "4 days to 1 week"),
        (0.7, 0.7, "5 days"),
        (None, 0.7, "up to 5 days"),
        (0.02, 4, "1 day to 4 weeks"),
        (0.9, None, "6 days or more"),
        (2, 12, "2 to 12 weeks"),
        (2.5, 4, "2.5 to 4 weeks"),
        (0.85, 12.9, "6 to 90 days"),
        (4, 4.3, "4 weeks to 30 days"),
        (None, 12.9, "up to 90 days"),
        (0.14, 0.7, "1 to 5 days"),
        (1, 1.4, "1 week to 10 days"),
    ],
)
def test_a_length_in_weeks(shortest: float | None, longest: float | None, words: str | None) -> None:
    assert weeks_words(shortest, longest) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (None, None),
        ("", None),
        ("2024", "2024"),
        ("2024-12", "December 2024"),
        ("2024-01-05", "January 5, 2024"),
        ("--12-01", "December 1 every year"),
        ("--02-29", "February 29 every year"),
        ("soon", "soon"),
    ],
)
def test_a_date_as_its_source_writes_it(written: str | None, words: str | None) -> None:
    assert partial_date_words(written) == words


@given(st.dates())
def test_a_whole_date_is_its_day(day: datetime.date) -> None:
    assert partial_date_words(day.isoformat()) == day_words(day)
    assert day_words(day).endswith(f" {day.day}, {day.year}")


@pytest.mark.parametrize("month", choices.Month)
def test_months_are_in_english(month: choices.Month) -> None:
    day = datetime.date(2026, int(month), 5)
    assert day_words(day) == f"{month.label} 5, 2026"
    assert month_names([int(month)]) == month.label


@pytest.mark.parametrize("program_type", choices.ProgramType)
def test_a_code_in_words(program_type: choices.ProgramType) -> None:
    assert choice_label(choices.ProgramType, program_type.value) == program_type.label
    assert type(choice_label(choices.ProgramType, program_type.value)) is str


def test_codes_that_are_not_stated_have_no_words() -> None:
    assert (choice_label(choices.Intake, None), choice_label(choices.Intake, "")) == (None, None)
    assert labels_of(choices.Intake, []) is None
    assert labels_of(choices.Intake, ["open", "full"]) == "Open; Full"
    with pytest.raises(ValueError, match="nonsense"):
        choice_label(choices.Intake, "nonsense")


@pytest.mark.parametrize(("flag", "words"), [(None, None), (True, "Yes"), (False, "No")])
def test_yes_and_no(flag: bool | None, words: str | None) -> None:  # noqa: FBT001
    assert yes_no_words(flag) == words


def test_months_stand_in_the_order_of_the_year() -> None:
    assert month_names([]) is None
    assert month_names([12, 1, 6]) == "January, June, December"


@pytest.mark.parametrize(
    ("city", "state", "words"),
    [
        ("Houston", "TX", "Houston, TX"),
        (None, "TX", "TX"),
        ("Houston", None, "Houston"),
        ("", "", ""),
        (None, None, ""),
    ],
)
def test_a_place(city: str | None, state: str | None, words: str) -> None:
    assert place_words(city, state) == words


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((), None),
        ((None, ""), None),
        (("One.", None, "two"), "One. two"),
        (("One", "two."), "One. two"),
    ],
)
def test_stated_parts_are_joined(parts: tuple[str | None, ...], words: str | None) -> None:
    assert join_stated(*parts) == words
    assert join_stated("One.", "two", separator=", ") == "One, two"


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([], None),
        ([5], "May"),
        ([4, 5, 6], "April to June"),
        ([2, 1, 10, 11, 12], "October to February"),
        ([1, 3, 4, 12], "March to April, December to January"),
        ([12], "December"),
        (list(range(2, 13)), "February to December"),
        (list(range(1, 13)), "all year"),
    ],
)
def test_months_as_stretches_of_the_year(months: list[int], words: str | None) -> None:
    assert month_ranges(months) == words


@given(months=st.sets(st.integers(1, 12), max_size=11))
def test_stretches_hold_their_months_and_no_others(months: set[int]) -> None:
    names = [calendar.month_name[month] for month in range(1, 13)]
    held = set()
    for stretch in (month_ranges(sorted(months)) or "").split(", "):
        first, _, last = stretch.partition(" to ")
        if first:
            start, length = names.index(first), (names.index(last or first) - names.index(first)) % 12
            held |= {(start + step) % 12 + 1 for step in range(length + 1)}
    assert held == months
