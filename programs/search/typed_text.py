"""One typed text against the phrases of a vocabulary: which phrase stands where, and what it means there."""

from collections.abc import Container, Iterable, Mapping
from typing import TypeVar

from programs.search.filter_phrases import Meaning, Phrases, Words
from programs.search.tokens import is_shouted, tokens_of

PLACES = frozenset({"state", "city"})
Value = TypeVar("Value")


class TypedText:
    """The words of a text. ``names``: places of words that are kept as they are, such as a hospital's name.

    ``place_ends``: last words of the places read so far, by parameter.
    """

    def __init__(self, text: str, phrases: Phrases) -> None:
        self.text, self.phrases = text, phrases
        self.tokens = tokens_of(text)
        self.words = [token.word if token.is_number else phrases.normal(token.word) for token in self.tokens]
        shouted = is_shouted(self.tokens)
        self.is_upper = [not shouted and token.raw.isupper() for token in self.tokens]
        self.names: set[int] = set()
        self.place_ends: dict[int, str] = {}

    def spans(self, start: int, *, across: bool = False) -> Iterable[tuple[int, Words]]:
        """The phrases that may begin at a word, longest first; they end at a break."""
        if start >= len(self.words):
            return
        most = min(start + self.phrases.longest.get(self.words[start], 0), len(self.words))
        inside = (i for i in range(start + 1, most) if self.tokens[i].follows_break or i in self.names)
        ends = (i for i in range(start + 1, most) if self.tokens[i].follows_end)
        stop = next(ends if across else inside, most)
        for end in range(stop, start, -1):
            yield end, tuple(self.words[start:end])

    def longest(self, start: int, table: Mapping[Words, Value]) -> tuple[int, Value] | None:
        """The end and the value of the longest phrase of a table at a word."""
        return next(((end, table[words]) for end, words in self.spans(start) if words in table), None)

    def after(self, start: int, name: str) -> int | None:
        """Where a phrase of a list ends that begins at a word; None when none does."""
        table = self.phrases.lists[name]
        return next((end for end, words in self.spans(start) if words in table), None)

    def breaks(self, place: int) -> bool:
        return place < len(self.tokens) and self.tokens[place].follows_break

    def behind(self, place: int, name: str) -> int | None:
        """Where a phrase of a list ends that follows without a comma; None when none does."""
        return None if self.breaks(place) else self.after(place, name)

    def skip(self, place: int, name: str) -> int:
        """The place behind a phrase of a list that follows without a comma, or the same place."""
        return self.behind(place, name) or place

    def is_listed(self, place: int, name: str) -> bool:
        return 0 <= place < len(self.words) and (self.words[place],) in self.phrases.lists[name]

    def follows_preposition(self, place: int) -> bool:
        joined = place > 0 and not self.tokens[place].follows_break
        return joined and self.is_listed(place - 1, "prepositions")

    def meaning(self, start: int) -> tuple[int, Meaning] | None:
        """The end and the filters of the longest phrase at a word that means some there."""
        across = (
            (end, words) for end, words in self.spans(start, across=True) if words in self.phrases.across
        )
        for end, words in (*across, *self.spans(start)):
            if len(words) == 1 and (state := self.state_code(start, is_beside_place=True)):
                return start + 1, (("state", (state,)),)
            if (found := self.phrases.meanings.get(words)) and self.is_meant(start, end, words, found):
                return end, found
        state = self.state_code(start) if start < len(self.words) else None
        return (start + 1, (("state", (state,)),)) if state else None

    def is_meant(self, start: int, end: int, words: Words, meaning: Meaning) -> bool:
        """Whether a phrase that is also something else means its filter at this place."""
        lists = self.phrases.lists
        letters = (i for i in range(start, end) if not self.tokens[i].is_number)
        if words in lists["only_upper_case"] and not all(self.is_upper[i] for i in letters):
            return False
        if words in lists["only_lower_after_preposition"]:
            return self.is_upper[start] or self.follows_preposition(start) or self.is_month_beside(start)
        if words in lists["towns_that_are_words"] and meaning[0][0] == "city":
            return self.follows_preposition(start) or self.state_follows(end)
        return True

    def is_month_beside(self, place: int) -> bool:
        """Whether "may" stands at a dash, a year or "or" another month."""
        beside = (place - 2, place - 1, place + 1, place + 2)
        months = {words: 1 for words, meaning in self.phrases.meanings.items() if meaning[0][0] == "month"}
        return self.words[place] == "may" and any(
            0 <= i < len(self.words) and self.words[i] != "may" and (self.words[i],) in months for i in beside
        )

    def state_follows(self, place: int) -> bool:
        if place >= len(self.words) or self.tokens[place].follows_end:
            return False
        code = self.phrases.states.get(self.words[place])
        if code and self.words[place] not in self.listed_words("never_codes_in_lower_case"):
            return True
        found = next((m for _, w in self.spans(place) if (m := self.phrases.meanings.get(w))), ())
        return bool(self.is_upper[place] and code) or any(parameter == "state" for parameter, _ in found)

    def listed_words(self, name: str) -> Container[str]:
        return {words[0] for words in self.phrases.lists[name]}

    def state_code(self, place: int, *, is_beside_place: bool = False) -> str | None:
        """The state whose postal code stands here; many codes are words too.

        ``is_beside_place``: only where a place before it or a preposition says that it is one.
        """
        token = self.tokens[place]
        code = self.phrases.states.get(token.word)
        if code is None:
            return None
        never = (token.word,) in self.phrases.lists["never_codes_in_lower_case"]
        is_upper = self.is_upper[place]
        if self.is_beside_place(place) and (is_upper or not never):
            return code
        if self.follows_preposition(place) and (is_upper or not never):
            return code if (token.word,) not in self.phrases.lists["only_lower_after_preposition"] else None
        if is_beside_place:
            return None
        return code if is_upper or (token.word,) not in self.phrases.lists["words_that_are_codes"] else None

    def is_beside_place(self, place: int) -> bool:
        """Whether a place stands right before, or a state before a comma or "or"."""
        if self.tokens[place].follows_end:
            return False
        if place - 1 in self.place_ends:
            return True
        return self.is_listed(place - 1, "connectors") and self.place_ends.get(place - 2) == "state"

    def number(self, place: int) -> float | None:
        """The number at a word, in figures or in letters."""
        if place >= len(self.tokens):
            return None
        token = self.tokens[place]
        return float(token.word) if token.is_number else self.phrases.numbers.get(self.words[place])
