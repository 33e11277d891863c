"""What the documentation has to name rightly: the files and folders of the repository."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CODE = ("applicants", "programs", "usce_portal", "benchmarks", "tests")
FOLDERS = (*CODE, "docs", "fixtures", "static", "templates")
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
# A file that the house forbids, and the package that the last worked example makes.
NOT_THERE = re.compile(r"utils\.py|.*/reading/")
MADE_UP = "### A package of an applicant's own work"


def named_paths(page: Path) -> list[str]:
    """Return the paths in backticks: Python files, and all that begins with a folder of the repository."""
    words = re.findall(r"`([\w./-]+)`", page.read_text().split(MADE_UP)[0])
    ours = re.compile(rf"(?:{'|'.join(FOLDERS)})/.*|[\w/]+\.py")
    return [word for word in words if ours.fullmatch(word) and not NOT_THERE.fullmatch(word)]


@cache
def every_path() -> list[str]:
    every = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    return [str(path.relative_to(ROOT)) for path in every if "__pycache__" not in path.parts]


def is_there(path: str) -> bool:
    """Whether a path exists as it is written, or ends one path alone, as ``curation/review/page.py`` does."""
    return (ROOT / path).exists() or len([one for one in every_path() if one.endswith(f"/{path}")]) == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_paths_that_a_page_names_are_there(page: Path) -> None:
    assert [path for path in named_paths(page) if not is_there(path)] == []


def test_paths_are_found() -> None:
    named = {path for page in PAGES for path in named_paths(page)}
    assert {"programs/search/catalog.py", "publishing/reindexing.py"} <= named
    known = ("programs/search", "text.py", "models.py", "text_index.py")
    assert [is_there(path) for path in known] == [True, False, False, True]


def contract_packages() -> list[str]:
    """Return the packages of an applicant's own work from the lowest up, as the import contract has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = [one["layers"] for one in contracts if one["id"] == "packages"]
    return [name for name in reversed(layers) if (ROOT / "applicants" / name / "__init__.py").exists()]


def test_the_order_of_imports_is_the_contracts() -> None:
    (order,) = re.findall(
        r"imports only from its left: `([^`]+)`", (ROOT / "docs/architecture.md").read_text()
    )
    assert re.split(r"\s*←\s*", order.strip()) == contract_packages()


def test_the_trees_name_every_package() -> None:
    (readme,) = re.findall(r"\napplicants/ .*?(?=\ntemplates/)", (ROOT / "README.md").read_text(), re.DOTALL)
    architecture = (ROOT / "docs/architecture.md").read_text()
    (tree,) = re.findall(r"\napplicants/ .*?(?=\ntemplates/)", architecture, re.DOTALL)
    expected = sorted(contract_packages())
    assert sorted(re.findall(r"(\w+)/", readme.partition("noun\n")[2])) == expected
    assert sorted(re.findall(r"^  (\w+)/", tree, re.MULTILINE)) == expected
