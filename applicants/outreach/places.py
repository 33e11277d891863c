"""Whether two contacts are one person or work at one place, however it is written. Pure."""

import re
from typing import Any

from programs.search import PLACE_WORDS, fold, in_full

WORD = re.compile(r"\w+")
FILLERS = frozenset({"the", "of", "and", "for", "at", "a", "department", "dept", "division", "section"})
TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "miss"})
DEGREES = frozenset({"md", "do", "mbbs", "mbchb", "ph", "phd", "mph", "facp"})
INITIALS = frozenset("abcdefghijklmnopqrstuvwxyz")


def plain_place(text: str) -> frozenset[str]:
    """The words of a place's name in full, without case, accents, marks and words that say nothing."""
    return frozenset(in_full(plain_words(text), PLACE_WORDS)) - FILLERS


def plain_person(name: str) -> frozenset[str]:
    """The words of a person's name in any order, without case, accents, titles and initials."""
    return plain_words(name) - TITLES - DEGREES - INITIALS


def plain_words(text: str) -> frozenset[str]:
    """The words of a text without case, accents and marks."""
    return frozenset(WORD.findall(fold(text).replace("'", "").replace("’", "").replace(".", " ")))


def is_same_person(one: Any, other: Any) -> bool:
    """Whether two contacts are probably one person: one email, or one name and no other hospital."""
    if one.email and fold(one.email) == fold(other.email):
        return True
    names = plain_person(one.name), plain_person(other.name)
    organizations = plain_place(one.organization), plain_place(other.organization)
    return bool(names[0]) and names[0] == names[1] and (not all(organizations) or len({*organizations}) == 1)


def is_same_place(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two (organization, department) are one place; no organization is no place.

    A person without a department may belong to any department there.
    """
    organizations = plain_place(one[0]), plain_place(other[0])
    departments = plain_place(one[1]), plain_place(other[1])
    if not organizations[0] or organizations[0] != organizations[1]:
        return False
    return not all(departments) or departments[0] == departments[1]
