"""The command of every day and every release."""

import datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from programs.models import CatalogVersion, Specialty
from tests.factories import make_program

NOON = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
DATED = {"url": "https://example.org/visit", "kind": "primary", "page_date": "2025-06-02"}


@pytest.fixture(autouse=True)
def day(db: None) -> Any:
    """Start with one program, whose proof grows stale tomorrow."""
    Specialty.objects.create(name="Urology", slug="urology")
    with time_machine.travel(NOON, tick=False) as traveler:
        make_program(sources=[DATED])
        yield traveler


def said(*options: str) -> list[str]:
    out = StringIO()
    call_command("refresh_catalog", *options, stdout=out)
    return out.getvalue().splitlines()


def test_it_refreshes_what_is_outdated_and_then_nothing(day: Any) -> None:
    assert said() == ["1 of 1 programs", "refreshed 1 programs", "counted 27 facts"]
    version = CatalogVersion.objects.get().number
    assert said() == []
    assert CatalogVersion.objects.get().number == version
    day.move_to(NOON + datetime.timedelta(days=1))
    assert said() == ["1 of 1 programs", "refreshed 1 programs", "counted 27 facts"]
    assert said() == []


def test_all_refreshes_in_any_case() -> None:
    said()
    version = CatalogVersion.objects.get().number
    assert said("--all") == ["1 of 1 programs", "refreshed 1 programs"]
    assert CatalogVersion.objects.get().number == version + 1


def test_it_answers_to_its_former_name() -> None:
    out = StringIO()
    call_command("refresh_catalogue", stdout=out)
    assert out.getvalue().splitlines() == ["1 of 1 programs", "refreshed 1 programs", "counted 27 facts"]
