"""What a rule of patterns is: a kind, what to look for, and when it means nobody."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from applicants.rotations.identifiers.found import FoundSpan, Kind
from applicants.rotations.identifiers.note import WORD, Note, Sentence
from applicants.rotations.identifiers.words import fold


def phrases(text: str) -> tuple[str, ...]:
    """The parts of a list that commas part."""
    return tuple(part.strip() for part in text.split(","))


def any_of(parts: tuple[str, ...]) -> str:
    """A pattern for any of the phrases, the longest first; a hyphen may stand for a blank."""
    ranked = sorted(parts, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(part).replace("\\ ", "[ -]") for part in ranked) + ")"


def first_words(parts: tuple[str, ...]) -> frozenset[str]:
    """The words without one of which none of the phrases can be in a text."""
    return frozenset(fold(word[0]) for part in parts if (word := WORD.match(part)))


@dataclass(frozen=True)
class PatternRule:
    """The group ``id`` is what is found, else the whole match.

    Most notes have no label of a number in them. So a note without any of ``triggers``, without the text
    that the rule ``needs``, or without so long a run of digits, is not searched, and with ``is_anchored`` a
    match begins where a trigger does.
    """

    kind: Kind
    pattern: re.Pattern[str]
    triggers: frozenset[str] = frozenset()
    digits: int = 0
    is_anchored: bool = False
    needs: str = ""
    run: int = 0
    is_harmless: Callable[[re.Match[str], Sentence], bool] = lambda _match, _sentence: False

    def spans(self, note: Note) -> Iterator[FoundSpan]:
        group = "id" if "id" in self.pattern.groupindex else 0
        for match in self._matches(note):
            if sum(c.isdigit() for c in match[group]) < self.digits:
                continue
            if not self.is_harmless(match, note.sentence_at(match.start())):
                yield FoundSpan(match.start(group), match.end(group), self.kind)

    def _matches(self, note: Note) -> Iterator[re.Match[str]]:
        if self.needs not in note.text or note.longest_number < self.run:
            return
        if not self.triggers:
            yield from self.pattern.finditer(note.text)
            return
        triggers = self.triggers & note.vocabulary.keys()
        if not self.is_anchored:
            yield from self.pattern.finditer(note.text) if triggers else ()
            return
        for i in sorted(i for trigger in triggers for i in note.vocabulary[trigger]):
            if match := self.pattern.match(note.text, note.starts[i]):
                yield match
