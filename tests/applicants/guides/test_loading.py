"""The shipped seasons: complete, sourced, honest about what is not confirmed; loading keeps what is there."""

import datetime
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from applicants.guides.choices import SeasonEvent
from applicants.guides.loading import load_seasons
from applicants.models import Season, SeasonDate

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "fixtures" / "reference"


def test_the_shipped_seasons_load_once() -> None:
    assert load_seasons(FOLDER) == 5 + 5 * len(SeasonEvent)
    assert load_seasons(FOLDER) == 0
    assert list(Season.objects.values_list("year", flat=True)) == [2028, 2027, 2026, 2025, 2024]


def test_every_shipped_day_has_a_source_and_every_missing_one_has_words() -> None:
    load_seasons(FOLDER)
    dates = list(SeasonDate.objects.all())
    assert [date for date in dates if date.day and not date.source_url] == []
    assert [date for date in dates if date.day is None and not date.words] == []
    assert [date for date in dates if date.is_confirmed and date.day is None] == []


def test_nothing_of_the_running_season_is_called_confirmed() -> None:
    load_seasons(FOLDER)
    dates = SeasonDate.objects.filter(season__year=2027)
    assert {date.is_confirmed for date in dates} == {False}
    days = {date.event: date.day for date in dates if date.day}
    assert days == {
        "eras_opens": datetime.date(2026, 6, 3),
        "match_week": datetime.date(2027, 3, 15),
        "match_day": datetime.date(2027, 3, 19),
    }


def test_every_shipped_match_day_is_the_third_friday_of_march() -> None:
    load_seasons(FOLDER)
    days = SeasonDate.objects.filter(event=SeasonEvent.MATCH_DAY)
    assert {(date.day.weekday(), (date.day.day - 1) // 7, date.day.month) for date in days} == {(4, 2, 3)}


def test_what_an_advisor_changed_stays_and_what_was_deleted_comes_back() -> None:
    load_seasons(FOLDER)
    SeasonDate.objects.filter(season__year=2027, event="match_day").update(is_confirmed=True)
    SeasonDate.objects.filter(season__year=2027, event="eras_opens").delete()
    assert load_seasons(FOLDER) == 1
    assert SeasonDate.objects.get(season__year=2027, event="match_day").is_confirmed is True


def test_a_row_that_breaks_a_rule_loads_nothing(tmp_path: Path) -> None:
    bad = {"event": "match_day", "day": None, "source_url": "javascript:alert(1)"}
    season = {"year": 2030, "note": "", "dates": [{"event": "match_week", "day": None}, bad]}
    (tmp_path / "seasons.json").write_text(json.dumps({"seasons": [season]}))
    with pytest.raises(ValidationError):
        load_seasons(tmp_path)
    assert Season.objects.count() == 0
