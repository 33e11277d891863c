"""What a portal needs before its first visitor."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group

from programs.curation.importing import shipped_files
from programs.curation.importing.shipped_files import LoadingError, load_catalog
from programs.models import Program, Requirement, Resource, Specialty, StateRule, Term

pytestmark = pytest.mark.django_db

SPECIALTIES = [
    {"name": "Cardiology", "slug": "cardiology", "parent": "Medicine"},
    {"name": "Medicine", "slug": "medicine", "parent": None},
]
REQUIREMENTS = [{"code": "cv", "label": "CV", "group": "document", "what_it_is": "A list."}]
PROGRAM = {
    "slug": "first",
    "name": "First",
    "host": {"name": "Mercy", "kind": "clinic"},
    "type": "observership",
    "specialties": ["Cardiology"],
}
GUIDE = {
    "terms": [{"kind": "glossary", "slug": "img", "word": "IMG", "meaning": "A graduate from abroad."}],
    "resources": [
        {"kind": "official", "name": "ECFMG", "url": "https://ecfmg.org/", "good_for": "Certification."}
    ],
    "state_rules": [
        {"state": "NY", "rule": "Twelve weeks.", "source_title": "State", "source_url": "https://nysed.gov/"}
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small set of shipped files."""
    catalog = tmp_path / "catalog"
    catalog.mkdir()
    (catalog / "specialties.json").write_text(json.dumps(SPECIALTIES))
    (catalog / "requirements.json").write_text(json.dumps(REQUIREMENTS))
    (catalog / "programs.jsonl").write_text(json.dumps(PROGRAM))
    (catalog / "closed_doors.jsonl").write_text("")
    (catalog / "replaced.json").write_text("{}")
    (tmp_path / "guide.json").write_text(json.dumps(GUIDE))
    return tmp_path


def load(folder: Path) -> list[str]:
    said: list[str] = []
    load_catalog(folder, said.append)
    return said


def test_everything_that_is_missing_is_added_and_said(folder: Path) -> None:
    assert load(folder) == [
        "specialties: 2 new",
        "requirements: 1 new",
        "advisors' group: 1 new",
        "guide: 3 new",
        "programs.jsonl: created 1, updated 0, unchanged 0, kept 0, refused 0",
        "closed_doors.jsonl: created 0, updated 0, unchanged 0, kept 0, refused 0",
    ]
    assert list(Specialty.objects.values_list("name", "parent__name")) == [
        ("Cardiology", "Medicine"),
        ("Medicine", None),
    ]
    assert [model.objects.count() for model in (Requirement, Term, Resource, StateRule, Program)] == [1] * 5


def test_a_second_run_is_silent_and_short(
    folder: Path, django_assert_num_queries: Callable[..., Any]
) -> None:
    load(folder)
    # Savepoint and its release, specialties, requirements, group, three guide tables, programs.
    with django_assert_num_queries(9):
        assert load(folder) == []


def test_an_advisors_edits_stay(folder: Path) -> None:
    load(folder)
    Specialty.objects.filter(name="Cardiology").update(parent=None, slug="heart")
    Requirement.objects.update(label="Curriculum vitae")
    Term.objects.update(meaning="Edited.")
    Program.objects.update(name="Edited")
    Group.objects.get(name="Advisors").permissions.clear()
    assert load(folder) == []
    assert list(Specialty.objects.values_list("slug", "parent")) == [("heart", None), ("medicine", None)]
    assert list(Requirement.objects.values_list("label", flat=True)) == ["Curriculum vitae"]
    assert list(Term.objects.values_list("meaning", flat=True)) == ["Edited."]
    assert list(Program.objects.values_list("name", flat=True)) == ["Edited"]
    assert Group.objects.get(name="Advisors").permissions.count() == 0


def test_missing_words_of_the_vocabularies_are_added(folder: Path) -> None:
    load(folder)
    new = [*SPECIALTIES, {"name": "Echo", "slug": "echo", "parent": "Cardiology"}]
    (folder / "catalog" / "specialties.json").write_text(json.dumps(new))
    assert load(folder) == ["specialties: 1 new"]
    assert Specialty.objects.get(name="Echo").parent == Specialty.objects.get(name="Cardiology")


def test_advisors_may_see_add_and_change_but_not_delete(folder: Path) -> None:
    load(folder)
    permissions = Group.objects.get(name="Advisors").permissions
    codes = set(permissions.values_list("codename", flat=True))
    models = {code.split("_", 1)[1] for code in codes}
    assert models == {
        "audiencedifference",
        "block",
        "change",
        "fee",
        "flagsilence",
        "host",
        "limit",
        "package",
        "program",
        "programrequirement",
        "provider",
        "requirement",
        "resource",
        "source",
        "specialty",
        "staterule",
        "term",
        "window",
    }
    assert codes == {"view_change"} | {
        f"{act}_{model}" for act in ("view", "add", "change") for model in models - {"change"}
    }
    assert set(permissions.values_list("content_type__app_label", flat=True)) == {"programs"}


def test_a_portal_without_a_guide_file_starts(folder: Path) -> None:
    (folder / "guide.json").unlink()
    load(folder)
    assert Term.objects.count() == 0


def test_only_empty_tables_of_the_guide_are_filled(folder: Path) -> None:
    Term.objects.create(kind="glossary", slug="own", word="Own", meaning="By hand.")
    assert "guide: 2 new" in load(folder)
    assert list(Term.objects.values_list("slug", flat=True)) == ["own"]


def test_a_refused_program_is_said_and_the_portal_starts(folder: Path) -> None:
    (folder / "catalog" / "closed_doors.jsonl").write_text('{"words_in_brief": "No."}')
    said = load(folder)
    assert said[-2] == "closed_doors.jsonl: created 0, updated 0, unchanged 0, kept 0, refused 1"
    assert said[-1].startswith("closed_doors.jsonl, line 1: refused: host: is missing;") is True


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("catalog/specialties.json", "[", "specialties.json cannot be read: "),
        ("catalog/requirements.json", '[{"code": "x y"}]', "requirements.json, x y: "),
        ("guide.json", '{"terms": [{"wrong": 1}]}', "guide.json, terms, [1]: "),
        ("guide.json", '{"resources": [{"name": "No address"}]}', "guide.json, resources, ['No address']: "),
    ],
)
def test_a_broken_file_stops_with_its_name_and_leaves_nothing(
    folder: Path, name: str, content: str, message: str
) -> None:
    (folder / name).write_text(content)
    with pytest.raises(LoadingError) as error:
        load(folder)
    assert str(error.value).startswith(message) is True
    assert [Specialty.objects.count(), Group.objects.count(), Program.objects.count()] == [0, 0, 0]


def test_the_shipped_vocabularies_and_guide_are_right(fixtures_folder: Path) -> None:
    assert shipped_files.load_specialties(fixtures_folder / "catalog" / "specialties.json") == 106
    assert shipped_files.load_requirements(fixtures_folder / "catalog" / "requirements.json") == 67
    guide = json.loads((fixtures_folder / "guide.json").read_text())
    rows = sum(len(rows) for rows in guide.values())
    assert shipped_files.load_guide(fixtures_folder / "guide.json") == rows
