"""One typed text against the phrases of a vocabulary: which phrase stands where, and what it means there.

Places are indexes of words. Nothing here changes a text: ``with_names`` and ``past`` return new ones.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from programs.search.filter_phrases import MeantFilter, Phrases, Words
from programs.search.tokens import Token, is_shouted, tokens_of

PLACES = frozenset({"state", "city"})


class Span(NamedTuple):
    """Words of a text side by side, up to before the place ``end``."""

    end: int
    words: Words


class PhraseMatch(NamedTuple):
    """What the words from ``start`` to before ``end`` mean; filler words mean no filters.

    ``is_kept``: the words stay text, such as a hospital's name or an amount that no filter can say.
    """

    start: int
    end: int
    filters: tuple[MeantFilter, ...] = ()
    is_kept: bool = False

    @property
    def places(self) -> range:
        return range(self.start, self.end)

    @property
    def is_place(self) -> bool:
        """Whether it asks for places, or leaves out places, and nothing else."""
        return bool(self.filters) and PLACES.issuperset(
            m.parameter.removeprefix("not_") for m in self.filters
        )


@dataclass(frozen=True)
class TypedText:
    """The words of a text. ``names``: places of words that stay text, such as a hospital's name.

    ``last_place``: the state or city that was read last, and what it means.
    """

    text: str
    phrases: Phrases
    tokens: list[Token]
    words: list[str]
    is_upper: list[bool]
    names: frozenset[int] = frozenset()
    last_place: PhraseMatch | None = None

    @classmethod
    def of(cls, text: str, phrases: Phrases) -> Self:
        tokens = tokens_of(text)
        words = [token.word if token.is_number else phrases.normal(token.word) for token in tokens]
        shouted = is_shouted(tokens)
        return cls(text, phrases, tokens, words, [not shouted and token.raw.isupper() for token in tokens])

    def with_names(self, places: Iterable[int]) -> Self:
        return replace(self, names=self.names.union(places))

    def past(self, match: PhraseMatch) -> Self:
        """The text with a match read: what follows a state may be one too."""
        return replace(self, last_place=match) if match.is_place else self

    def spans(self, start: int, *, across: bool = False) -> Iterator[Span]:
        """The phrases that may begin at a word, longest first; they end at a break."""
        if start >= len(self.words):
            return
        most = min(start + self.phrases.longest.get(self.words[start], 0), len(self.words))
        inside = (i for i in range(start + 1, most) if self.tokens[i].follows_break or i in self.names)
        ends = (i for i in range(start + 1, most) if self.tokens[i].follows_end)
        stop = next(ends if across else inside, most)
        for end in range(stop, start, -1):
            yield Span(end, tuple(self.words[start:end]))

    def after(self, start: int, name: str) -> int | None:
        """Where a phrase of a list ends that begins at a word; None when none does."""
        table = self.phrases.lists[name]
        return next((span.end for span in self.spans(start) if span.words in table), None)

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

    def filters_at(self, start: int) -> PhraseMatch | None:
        """The longest phrase at a word that means filters there; None when none does."""
        across = (span for span in self.spans(start, across=True) if span.words in self.phrases.across)
        for span in (*across, *self.spans(start)):
            if len(span.words) == 1 and (state := self.state_code(start, is_beside_place=True)):
                return PhraseMatch(start, start + 1, (MeantFilter("state", (state,)),))
            filters = self.phrases.meanings.get(span.words)
            if filters and self.is_meant(match := PhraseMatch(start, span.end, filters)):
                return match
        state = self.state_code(start) if start < len(self.words) else None
        return PhraseMatch(start, start + 1, (MeantFilter("state", (state,)),)) if state else None

    def is_meant(self, match: PhraseMatch) -> bool:
        """Whether a phrase that is also something else means its filter at this place."""
        start, end, lists = match.start, match.end, self.phrases.lists
        words = tuple(self.words[start:end])
        letters = (i for i in range(start, end) if not self.tokens[i].is_number)
        if words in lists["only_upper_case"] and not all(self.is_upper[i] for i in letters):
            return False
        if words in lists["only_lower_after_preposition"]:
            return self.is_upper[start] or self.follows_preposition(start) or self.is_month_beside(start)
        if words in lists["towns_that_are_words"] and match.filters[0].parameter == "city":
            return self.follows_preposition(start) or self.state_follows(end)
        return True

    def is_month_beside(self, place: int) -> bool:
        """Whether "may" stands at a dash, a year or "or" another month."""
        beside = (place - 2, place - 1, place + 1, place + 2)
        words = [self.words[i] for i in beside if 0 <= i < len(self.words) and self.words[i] != "may"]
        filters = [self.phrases.meanings.get((word,)) for word in words]
        return self.words[place] == "may" and any(
            meant and meant[0].parameter == "month" for meant in filters
        )

    def state_follows(self, place: int) -> bool:
        if place >= len(self.words) or self.tokens[place].follows_end:
            return False
        code = self.phrases.states.get(self.words[place])
        if code and (self.is_upper[place] or not self.is_listed(place, "never_codes_in_lower_case")):
            return True
        meanings = (self.phrases.meanings.get(span.words) for span in self.spans(place))
        return any(meant.parameter == "state" for meant in next(filter(None, meanings), ()))

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
        if self.last_place is None or self.tokens[place].follows_end:
            return False
        if self.last_place.end == place:
            return True
        is_state = self.last_place.filters[0].parameter in {"state", "not_state"}
        return is_state and self.last_place.end == place - 1 and self.is_listed(place - 1, "connectors")

    def number(self, place: int) -> float | None:
        """The number at a word, in figures or in letters."""
        if place >= len(self.tokens):
            return None
        token = self.tokens[place]
        return float(token.word) if token.is_number else self.phrases.numbers.get(self.words[place])
