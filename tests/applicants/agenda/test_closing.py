"""When a program opens and closes next."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.agenda.closing import Window, closing_day, opening_day

TODAY = datetime.date(2026, 11, 25)
SINCE = datetime.date(2026, 11, 1)
FIXED = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31)).map(datetime.date.isoformat)
YEARLY = st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)).map(lambda day: f"--{day:%m-%d}")
DATES = st.one_of(st.none(), FIXED, YEARLY)
WINDOWS = st.lists(st.fixed_dictionaries({"opens": DATES, "closes": DATES}), max_size=4)
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))


def window(opens: str | None, closes: str | None) -> Window:
    return {"opens": opens, "closes": closes, "term": None, "note": None}


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        ([], None),
        ([window("--01-01", None)], None),
        ([window(None, "--12-01")], "2026-12-01"),
        ([window(None, "--11-25")], "2026-11-25"),
        ([window(None, "--11-24")], "2027-11-24"),
        ([window(None, "2027-02-28"), window(None, "--12-01")], "2026-12-01"),
        ([window(None, "2026-11-20")], "2026-11-20"),  # missed while it was in the account
        ([window(None, "2026-10-31")], None),  # an old cycle
        ([window(None, "2026-11-20"), window(None, "--12-01")], "2026-12-01"),
    ],
)
def test_the_closing_day_is_the_next_one_else_the_one_just_missed(
    windows: list[Window], expected: str | None
) -> None:
    day = closing_day(windows, TODAY, SINCE)
    assert (day and day.isoformat()) == expected


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        ([], None),
        ([window(None, "--12-01")], None),
        ([window("--02-15", None)], "2027-02-15"),
        ([window("--11-25", "--12-31")], "2026-11-25"),  # it opens today
        ([window("--11-01", "--12-31")], None),  # it is open
        ([window("2026-02-01", "2026-03-01")], None),  # it is over
        ([window("--08-01", "--09-30"), window("--01-01", "--03-31")], "2027-01-01"),
    ],
)
def test_the_opening_day_is_the_next_one_unless_it_is_open(
    windows: list[Window], expected: str | None
) -> None:
    day = opening_day(windows, TODAY)
    assert (day and day.isoformat()) == expected


@given(windows=WINDOWS, today=DAYS, since=DAYS)
def test_a_closing_day_is_ahead_or_was_missed_since_it_came_on_the_account(
    windows: list[Window], today: datetime.date, since: datetime.date
) -> None:
    day = closing_day(windows, today, since)
    assert day is None or day >= today or day >= since
    has_yearly = any((one["closes"] or "").startswith("--") for one in windows)
    assert not has_yearly or (day is not None and today <= day < today + datetime.timedelta(days=367))


@given(windows=WINDOWS, today=DAYS)
def test_an_opening_day_is_never_past(windows: list[Window], today: datetime.date) -> None:
    day = opening_day(windows, today)
    assert day is None or day >= today
