"""What the README has to name."""

from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def top_level() -> list[str]:
    """Return what stands at the top of the tree, folders with a slash; not dotfiles nor what git ignores."""
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines()} | {"README.md"}
    entries = [path for path in ROOT.iterdir() if path.name not in ignored and not path.name.startswith(".")]
    return sorted(path.name + ("/" if path.is_dir() else "") for path in entries)


@pytest.fixture
def readme() -> str:
    return (ROOT / "README.md").read_text()


def test_the_readme_names_everything_at_the_top(readme: str) -> None:
    assert "programs/" in top_level()
    assert [entry for entry in top_level() if entry not in readme] == []


def test_the_readme_has_the_two_commands_on_lines_of_their_own(readme: str) -> None:
    lines = [line.split("#")[0].strip() for line in readme.splitlines()]
    assert [command for command in ("./portal", "./portal test") if command not in lines] == []
