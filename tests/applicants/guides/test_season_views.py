"""/seasons/: public, sourced, honest about what is not confirmed."""

import datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.guides.loading import load_seasons
from applicants.models import Season, SeasonDate
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "fixtures" / "reference"


def test_every_season_stands_with_its_sources_and_what_is_not_confirmed(client: Client) -> None:
    load_seasons(FOLDER)
    with time_machine.travel(datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC), tick=False):
        page = as_shown(client.get("/seasons/"))
    assert [page.count(f"{year} Match<") + page.count(f"{year} Match ") for year in (2024, 2027)] == [1, 1]
    running = page.split("2026 Match")[0]
    assert running.count("Running now") == 1
    assert (running.count("Not confirmed."), running.count("Confirmed.")) == (
        8,
        0,
    )  # six of the running season, two of the one after it
    assert "in 114 days" in running
    for url in SeasonDate.objects.exclude(source_url="").values_list("source_url", flat=True):
        assert f'href="{url}"' in page


def test_without_seasons_the_page_says_so(client: Client) -> None:
    assert "No season is entered yet." in as_shown(client.get("/seasons/"))


def test_it_takes_two_queries_at_any_size(client: Client) -> None:
    for year in range(2020, 2040):
        season = Season.objects.create(year=year)
        SeasonDate.objects.create(season=season, event="match_day", words="early March")
    with CaptureQueriesContext(connection) as captured:
        client.get("/seasons/")
    assert len(captured) == 2
