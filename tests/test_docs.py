"""What the documentation has to name rightly: the files and folders of the repository."""

import re
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
