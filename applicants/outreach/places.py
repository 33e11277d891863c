"""Whether two people work at the same place, however it is written. Pure."""

import re

from programs.search.terms import fold

WORD = re.compile(r"\w+")
FILLERS = frozenset({"the", "of", "and", "for", "at", "a", "department", "dept", "division", "section"})


def plain_place(text: str) -> frozenset[str]:
    """Return the words of a place's name, without case, accents, marks and words that say nothing."""
    return frozenset(WORD.findall(fold(text).replace("'", "").replace("’", ""))) - FILLERS


def is_same_place(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Return whether two (organization, department) are one place; no organization is no place.

    A person without a department may belong to any department there.
    """
    organizations = plain_place(one[0]), plain_place(other[0])
    departments = plain_place(one[1]), plain_place(other[1])
    if not organizations[0] or organizations[0] != organizations[1]:
        return False
    return not all(departments) or departments[0] == departments[1]
