"""What every style sheet keeps to: colors, sizes of text and spaces are tokens."""

import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "static" / "css"
SHEETS = sorted(path.name for path in FOLDER.glob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+){([^{}]*)}")
COLOR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|color)a?\(|(?<![\w-])(?:white|black|red|gray|grey)\b", re.IGNORECASE
)
SIZE = re.compile(r"var\(--f[1-5]\)(/[\d.]+)?|inherit( !important)?")
# On paper sizes are points; the text of a drawing has the drawing's units.
OWN_SIZE = re.compile(r"\d+pt")
DRAWN = re.compile(r"\.map\b")
SPACE = (
    "margin",
    "gap",
    "row-gap",
    "column-gap",
    "margin-top",
    "margin-bottom",
    "margin-left",
    "margin-right",
)
# Two or three pixels set a sign right; a rem is a space.
REM = re.compile(r"(?<![\w-])-?\d*\.?\d+rem")
DJANGOS = "admin.css"  # sits on the admin's own sizes and spaces


def declarations(text: str) -> list[tuple[str, str, str]]:
    """Return selector, property and value of everything that a style sheet sets."""
    rules = RULE.findall(COMMENT.sub("", text))
    lines = [(selector.strip(), line) for selector, body in rules for line in body.split(";") if ":" in line]
    return [
        (selector, name.strip(), value.strip())
        for selector, line in lines
        for name, value in [line.split(":", 1)]
    ]


def faults_of(text: str) -> list[tuple[str, str, str]]:
    return [
        one
        for one in declarations(text)
        if is_loose_color(*one) or is_loose_size(*one) or is_loose_space(*one)
    ]


def is_loose_color(selector: str, name: str, value: str) -> bool:
    return not name.startswith("--") and bool(COLOR.search(value))


def is_loose_size(selector: str, name: str, value: str) -> bool:
    if name not in ("font-size", "font"):
        return False
    first = value.split(maxsplit=1)[0] if name == "font" else value
    return not (SIZE.fullmatch(first) or OWN_SIZE.fullmatch(first) or DRAWN.search(selector))


def is_loose_space(selector: str, name: str, value: str) -> bool:
    return name in SPACE and bool(REM.search(value))


@pytest.mark.parametrize("sheet", SHEETS)
def test_colors_sizes_and_spaces_are_tokens(sheet: str) -> None:
    found = faults_of((FOLDER / sheet).read_text())
    assert [one for one in found if sheet != DJANGOS or is_loose_color(*one)] == []


def test_the_scale_has_five_steps() -> None:
    tokens = {name for _, name, _ in declarations((FOLDER / "portal.css").read_text())}
    assert sorted(name for name in tokens if re.fullmatch(r"--f\d+", name)) == [
        f"--f{n}" for n in range(1, 6)
    ]


@pytest.mark.parametrize(
    "rule",
    [
        ".a { color: #fff; }",
        ".a { border: 1px solid rgb(0 0 0); }",
        ".a { background: white; }",
        ".a { font-size: .9rem; }",
        ".a { font: 13px/1.4 serif; }",
        "@media print { .a { gap: 1rem; } }",
        ".a { margin: 0 auto .5rem; }",
    ],
)
def test_each_rule_finds_its_fault(rule: str) -> None:
    assert len(faults_of(rule)) == 1


def test_tokens_are_no_faults() -> None:
    tokens = ":root { --ink: #000; --shadow: 0 1px rgb(0 0 0); }"
    used = ".a { color: var(--ink); font: var(--f1) serif; margin: var(--s2); scroll-margin: 4rem; }"
    assert faults_of(tokens + used) == []
