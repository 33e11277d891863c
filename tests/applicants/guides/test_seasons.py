"""The season clock: whose season, how far, confirmed or not, and dates known by their month alone."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.guides.seasons import countdowns, latest_day, still_ahead
from applicants.models import Season, SeasonDate
from applicants.profile.match_years import match_year_of, running_match_year

TODAY = datetime.date(2026, 11, 25)
SEASON = Season(year=2027)


def date(event: str, day: str | None = None, words: str = "", **facts: object) -> SeasonDate:
    found = datetime.date.fromisoformat(day) if day else None
    return SeasonDate(season=SEASON, event=event, day=found, words=words, **facts)


@pytest.mark.parametrize(
    ("today", "year"),
    [("2026-05-31", 2026), ("2026-06-01", 2027), ("2026-11-25", 2027), ("2027-03-19", 2027)],
)
def test_a_season_runs_from_june_to_may(today: str, year: int) -> None:
    assert running_match_year(datetime.date.fromisoformat(today)) == year


@pytest.mark.parametrize(("chosen", "year"), [(None, 2027), (2024, 2027), (2027, 2027), (2029, 2029)])
def test_the_season_is_the_chosen_one_unless_it_is_past(chosen: int | None, year: int) -> None:
    assert match_year_of(chosen, TODAY) == year


@given(st.dates(datetime.date(2020, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_lies_in_the_season_of_this_year_or_the_next(today: datetime.date) -> None:
    assert running_match_year(today) - today.year in (0, 1)
    later = today + datetime.timedelta(days=1)
    assert running_match_year(later) >= running_match_year(today)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("early September 2026", "2026-09-30"),
        ("February 2028", "2028-02-29"),
        ("early March", None),
        ("No source found.", None),
        ("", None),
    ],
)
def test_words_mean_at_the_latest_the_end_of_their_month(words: str, expected: str | None) -> None:
    day = latest_day(words)
    assert (day and day.isoformat()) == expected


def test_days_stand_in_the_order_of_a_season_with_what_is_known_of_each() -> None:
    every = countdowns(
        [
            date("match_day", "2027-03-19"),
            date("eras_opens", "2026-06-03", is_confirmed=True, time_note="9:00 ET"),
            date("eras_submit", words="early September 2026"),
            date("rank_list_due", words="early March 2027"),
            date("eras_ends"),
        ],
        TODAY,
    )
    assert [(one.label, one.day_words, one.when, one.is_past) for one in every] == [
        ("MyERAS opens", "June 3, 2026, 9:00 ET", "175 days ago", True),
        ("First day to submit in ERAS", "early September 2026", "", True),
        ("Rank order lists are due", "early March 2027", "", False),
        ("Match Day", "March 19, 2027", "in 114 days", False),
        ("ERAS season ends", "Not published yet", "", False),
    ]
    assert [one.label for one in still_ahead(every)] == ["Rank order lists are due", "Match Day"]
