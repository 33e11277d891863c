"""What every template file keeps to."""

import ast
import re
from pathlib import Path
from statistics import median

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())
# Named by Django and allauth: error pages, the base of all pages, robots.txt, and what is overridden.
NAMED_BY_OTHERS = re.compile(
    r"(403|404|405|429|500|503|507|base)\.html|robots\.txt|(admin|django/forms|account|allauth|mfa|usersessions)/.+"
)

LONGEST = 120
LONGEST_LINE = 120
# One tag of ours cannot go on on another line.
ONE_TAG = re.compile(r"\s*{%(?:(?!%}).)*%}\s*")
# Nor can the value of one attribute.
ONE_VALUE = re.compile(r'\s*[\w-]+="[^"]*"/?>?')
MEDIAN = 30

FORBIDDEN = {
    "safe filter": re.compile(r"\|\s*safe(seq)?\b"),
    "autoescape off": re.compile(r"{%\s*autoescape\s+off"),
    "inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")", re.IGNORECASE
    ),
    "inline style": re.compile(r"<style|\sstyle=", re.IGNORECASE),
    "inline handler": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "javascript URL": re.compile(r"javascript:", re.IGNORECASE),
    "other host": re.compile(
        r"<(?:script|link|img|iframe|source)[^>]*(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE
    ),
}


# A page's own name and place, what a widget is, and the admin's pages are compared as text.
CODE_COMPARED = re.compile(r"""[=!]= ?["'][a-z_]+["']|["'][a-z_]+["'] [=!]= """)
MAY_COMPARE = re.compile(r"{% if (section|here) == |(admin|django|allauth)/")


def text_of(name: str) -> str:
    return (FOLDER / name).read_text()


def views_with_templates() -> set[str]:
    """Return app/package/view.html for every view that answers with a template of its own."""
    found = set()
    for path in [*ROOT.glob("*/**/views/*.py"), *ROOT.glob("*/**/views.py")]:
        folder = "/".join(part for part in path.relative_to(ROOT).parts[:-1] if part != "views")
        functions = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]
        found |= {
            f"{folder}/{f.name}.html"
            for f in functions
            if f.returns and "TemplateResponse" in ast.unparse(f.returns)
        }
    return found


@pytest.mark.parametrize(
    ("fault", "html"),
    [
        ("safe filter", "{{ x|safe }}"),
        ("autoescape off", "{% autoescape off %}"),
        ("inline script", "<script>go()</script>"),
        ("inline style", '<p style="color: red">'),
        ("inline handler", '<p onclick="go()">'),
        ("javascript URL", '<a href="javascript:go()">'),
        ("other host", '<script src="https://cdn.example/x.js"></script>'),
    ],
)
def test_each_rule_finds_its_fault(fault: str, html: str) -> None:
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(html)] == [fault]


def test_no_template_breaks_a_rule() -> None:
    faults = [
        (name, fault)
        for name in TEMPLATES
        for fault, pattern in FORBIDDEN.items()
        if pattern.search(text_of(name)) and not (fault == "autoescape off" and name.endswith(".txt"))
    ]
    assert faults == []


def test_templates_compare_no_codes() -> None:
    """What a code means is decided in Python; a template is given ``is_shortlisted`` and such."""
    compared = [
        (name, line.strip())
        for name in TEMPLATES
        for line in text_of(name).splitlines()
        if CODE_COMPARED.search(line) and not MAY_COMPARE.search(line) and not MAY_COMPARE.match(name)
    ]
    assert compared == []


def test_templates_are_short() -> None:
    lengths = {name: len(text_of(name).splitlines()) for name in TEMPLATES}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
    assert median(lengths.values()) <= MEDIAN


def test_lines_are_not_endless() -> None:
    long = [
        (name, number)
        for name in TEMPLATES
        if name.endswith(".html")  # a line of a mail is sent as it stands
        for number, line in enumerate(text_of(name).splitlines(), start=1)
        if len(line) > LONGEST_LINE and not (ONE_TAG.fullmatch(line) or ONE_VALUE.fullmatch(line))
    ]
    assert long == []


def test_a_page_is_named_for_its_view_and_anything_else_starts_with_an_underscore() -> None:
    pages = {
        name
        for name in TEMPLATES
        if not NAMED_BY_OTHERS.fullmatch(name) and not Path(name).name.startswith("_")
    }
    assert pages == views_with_templates()


def test_every_part_is_used() -> None:
    parts = [name for name in TEMPLATES if Path(name).name.startswith("_")]
    sources = [text_of(name) for name in TEMPLATES] + [
        path.read_text() for path in ROOT.glob("[apu]*/**/*.py")
    ]
    assert [name for name in parts if not any(f'"{name}"' in source for source in sources)] == []


def test_every_page_extends_the_one_base() -> None:
    pages = {*views_with_templates(), "404.html", "429.html", "500.html", "503.html"}
    bases = ('{% extends "base.html" %}', '{% extends "applicants/_confirm_delete.html" %}')
    assert [name for name in sorted(pages) if not text_of(name).startswith(bases)] == []
    assert text_of("applicants/_confirm_delete.html").startswith(bases[0])
