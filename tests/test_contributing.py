"""The worked examples of CONTRIBUTING: what they name is there, and a change made as they say shows."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

import applicants.models
from applicants.documents.models import DocumentKind
from applicants.reference_data import load_missing_kinds
from programs import facts, records
from programs.models import Program
from tests.factories import make_program

ROOT = Path(settings.BASE_DIR)
TEXT = (ROOT / "CONTRIBUTING.md").read_text()
STEP = re.compile(r"^\d\. `([^`]+)` \(([^)]+)\): ", re.MULTILINE)
TESTS = re.compile(r"`(tests/[^`]+)`")
LINKS = re.compile(r"\]\(([^)#]+)")
MOST_FILES = 6


class Step(NamedTuple):
    """A file to touch, and the names in it to look for; none in a file that is new."""

    path: str
    names: list[str]


def examples() -> dict[str, str]:
    """Return the worked examples by their headings."""
    parts = re.split(r"^### ", TEXT.split("## Worked examples")[1], flags=re.MULTILINE)[1:]
    return {part.splitlines()[0]: part for part in parts}


def steps(example: str) -> list[Step]:
    return [Step(path, re.findall(r"`([^`]+)`", names)) for path, names in STEP.findall(example)]


EXAMPLES = examples()


def test_there_are_six_and_none_touches_more_files_than_six() -> None:
    assert {heading: len(steps(text)) for heading, text in EXAMPLES.items()} == {
        "Fix a bug": 3,
        "A yes/no fact of a program": 5,
        "A filter on it": 2,
        "A status of an application": 4,
        "A kind of document": 5,
        "A package of an applicant's own work": MOST_FILES,
    }


@pytest.mark.parametrize("heading", EXAMPLES)
def test_the_files_are_there_and_have_the_names(heading: str) -> None:
    found = steps(EXAMPLES[heading])
    assert [step.path for step in found if not (ROOT / step.path).exists()] == []
    missing = [
        (step.path, name)
        for step in found
        for name in step.names
        if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", (ROOT / step.path).read_text())
    ]
    assert missing == []


@pytest.mark.parametrize("heading", EXAMPLES)
def test_the_tests_that_tell_what_is_missing_are_there(heading: str) -> None:
    named = [path for path in TESTS.findall(EXAMPLES[heading]) if "reading" not in path]
    assert named != []
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_links_lead_somewhere() -> None:
    assert [link for link in LINKS.findall(TEXT) if "://" not in link and not (ROOT / link).exists()] == []


# The examples, carried out as far as a running program can be changed


@pytest.fixture
def parking(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fact of the first example, as its steps 3 and 4 add it."""
    assert get_resolver().url_patterns  # what is computed from the facts when it is imported, is without it
    fact = facts.Fact(
        "parking", "Parking provided", facts.MONEY, facts.yes_no("parking"), "Is there parking?"
    )
    monkeypatch.setattr(facts, "FACTS", (*facts.FACTS, fact))
    monkeypatch.setattr(records, "BLANK", records.BLANK | {"parking": None})


@pytest.mark.django_db
@pytest.mark.parametrize(("stated", "words"), [(True, "Yes"), (False, "No")])
def test_a_fact_shows_on_the_page(client: Client, parking: None, *, stated: bool, words: str) -> None:
    program = make_program()
    Program.objects.filter(pk=program.pk).update(record=program.record | {"parking": stated})
    page = client.get(program.get_absolute_url()).content.decode()
    assert re.search(r'data-fact="parking"[^§]{0,400}?' + words, page) is not None


@pytest.mark.django_db
def test_a_record_from_before_the_fact_asks_for_it(client: Client, parking: None) -> None:
    page = client.get(make_program().get_absolute_url()).content.decode()
    assert "Is there parking?" in page


@pytest.mark.django_db
def test_a_kind_of_document_is_one_row_of_a_file(tmp_path: Path) -> None:
    shipped = json.loads((ROOT / "fixtures" / "reference" / "document_kinds.json").read_text())
    example = next(row for row in shipped if row["code"] == "personal_statement")
    named = re.findall(r"`(\w+)`", EXAMPLES["A kind of document"].split("2. ")[0])
    assert set(example) <= set(named)
    row = example | {"code": "second_opinion", "label": "List of references"}
    (tmp_path / "document_kinds.json").write_text(json.dumps([*shipped, row]))
    assert load_missing_kinds(tmp_path) == len(shipped) + 1
    assert DocumentKind.objects.get(code="second_opinion").label == "List of references"


# What a new package would miss without a word


def packages() -> list[str]:
    found = {path.parent.name for path in (ROOT / "applicants").glob("*/__init__.py")}
    return sorted(found - {"management", "migrations"})


def test_every_model_is_in_the_index_of_models() -> None:
    own = apps.get_app_config("applicants").get_models()  # tests may add models of their own
    models = [model.__name__ for model in own if model.__module__.startswith("applicants.")]
    assert [name for name in models if name not in applicants.models.__all__] == []
    written = [
        name
        for path in (ROOT / "applicants").rglob("*.py")
        for name in re.findall(r"^class (\w+)\(models\.Model\)", path.read_text(), re.MULTILINE)
    ]
    abstract = {"Sourced"}
    assert sorted(set(written) - set(applicants.models.__all__)) == sorted(abstract)


def test_every_package_with_addresses_is_in_the_index_of_addresses() -> None:
    routed = {name.split(".")[1] for name in view_modules() if name.startswith("applicants.")}
    with_urls = {path.parent.name for path in (ROOT / "applicants").glob("*/urls.py")}
    assert with_urls - routed == set()


def view_modules() -> set[str]:
    """Return the modules of the views that the site's addresses lead to."""
    waiting, found = list(get_resolver().url_patterns), set()
    while waiting:
        one = waiting.pop()
        waiting += getattr(one, "url_patterns", [])
        if callback := getattr(one, "callback", None):
            found.add(callback.__module__)
    return found


def test_every_package_is_in_the_tree_of_the_architecture() -> None:
    tree = (ROOT / "docs" / "architecture.md").read_text()
    assert [name for name in packages() if f"{name}/" not in tree] == []
