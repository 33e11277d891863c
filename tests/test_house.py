"""The budgets and laws of the house that a machine can measure, and what the README has to name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest
from django.conf import settings

from tests.scheduling import TOGETHER

ROOT = Path(settings.BASE_DIR)
APPS = ("programs", "applicants", "usce_portal")
Function = ast.FunctionDef | ast.AsyncFunctionDef

MEDIAN_LINES = 8
P95_LINES = 35
VIEW_LINES = 25
FILE_LINES = 400


def source_files() -> list[Path]:
    """Return the project's own Python files; migrations are Django's handwriting."""
    found = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    return sorted([*found, ROOT / "portal", ROOT / "manage.py"])


SOURCES = source_files()


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[Function]:
    """Yield every function of a file, methods and nested ones too."""
    yield from (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, Function))


def body_lines(function: Function) -> int:
    """Return the lines of a function without its signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def lacks_annotation(function: Function) -> bool:
    """Return whether a parameter other than self and cls, or the result, has no type."""
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    bare = [arg.arg for arg in every if arg is not None and arg.annotation is None]
    return function.returns is None or any(name not in ("self", "cls", "mcs") for name in bare)


def view_files() -> list[Path]:
    return [path for path in SOURCES if "views" in path.parts or path.stem == "views"]


def calls(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what a file calls: (name of the function or method, whole expression)."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            yield name, ast.unparse(called)


# Budgets


def test_functions_are_short() -> None:
    lengths = [body_lines(function) for path in SOURCES for function in functions(path)]
    assert median(lengths) <= MEDIAN_LINES
    assert quantiles(lengths, n=20)[-1] <= P95_LINES


def test_views_are_short() -> None:
    long = [(named(p), f.name) for p in view_files() for f in functions(p) if body_lines(f) > VIEW_LINES]
    assert long == []


def test_files_are_short() -> None:
    lengths = {named(path): len(path.read_text().splitlines()) for path in SOURCES}
    assert {name: length for name, length in lengths.items() if length > FILE_LINES} == {}


def test_every_signature_is_annotated() -> None:
    bare = [
        (named(path), f.lineno, f.name) for path in SOURCES for f in functions(path) if lacks_annotation(f)
    ]
    assert bare == []


def test_the_measures_measure() -> None:
    source = 'def f(a, *, b: int):\n    """Say."""\n    x = 1\n    return (\n        x\n    )\n'
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert body_lines(function) == 4
    assert lacks_annotation(function) is True
    assert lacks_annotation(ast.parse("def f(self, a: int) -> None: ...").body[0]) is False


# Laws


def test_views_never_filter() -> None:
    assert view_files() != []
    forbidden = {"filter", "exclude", "annotate", "aggregate", "Q", "order_by", "raw", "extra"}
    assert [(named(p), whole) for p in view_files() for name, whole in calls(p) if name in forbidden] == []


def test_there_are_no_signals() -> None:
    forbidden = {"receiver", "connect", "Signal"}
    assert [(named(p), whole) for p in SOURCES for name, whole in calls(p) if name in forbidden] == []
    imported = re.compile(r"^(from|import) django\S*(signals|dispatch)", re.MULTILINE)
    assert [named(path) for path in SOURCES if imported.search(path.read_text())] == []


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "services", "signals", "managers"}
    assert [named(path) for path in SOURCES if path.stem in drawers or path.parent.name in drawers] == []


def test_imports_stand_at_the_top() -> None:
    inside = [
        (named(path), function.name)
        for path in SOURCES
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


# README


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


def test_what_stays_on_one_worker_is_there() -> None:
    assert [start for start in TOGETHER if not (ROOT / start).exists()] == []
