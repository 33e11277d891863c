"""Every word of docs/glossary.md has its home in the code."""

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

TEXT = (Path(settings.BASE_DIR) / "docs" / "glossary.md").read_text()
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| `([\w.]+)` \|$", re.MULTILINE)
ROWS = ROW.findall(TEXT)


def is_home(home: str) -> bool:
    """Return whether a dotted name is a module, or something in one."""
    parent, _, name = home.rpartition(".")
    try:
        return find_spec(home) is not None or hasattr(import_module(parent), name)
    except ModuleNotFoundError:  # the parent is no package
        return find_spec(parent) is not None and hasattr(import_module(parent), name)


def test_every_word_has_a_home() -> None:
    assert [(word, home) for word, _, home in ROWS if not is_home(home)] == []


def test_every_row_is_read_and_every_word_stands_once() -> None:
    lines = [line for line in TEXT.splitlines() if line.startswith("|") and "---" not in line]
    assert len(ROWS) == len(lines) - TEXT.count("| Word |")
    words = [word.lower() for word, _, _ in ROWS]
    assert sorted(set(words)) == sorted(words)
