"""Dates as sources write them."""

import calendar
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.windows import (
    PLAUSIBLE_YEARS,
    day_of_year,
    earliest_day,
    is_open,
    is_window_date,
    months_later,
    next_closing,
    next_day,
)

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))
TODAY = datetime.date(2026, 11, 23)


def every_year(day: datetime.date) -> str:
    return f"--{day:%m-%d}"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024", datetime.date(2024, 1, 1)),
        ("2024-12", datetime.date(2024, 12, 1)),
        ("2024-12-31", datetime.date(2024, 12, 31)),
        ("2024-02-29", datetime.date(2024, 2, 29)),
        ("2023-02-29", None),
        ("2024-13", None),
        ("2024-00", None),
        ("1899", None),
        ("2101", None),
        ("0000", None),
        ("9999-12-31", None),
        ("", None),
        ("24", None),
        ("2024-1-1", None),
        ("2024-12-31\n", None),
        ("\uff12\uff10\uff12\uff14", None),
        ("--12-31", None),
        ("soon", None),
    ],
)
def test_earliest_day(written: str, day: datetime.date | None) -> None:
    assert earliest_day(written) == day


@pytest.mark.parametrize(
    ("written", "is_date"),
    [
        ("2024-12-31", True),
        ("--12-31", True),
        ("--02-29", True),
        ("--02-30", False),
        ("--13-01", False),
        ("--00-10", False),
        ("--01-00", False),
        ("2024-12", False),
        ("2024", False),
        ("2024-02-30", False),
        ("--12-31\n", False),
        ("-12-31", False),
        ("", False),
    ],
)
def test_is_window_date(written: str, *, is_date: bool) -> None:
    assert is_window_date(written) is is_date


def test_february_29_becomes_28_where_the_year_has_none() -> None:
    assert [day_of_year(2, 29, year).day for year in (2024, 2025, 2100)] == [29, 28, 28]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("--11-23", datetime.date(2026, 11, 23)),
        ("--11-22", datetime.date(2027, 11, 22)),
        ("--12-01", datetime.date(2026, 12, 1)),
        ("--02-29", datetime.date(2027, 2, 28)),
        ("2026-11-23", datetime.date(2026, 11, 23)),
        ("2026-11-22", None),
        ("", None),
    ],
)
def test_next_day(written: str, day: datetime.date | None) -> None:
    assert next_day(written, TODAY) == day


def test_next_closing_is_the_soonest_that_is_not_past() -> None:
    assert next_closing(["2026-11-01", "2027-05-01", "--12-01"], TODAY) == datetime.date(2026, 12, 1)
    assert next_closing(["2026-11-01"], TODAY) is None
    assert next_closing([], TODAY) is None


@pytest.mark.parametrize(
    ("opens", "closes", "today", "open_now"),
    [
        ("--08-01", "--09-30", "2026-08-01", True),
        ("--08-01", "--09-30", "2026-09-30", True),
        ("--08-01", "--09-30", "2026-10-01", False),
        ("--08-01", "--09-30", "2026-07-31", False),
        ("--11-01", "--02-29", "2026-12-31", True),
        ("--11-01", "--02-29", "2027-02-28", True),
        ("--11-01", "--02-29", "2027-03-01", False),
        ("--05-05", "--05-05", "2026-05-05", True),
        ("--05-05", "--05-05", "2026-05-06", False),
        ("2026-11-01", "2026-11-30", "2026-11-30", True),
        ("2026-11-01", "2026-11-30", "2026-12-01", False),
        ("2026-11-01", "2026-11-30", "2026-10-31", False),
        ("--11-01", "2026-11-30", "2026-11-15", False),
        (None, "--09-30", "2026-08-01", False),
        ("--08-01", None, "2026-08-01", False),
        ("", "", "2026-08-01", False),
    ],
)
def test_is_open(opens: str | None, closes: str | None, today: str, *, open_now: bool) -> None:
    assert is_open(opens, closes, datetime.date.fromisoformat(today)) is open_now


@given(DAYS)
def test_written_days_are_read_back(day: datetime.date) -> None:
    assert earliest_day(day.isoformat()) == day
    assert earliest_day(f"{day:%Y-%m}") == day.replace(day=1)
    assert earliest_day(f"{day:%Y}") == day.replace(month=1, day=1)
    assert is_window_date(day.isoformat()) is True
    assert is_window_date(every_year(day)) is True


@given(st.text(max_size=12) | st.from_regex(r"-{0,2}\d{2,4}-\d{2}(-\d{2})?", fullmatch=True))
def test_any_text_is_a_plausible_day_or_none(written: str) -> None:
    day = earliest_day(written)
    assert day is None or day.year in PLAUSIBLE_YEARS
    assert is_window_date(written) in (True, False)


@given(DAYS, DAYS)
def test_a_day_of_every_year_comes_within_a_year(day: datetime.date, today: datetime.date) -> None:
    coming = next_day(every_year(day), today)
    assert coming is not None
    assert 0 <= (coming - today).days <= 365
    assert (coming.month, min(coming.day, 28)) == (day.month, min(day.day, 28))


@given(DAYS, DAYS)
def test_a_full_date_comes_once(day: datetime.date, today: datetime.date) -> None:
    assert next_day(day.isoformat(), today) == (day if day >= today else None)


@given(st.lists(DAYS, max_size=5), DAYS)
def test_next_closing_is_the_least_of_the_next_days(days: list[datetime.date], today: datetime.date) -> None:
    written = [every_year(day) for day in days] + [day.isoformat() for day in days]
    coming = [day for text in written if (day := next_day(text, today))]
    assert next_closing(written, today) == min(coming, default=None)


@given(DAYS, DAYS, DAYS)
def test_a_yearly_window_is_open_between_its_days(
    opens: datetime.date, closes: datetime.date, today: datetime.date
) -> None:
    first, last = (
        day_of_year(opens.month, opens.day, today.year),
        day_of_year(closes.month, closes.day, today.year),
    )
    inside = first <= today <= last if first <= last else today >= first or today <= last
    assert is_open(every_year(opens), every_year(closes), today) is inside


@given(DAYS, DAYS, DAYS)
def test_a_dated_window_is_open_between_its_days(
    opens: datetime.date, closes: datetime.date, today: datetime.date
) -> None:
    assert is_open(opens.isoformat(), closes.isoformat(), today) is (opens <= today <= closes)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (datetime.date(2024, 2, 29), 12, datetime.date(2025, 2, 28)),
        (datetime.date(2024, 11, 30), 3, datetime.date(2025, 2, 28)),
        (datetime.date(2024, 12, 1), 0, datetime.date(2024, 12, 1)),
    ],
)
def test_months_later(day: datetime.date, months: int, expected: datetime.date) -> None:
    assert months_later(day, months) == expected


@given(DAYS, st.integers(0, 60))
def test_months_later_is_the_same_day_or_the_month_s_last(day: datetime.date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])
