"""A row for each fact and day."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from programs.curation.statistics import snapshots
from programs.models import FactSnapshot, Program
from tests.factories import make_program

TODAY = datetime.date(2026, 11, 30)


def dated(day: str) -> list[dict[str, str]]:
    return [{"url": "https://example.org/", "page_date": day, "kind": "primary"}]


@pytest.mark.parametrize(
    ("days", "median"), [([], None), ([5], 5), ([1, 9], 9), ([3, 1, 2], 2), ([7, 7, 1], 7)]
)
def test_the_age_in_the_middle(days: list[int], median: int | None) -> None:
    count = snapshots.FactCount()
    count.days.update(days)
    assert count.median == median


@pytest.mark.django_db
def test_a_day_is_counted_once() -> None:
    make_program(housing="provided", sources=dated("2026-11-20"))
    make_program(housing="not_provided", sources=dated("2026-11-01"))
    make_program(sources=dated("2026-11-01"), free=False)
    make_program(housing="provided", intake="discontinued")
    Program.objects.filter(pk=make_program(housing="provided").pk).update(publication="draft")
    assert (snapshots.take_snapshot(TODAY), snapshots.take_snapshot(TODAY)) == (len(snapshots.COUNTED), 0)
    rows = {row.fact: (row.stated, row.programs, row.median_days) for row in FactSnapshot.objects.all()}
    assert (rows["housing"], rows["free"], rows["letter"]) == ((2, 3, 29), (1, 3, 29), (0, 3, None))


@pytest.mark.django_db
def test_old_days_are_thinned_out() -> None:
    days = [TODAY - datetime.timedelta(days=count) for count in (401, 400, 500)]
    first = datetime.date(2024, 1, 1)
    FactSnapshot.objects.bulk_create(
        FactSnapshot(day=day, fact="housing", stated=1, programs=2) for day in [*days, first]
    )
    make_program()
    snapshots.take_snapshot(TODAY)
    kept = FactSnapshot.objects.filter(fact="housing").values_list("day", flat=True)
    assert list(kept) == [first, days[1], TODAY]


@pytest.mark.django_db
def test_the_daily_command_counts() -> None:
    make_program()
    call_command("refresh_catalog", stdout=StringIO())
    said = StringIO()
    call_command("refresh_catalog", stdout=said)
    assert (FactSnapshot.objects.count(), said.getvalue()) == (len(snapshots.COUNTED), "")
