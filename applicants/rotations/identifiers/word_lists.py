"""The lists of names, towns and medical words that ship with the portal: fixtures/identifiers."""

import json
import re
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDER = Path("fixtures") / "identifiers"


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of one list, folded as ``words.fold`` does."""
    return frozenset(_text(name).split())


@cache
def lines_of(name: str) -> frozenset[str]:
    return frozenset(_text(name).splitlines())


def _text(name: str) -> str:
    return (Path(settings.BASE_DIR) / FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def is_city(words: str) -> bool:
    return words in lines_of("cities")


@cache
def note_words(name: str) -> frozenset[str]:
    """The words of notes by what they do in a sentence: titles, verbs of persons, words for staff."""
    return frozenset(_note_words()[name].split())


@cache
def _note_words() -> dict[str, str]:
    return dict(
        json.loads((Path(settings.BASE_DIR) / FOLDER / "note_words.json").read_text(encoding="utf-8"))
    )


@cache
def city_starts() -> frozenset[str]:
    """The first words of the names of towns."""
    return frozenset(re.split(r"[ '-]", line)[0] for line in lines_of("cities"))
