"""What a rule of patterns is: a kind, what to look for, and when it means nobody."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from applicants.rotations.identifiers.found import FoundSpan, Kind
from applicants.rotations.identifiers.note import Note, Sentence

FIRST_WORD = re.compile(r"[a-z]{1,30}")


def phrases(text: str) -> tuple[str, ...]:
    """The parts of a list that commas part."""
    return tuple(part.strip() for part in text.split(","))


def any_of(parts: tuple[str, ...]) -> str:
    """A pattern for any of the phrases, the longest first; a hyphen may stand for a blank."""
    ranked = sorted(parts, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(part).replace("\\ ", "[ -]") for part in ranked) + ")"


def first_words(parts: tuple[str, ...]) -> frozenset[str]:
    """The words without one of which none of the phrases can be in a text."""
    return frozenset(FIRST_WORD.findall(part)[0] for part in parts)


@dataclass(frozen=True)
class PatternRule:
    """The group ``id`` is what is found, else the whole match.

    A note without any of ``triggers`` is not searched: most notes have no label of a number in them.
    """

    kind: Kind
    pattern: re.Pattern[str]
    triggers: frozenset[str] = frozenset()
    digits: int = 0
    is_harmless: Callable[[re.Match[str], Sentence], bool] = lambda _match, _sentence: False

    def spans(self, note: Note) -> Iterator[FoundSpan]:
        if self.triggers and self.triggers.isdisjoint(note.vocabulary):
            return
        group = "id" if "id" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(note.text):
            if sum(c.isdigit() for c in match[group]) < self.digits:
                continue
            if not self.is_harmless(match, note.sentence_at(match.start())):
                yield FoundSpan(match.start(group), match.end(group), self.kind)
