"""Initials for a name; HIPAA counts them as one."""

import re
from collections.abc import Iterator
from itertools import chain

from applicants.rotations.identifiers.found import FoundSpan
from applicants.rotations.identifiers.note import Note
from applicants.rotations.identifiers.reading import AGE_WORDS_AFTER
from applicants.rotations.identifiers.rules import phrases
from applicants.rotations.identifiers.word_lists import note_words

DOTTED = re.compile(r"(?<![\w.&/-])(?P<id>[A-Z]\. ?[A-Z]\.?(?: ?[A-Z]\.)?|[a-z]\.[a-z]\.)(?=[\s,:;()]|$)")
NEVER = {"AA", "CC", "ED", "ER", "HR", "BP", "RR", "PM"}
ACTS_AFTER = re.compile(r"^ (?:has|had|is|was|came|told|said|denies|reports|complains|needs|wants)\b")
SENTENCE_BEFORE = re.compile(r"(?:^|[.!?\n] ?)$")
NO_INITIALS = phrases("ie, eg, po, iv, us, uk, am, pm, md, do, rn, er, ed, pa, np, id, vs, ac, pc, dc")
LOWER = re.compile(r"\b(?:pt|patient|pt initials|initials)\.?:? (?P<id>[a-z]\. ?[a-z]\.?)(?=[\s,:;()]|$)")
STATED = re.compile(r"(?i)\binitials:? (?:(?:are|is) )?(?P<id>(?!are|is|on|in|of|to)[a-z]{2})\b")
PLAIN = re.compile(r"(?<![\w.&/-])(?P<id>[A-Z]{2})(?=[\s,:;()])")
ABBREVIATIONS = frozenset(word.upper() for word in note_words("two_letter_abbreviations"))
PERSON_BEFORE = re.compile(
    r"(?i)\b(?:pt|patient|initials?|named?|mr|mrs|ms|man|woman|lady|boy|girl|saw|met)s?\.?[ :(,-]{1,3}(?:is "
    r"|are )?$"
)
INITIALS_BEFORE = re.compile(r"(?i)\binitials?[ :(,-]{1,3}(?:is |are )?$")
AGE_SENTENCE_AFTER = re.compile(r"^ ?(?:is|was) an? \d")


def find_initials(note: Note) -> Iterator[FoundSpan]:
    """With stops, as in "Pt R.B.", beside a person; without, as in AB, 67 yo, only beside an age."""
    for match in DOTTED.finditer(note.text):
        if is_aged(note, match) or PERSON_BEFORE.search(before(note, match)) or is_acting(note, match):
            yield FoundSpan(match.start("id"), match.end("id"), "name")
    for match in chain(LOWER.finditer(note.text), STATED.finditer(note.text)):
        yield FoundSpan(match.start("id"), match.end("id"), "name")
    for match in PLAIN.finditer(note.text):
        is_sentence = AGE_SENTENCE_AFTER.match(after(note, match)) is not None
        is_apart = after(note, match).startswith(",") and match["id"] not in NEVER
        is_age = (is_apart or match["id"] not in ABBREVIATIONS) and is_aged(note, match)
        if is_sentence or is_age or INITIALS_BEFORE.search(before(note, match)):
            yield FoundSpan(match.start("id"), match.end("id"), "name")


def is_acting(note: Note, match: re.Match[str]) -> bool:
    """Whether "J.D. has" begins a sentence."""
    letters = match["id"].replace(".", "").replace(" ", "").lower()
    is_subject = ACTS_AFTER.match(after(note, match)) is not None and letters not in NO_INITIALS
    return is_subject and SENTENCE_BEFORE.search(before(note, match)) is not None


def is_aged(note: Note, match: re.Match[str]) -> bool:
    text = after(note, match)
    return (AGE_WORDS_AFTER.match(text) or AGE_SENTENCE_AFTER.match(text)) is not None


def before(note: Note, match: re.Match[str]) -> str:
    return note.text[max(0, match.start() - 24) : match.start()]


def after(note: Note, match: re.Match[str]) -> str:
    return note.text[match.end() : match.end() + 40]
