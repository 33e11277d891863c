"""The shipped files, and a database that knows their vocabularies."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.factories import load_vocabularies

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
CATALOG = FIXTURES / "catalog"
FULL_SLUG = "johns-hopkins-univ-som-visiting-medical-student-clinical-electives-affiliated"


def shipped(name: str) -> list[bytes]:
    return (CATALOG / name).read_bytes().splitlines()


@pytest.fixture(scope="session")
def fixtures_folder() -> Path:
    return FIXTURES


@pytest.fixture(scope="session")
def program_lines() -> list[bytes]:
    return shipped("programs.jsonl")


@pytest.fixture(scope="session")
def door_lines() -> list[bytes]:
    return shipped("closed_doors.jsonl")


@pytest.fixture
def vocabularies(db: None) -> None:
    load_vocabularies()


@pytest.fixture
def raw_record(program_lines: list[bytes]) -> dict[str, Any]:
    """A real record with fees, requirements, windows, limits and sources, to be changed at will."""
    records = [json.loads(line) for line in program_lines]
    return copy.deepcopy(next(record for record in records if record["slug"] == FULL_SLUG))


@pytest.fixture
def small_record() -> dict[str, Any]:
    """The least that a record must say."""
    return {
        "slug": "small-hospital-observership",
        "name": "Observership",
        "host": {"name": "Small Hospital", "kind": "community_hospital"},
        "type": "observership",
    }
