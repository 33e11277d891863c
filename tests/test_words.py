"""Words that pages, mails and messages used once and use no more: each has a plain one in its place."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# What is in a program's record comes from its sources, in their words.
FOLDERS = ("templates", "fixtures/reference", "programs", "applicants", "usce_portal")
RETIRED = {
    "catalogue": "catalog",
    "autumn": "fall",
    "e-mail": "email",
    "sign-in": "log-in",
    "cancelled": "canceled",
    "closed door": "closed program",
    "this door": "restricted",
    "nothing stated blocks": "you meet every rule this program states",
    "said to be open": "accepting applications",
    "freshest proof": "recently checked",
    "age of the proof": "last checked",
    "most you can pay": "maximum cost",
    "takes visitors in": "available months",
    "last day it counts": "expiration date",
    "the next word is": "waiting for a reply",
    "no word for": "no reply for",
    "dates that would do": "dates that work for you",
    "what goes along": "files in this pack",
    "note as sent": "mark as sent",
    "to be left in peace": "to stop reminders",
    "bring in a spreadsheet": "import a spreadsheet",
    "steps in between may be passed over": "you can skip steps",
    "nobody is asked by this": "this contacts nobody",
    "in so many words": "explicitly",
    "i have not said enough": "needs more answers from me",
    "may be a guess": "an approximate date is fine",
    "all the same": "anyway",
    "just now": "right now",
    "written down": "noted",
    "clock you live by": "your time zone",
    "it is on you to": "it is up to you to",
    "has a film": "has a video",
    "brought up to date": "updated",
    "it was not you?": "if it was not you",
    "which programs take you": "which programs accept you",
    "tell me of changes": "notify me of changes",
    "line by line": "itemized",
    "to solve first": "fix these first",
    "never counts as met": "we never assume “yes” for a question you skip",
}
TAG = re.compile(r"https?://[^\s\"<]+|{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)


def docstrings_of(tree: ast.AST) -> set[int]:
    """Return which constants are docstrings, or strings that stand alone."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def texts_of_code(path: Path) -> list[str]:
    """Return the sentences among a module's strings; one word, or capitals alone, are names and codes."""
    tree = ast.parse(path.read_text())
    prose = docstrings_of(tree)
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in prose]
    texts = [node.value for node in strings if isinstance(node.value, str)]
    return [text for text in texts if " " in text and not text.isupper()]


def words_of(path: Path) -> str:
    """Return what people may read of a file, in small letters and on one line."""
    text = "\n".join(texts_of_code(path)) if path.suffix == ".py" else TAG.sub(" ", path.read_text())
    return " ".join(text.lower().split())


def files() -> list[Path]:
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    return [
        path
        for path in found
        if path.suffix in (".py", ".html", ".txt", ".json") and "migrations" not in path.parts
    ]


@pytest.mark.parametrize("word", RETIRED)
def test_a_retired_word_is_said_nowhere(word: str, words: dict[str, str]) -> None:
    assert [name for name, text in words.items() if word in text] == []


@pytest.fixture(scope="module")
def words() -> dict[str, str]:
    """What people read, by file."""
    return {str(path.relative_to(ROOT)): words_of(path) for path in files()}


def test_the_measure_measures(words: dict[str, str], tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('"""An autumn."""\nNAME = "In autumn we\\n wait."\nCODE = "autumn"\n')
    assert words_of(module) == "in autumn we wait."
    page = tmp_path / "page.html"
    page.write_text('<p class="autumn">{# autumn #}In\n  fall</p>')
    assert words_of(page) == "in fall"
    assert len(words) > 500
