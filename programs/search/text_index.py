"""Free text: which programs hold the words, forgiving prefixes, the field's short forms and typos."""

import difflib
from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain

from programs.search.bitmaps import all_of, bitmap, bitmap_of
from programs.search.folding import search_words
from programs.search.synonyms import WORDS

SHORTEST_PREFIX = 3
SHORTEST_TYPO = 4
TYPO_LIKENESS = 0.75
# So many near names are looked at for a living one.
MOST_NEAR = 5
# Beyond this share of the catalog a word is stored as a bitmap, below it as a list of slots.
DENSE_SHARE = 32


class WordIndex:
    """Words and the slots that hold them."""

    def __init__(self) -> None:
        self.postings: dict[str, array[int] | int] = defaultdict(lambda: array("I"))
        self.sorted_words: list[str] = []

    def add(self, slot: int, text: str) -> None:
        """Note, while the index is built, that a slot holds these words."""
        postings = self.postings
        for word in text.split():
            postings[word].append(slot)  # type: ignore[union-attr] # a list until sealed

    def seal(self, size: int) -> None:
        """Finish building: frequent words become bitmaps, and the words are sorted for prefixes."""
        for word, slots in self.postings.items():
            if len(slots) * DENSE_SHARE > size:  # type: ignore[arg-type] # a list as yet
                self.postings[word] = bitmap(slots, size)  # type: ignore[arg-type] # the same
        self.postings = dict(self.postings)
        self.sorted_words = sorted(self.postings)

    def bitmap(self, word: str, size: int) -> int:
        """The slots that hold exactly this word, not one that begins with it."""
        held = self.postings.get(word, 0)
        return held if isinstance(held, int) else bitmap_of(held, size)

    def starting_with(self, prefix: str, size: int) -> int:
        first = bisect_left(self.sorted_words, prefix)
        last = bisect_left(self.sorted_words, prefix + "\uffff")
        postings = [self.postings[word] for word in self.sorted_words[first:last]]
        bitmap = bitmap_of(chain.from_iterable(held for held in postings if not isinstance(held, int)), size)
        for held in postings:
            if isinstance(held, int):
                bitmap |= held
        return bitmap

    def append(self, slot: int, text: str) -> None:
        """Note the words of a new slot after the index is built."""
        for word in text.split():
            held = self.postings.get(word)
            if held is None:
                self.postings[word] = array("I", [slot])
                insort(self.sorted_words, word)
            elif isinstance(held, int):
                self.postings[word] = held | 1 << slot
            else:
                held.append(slot)


@dataclass
class TextMatch:
    """What a query found. ``strong``: all its words are in names. ``corrections``: (written, taken for)."""

    matches: int
    strong: int
    corrections: list[tuple[str, str]] = field(default_factory=list)


class TextIndex:
    """The words of names and of everything else, for all programs."""

    def __init__(self) -> None:
        self.names = WordIndex()
        self.rest = WordIndex()
        self.size = 0

    def add(self, slot: int, names: str, rest: str) -> None:
        """Note, while the index is built, that a slot holds these words."""
        self.names.add(slot, names)
        self.rest.add(slot, rest)

    def seal(self, size: int) -> None:
        """Finish building."""
        self.size = size
        self.names.seal(size)
        self.rest.seal(size)

    def append(self, slot: int, names: str, rest: str) -> None:
        """Note the words of a new slot after the index is built."""
        self.size = slot + 1
        self.names.append(slot, names)
        self.rest.append(slot, rest)

    def holding(self, vocabulary: WordIndex, word: str) -> int:
        """The slots that hold a word, a word that starts with it, or what it is short for."""
        bitmap = vocabulary.bitmap(word, self.size)
        if len(word) >= SHORTEST_PREFIX:
            bitmap |= vocabulary.starting_with(word, self.size)
        if meant := WORDS.get(word):
            bitmap |= all_of(vocabulary.bitmap(part, self.size) for part in meant)
        return bitmap

    def correction(self, word: str, alive: int) -> str | None:
        """The word of a living name that a misspelled word most resembles, None when none is near."""
        if len(word) < SHORTEST_TYPO:
            return None
        candidates = [
            name
            for name in (*self.names.sorted_words, *WORDS)
            if abs(len(name) - len(word)) < SHORTEST_PREFIX
        ]
        near = difflib.get_close_matches(word, candidates, n=MOST_NEAR, cutoff=TYPO_LIKENESS)
        return next((name for name in near if self.holding(self.names, name) & alive), None)

    def find(self, query: str, alive: int, *, corrects: bool = True) -> TextMatch | None:
        """The programs that hold every word of a query; None for a query without words.

        A word that only dead slots hold is as unknown as one that none holds. ``corrects``: unknown words are
        taken for near ones.
        """
        words = search_words(query)
        if not words:
            return None
        corrections, pairs = [], []
        for word in words:
            named, elsewhere = self.holding(self.names, word), self.holding(self.rest, word)
            is_unknown = corrects and not (named | elsewhere) & alive
            if is_unknown and (meant := self.correction(word, alive)):
                corrections.append((word, meant))
                named, elsewhere = self.holding(self.names, meant), self.holding(self.rest, meant)
            pairs.append((named, named | elsewhere))
        return TextMatch(
            matches=all_of(anywhere for _, anywhere in pairs),
            strong=all_of(named for named, _ in pairs),
            corrections=corrections,
        )
