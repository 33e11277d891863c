"""Adds the shipped seasons and their days where they are missing; what an advisor has changed stays."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from applicants.guides.models import Season, SeasonDate

FILE = "seasons.json"


@transaction.atomic
def load_seasons(folder: Path) -> int:
    """Add what is missing from seasons.json in this folder; return how many rows are new.

    Raise ValidationError if a row breaks a rule of its model, OSError or ValueError if the file is broken.
    """
    return sum(load_season(row) for row in json.loads((folder / FILE).read_bytes())["seasons"])


def load_season(row: dict[str, Any]) -> int:
    """Add one season and the days it lacks."""
    season, is_new = Season.objects.get_or_create(year=row["year"], defaults={"note": row["note"]})
    known = set(season.dates.values_list("event", flat=True))
    missing = [SeasonDate(season=season, **date) for date in row["dates"] if date["event"] not in known]
    for date in missing:
        date.full_clean()
        date.save()
    return is_new + len(missing)
