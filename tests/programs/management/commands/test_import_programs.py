"""The command that imports programs."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from programs.models import Program

pytestmark = pytest.mark.django_db

RECORD = {
    "slug": "first",
    "name": "First",
    "host": {"name": "Mercy", "kind": "clinic"},
    "type": "observership",
    "sources": [{"url": "https://example.org/", "kind": "primary"}],
}


def run(path: Path, *records: Any, **options: bool) -> str:
    out = StringIO()
    path.write_text("\n".join(json.dumps(record) for record in records))
    call_command("import_programs", str(path), stdout=out, **options)
    return out.getvalue()


def test_it_says_what_changed_and_a_summary(tmp_path: Path) -> None:
    path = tmp_path / "programs.jsonl"
    assert run(path, RECORD) == (
        "line 1: created first\ncreated 1, updated 0, unchanged 0, kept 0, refused 0\n"
    )
    assert run(path, RECORD) == "created 0, updated 0, unchanged 1, kept 0, refused 0\n"


def test_a_refusal_ends_in_an_error_after_the_rest(tmp_path: Path) -> None:
    out = StringIO()
    path = tmp_path / "programs.jsonl"
    path.write_text("?\n" + json.dumps(RECORD))
    with pytest.raises(CommandError, match=r"^1 record was refused\.$"):
        call_command("import_programs", str(path), stdout=out)
    assert out.getvalue() == (
        "line 1: refused: not JSON: Expecting value at character 1\n"
        "line 2: created first\n"
        "created 1, updated 0, unchanged 0, kept 0, refused 1\n"
    )


def test_dry_run_says_so(tmp_path: Path) -> None:
    assert run(tmp_path / "programs.jsonl", RECORD, dry_run=True) == (
        "line 1: created first\n"
        "Dry run: nothing was changed.\n"
        "created 1, updated 0, unchanged 0, kept 0, refused 0\n"
    )
    assert Program.objects.count() == 0


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    missing = tmp_path / "none.jsonl"
    with pytest.raises(CommandError) as error:
        call_command("import_programs", str(missing))
    assert str(error.value) == f"cannot read {missing}: No such file or directory"
    with pytest.raises(CommandError) as error:
        call_command("import_programs", str(tmp_path))
    assert str(error.value) == f"cannot read {tmp_path}: Is a directory"
