"""The command that each start runs."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from programs.models import Program


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["load_catalog", "load_catalogue"])
def test_the_shipped_files_load_clean(name: str) -> None:
    out = StringIO()
    call_command(name, stdout=out)
    assert out.getvalue().splitlines()[-2:] == [
        "programs.jsonl: created 424, updated 0, unchanged 0, kept 0, refused 0",
        "closed_doors.jsonl: created 99, updated 0, unchanged 0, kept 0, refused 0",
    ]
    assert Program.objects.count() == 523


@pytest.mark.django_db
def test_without_its_files_it_says_which(tmp_path: Path, settings: Settings) -> None:
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match=r"^specialties\.json cannot be read: "):
        call_command("load_catalog")
