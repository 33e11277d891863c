"""/admin/reports/."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from programs.curation.statistics import figures, snapshots
from programs.models import FactSnapshot, FruitlessSearch, Report, SourcePage
from tests.factories import make_program
from tests.page_text import as_shown

PAGE = "/admin/reports/"


def test_an_empty_catalog(curator_client: Client) -> None:
    page = curator_client.get(PAGE).text
    assert page.count("Nothing is counted yet.") == 2
    assert "None so far." in page


def test_every_chart_has_its_table_and_no_style(curator_client: Client) -> None:
    today = timezone.localdate()
    make_program(housing="provided")
    snapshots.take_snapshot(today)
    FactSnapshot.objects.create(
        day=today - datetime.timedelta(days=40), fact="housing", stated=1, programs=4, median_days=7
    )
    FruitlessSearch.objects.create(text="zebra medicine", people=5, times=9, last_on=today)
    FruitlessSearch.objects.create(text="ann smith", people=4, times=99, last_on=today)
    Report.objects.create(kind="suggestion", name="Elective")
    for number, outcome in enumerate(("gone", "gone", "ok", "")):
        SourcePage.objects.create(url=f"https://example.org/page/{number}", outcome=outcome)
    page = as_shown(curator_client.get(f"{PAGE}?fact=housing"))
    assert (page.count("<table"), page.count('<svg class="chart"'), len(re.findall(r"\sstyle=", page))) == (
        5,
        7,
        0,
    )
    assert "<td>1</td><td>100%</td><td>25%</td>" in re.sub(r"\s+<", "<", page)
    assert figures.count_links() == [("As before", 1), ("Gone", 2)]
    assert ("zebra medicine" in page, "ann smith" in page, "1 open" in page) == (True, False, True)


@pytest.mark.parametrize("fact", ["nonsense", "", "<script>"])
def test_another_fact_is_the_first(fact: str, curator_client: Client) -> None:
    assert "Over time: Intake" in curator_client.get(PAGE, {"fact": fact}).text


@pytest.mark.django_db
def test_messages_by_month() -> None:
    moment = datetime.datetime(2026, 11, 10, 12, tzinfo=datetime.UTC)
    for days in (None, 2, 4):
        resolved = moment + datetime.timedelta(days=days) if days else None
        outcome = "kept" if days else ""
        Report.objects.create(kind="problem", created_at=moment, resolved_at=resolved, outcome=outcome)
    found = figures.count_messages(datetime.date(2026, 11, 30))
    assert (found.open, found.median_days, found.proposals_waiting) == (1, 3.0, 0)
    assert (len(found.months), found.months[0].label, found.months[-1]) == (
        *(12, "Dec 2025", figures.MessageMonth("Nov 2026", 3, 2)),
    )


@pytest.mark.django_db
def test_many_days_are_thinned_out_and_the_last_is_kept() -> None:
    days = [datetime.date(2026, 1, 1) + datetime.timedelta(days=count) for count in range(200)]
    FactSnapshot.objects.bulk_create(
        FactSnapshot(day=day, fact="housing", stated=1, programs=2) for day in days
    )
    found = figures.fact_days("housing")
    assert (len(found), found[-1].day, found[0].share) == (50, days[-1], 50)
