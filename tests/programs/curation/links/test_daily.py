"""The link check as a timed job: how many pages a round may read."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from programs.curation.links import checking, daily
from programs.curation.links.fetching import Fetched, HttpAnswer
from programs.models import SourcePage
from tests.factories import make_program

pytestmark = pytest.mark.django_db


def read(count: int, hours: int) -> None:
    """Let pages be read so many hours ago."""
    at = timezone.now() - datetime.timedelta(hours=hours)
    SourcePage.objects.bulk_create(
        SourcePage(url=f"https://example.org/{hours}/{number}", checked_at=at) for number in range(count)
    )


@pytest.mark.parametrize(
    ("a_day", "read_today", "now"),
    [(100, 0, 5), (24, 0, 1), (1, 0, 1), (1, 1, 0), (100, 97, 3), (100, 300, 0), (0, 0, 0)],
)
def test_a_round_is_a_part_of_the_day_and_of_what_is_left(
    a_day: int, read_today: int, now: int, settings: Any
) -> None:
    settings.LINK_CHECKS_A_DAY = a_day
    read(read_today, hours=23)
    read(7, hours=25)
    assert daily.pages_now(timezone.now()) == now


def test_a_round_reads_so_many_pages(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LINK_CHECKS_A_DAY = 40
    asked = []

    def fetch(_: object, url: str) -> Fetched:
        asked.append(url)
        return Fetched(HttpAnswer(url, 200, b"<p>The fee is $50.</p>", "text/html"))

    monkeypatch.setattr(checking.Fetcher, "fetch", fetch)
    make_program(sources=[{"url": f"https://example.org/{n}/page", "kind": "primary"} for n in range(5)])
    assert str(daily.check_some_links()) == "2 as before"
    assert asked == ["https://example.org/0/page", "https://example.org/1/page"]
    settings.LINK_CHECKS_A_DAY = 2
    assert str(daily.check_some_links()) == "no sources to check"
    assert len(asked) == 2


def test_without_a_network_nothing_is_recorded(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LINK_CHECKS_A_DAY = 24
    away = Fetched(HttpAnswer("https://example.org/", problem="no route", is_offline=True))
    monkeypatch.setattr(checking.Fetcher, "fetch", lambda *_: away)
    make_program(sources=[{"url": "https://example.org/page", "kind": "primary"}])
    with pytest.raises(checking.NoNetworkError, match="no route"):
        daily.check_some_links()
    assert list(SourcePage.objects.values_list("outcome", "checked_at")) == [("", None)]
