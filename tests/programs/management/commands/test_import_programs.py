"""The command that imports programs."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from programs.models import CatalogImport, Program
from tests.factories import load_vocabularies

pytestmark = pytest.mark.django_db

RECORD = {
    "slug": "first",
    "name": "First",
    "host": {"name": "Mercy", "kind": "clinic"},
    "type": "observership",
    "sources": [{"url": "https://example.org/", "kind": "primary"}],
}


@pytest.fixture
def vocabularies(db: None) -> None:
    load_vocabularies()


NO_AMOUNT = "is not an amount in US dollars. Write it as $1,500 per week, or $500; $200 application fee."


def undo_words() -> str:
    """What is said of the last import, which changed something."""
    number = CatalogImport.objects.latest("pk").pk
    return f"Import {number}. To undo it: import_programs --undo {number}\n"


def run(path: Path, *records: Any, **options: bool) -> str:
    out = StringIO()
    path.write_text("\n".join(json.dumps(record) for record in records))
    call_command("import_programs", str(path), stdout=out, **options)
    return out.getvalue()


def test_it_says_what_changed_and_a_summary(tmp_path: Path) -> None:
    path = tmp_path / "programs.jsonl"
    assert run(path, RECORD) == (
        "line 1: created first\ncreated 1, updated 0, unchanged 0, kept 0, refused 0\n" + undo_words()
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
        "created 1, updated 0, unchanged 0, kept 0, refused 1\n" + undo_words()
    )


def test_dry_run_says_so(tmp_path: Path) -> None:
    assert run(tmp_path / "programs.jsonl", RECORD, dry_run=True) == (
        "ROW 1 new first\n"
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


# Sheets


@pytest.mark.usefixtures("vocabularies")
def test_a_dry_run_of_a_sheet_says_one_line_a_row(tmp_path: Path) -> None:
    path = tmp_path / "programs.csv"
    path.write_text("Hospital,Program,Type,Cost\nMercy,Heart,Elective,$500\nGrace,Lung,Elective,cheap\n")
    out = StringIO()
    with pytest.raises(CommandError, match=r"^1 record was refused\.$"):
        call_command("import_programs", str(path), dry_run=True, stdout=out)
    assert out.getvalue().splitlines() == [
        "ROW 2 new mercy-heart host kind: Other, by its name; sources: none is named",
        f"ROW 3 refused grace-lung Cost (D3): “cheap” {NO_AMOUNT}",
        "Dry run: nothing was changed.",
        "created 1, updated 0, unchanged 0, kept 0, refused 1",
    ]
    assert Program.objects.count() == 0


@pytest.mark.usefixtures("vocabularies")
@pytest.mark.parametrize(("all_or_nothing", "count"), [(False, 1), (True, 0)])
def test_one_refused_row(tmp_path: Path, count: int, *, all_or_nothing: bool) -> None:
    path = tmp_path / "programs.csv"
    path.write_text("Hospital,Program,Type\nMercy,Heart,Elective\nGrace,Lung,Nothing\n")
    with pytest.raises(CommandError):
        call_command("import_programs", str(path), all_or_nothing=all_or_nothing, stdout=StringIO())
    assert (Program.objects.count(), CatalogImport.objects.count()) == (count, count)


@pytest.mark.usefixtures("vocabularies")
def test_columns_that_are_left_out_are_named(tmp_path: Path) -> None:
    path, out = tmp_path / "programs.csv", StringIO()
    path.write_text("#,Hospital,Program,Type,My notes\n1,Mercy,Heart,Elective,cheap\n")
    call_command("import_programs", path, stdout=out)
    assert out.getvalue().startswith("note: These columns are not known and left out: “#”, “My notes”.")


def test_undo_says_what_is_as_before(tmp_path: Path) -> None:
    run(tmp_path / "programs.jsonl", RECORD)
    number, out = CatalogImport.objects.get().pk, StringIO()
    call_command("import_programs", undo=number, stdout=out)
    assert out.getvalue() == f"Import {number}: 1 program is as before.\n"
    assert Program.objects.count() == 0
    with pytest.raises(CommandError, match=r"^There is no import 999\.$"):
        call_command("import_programs", undo=999)
    with pytest.raises(CommandError, match=r"^Name a file, or an import to undo\.$"):
        call_command("import_programs")


def test_a_file_that_is_no_sheet(tmp_path: Path) -> None:
    path = tmp_path / "programs.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(CommandError, match=r"old Excel file"):
        call_command("import_programs", str(path))
