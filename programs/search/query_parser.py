"""What somebody typed as filters: a pure function of the text, a vocabulary and the day.

"no step 1 chicago under 2000" goes in. ``TypedText.of`` cuts it into six words and ``read`` matches them from
left to right, the longest phrase first:

- "no step 1": ``PhraseMatch(0, 3, (MeantFilter("requirement_not", ("step1",)),))``
- "chicago": ``PhraseMatch(3, 4, (MeantFilter("city", ("Chicago",)),))``
- "under 2000": ``PhraseMatch(4, 6, (MeantFilter("price_max", ("2000",)),))``

Out comes ``Understood`` with the three filters, and "" as ``rest``; "clinic" behind them would be the rest.
The phrases are data: ``fixtures/phrases.json`` and ``fixtures/synonyms.json``.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap

from programs.search.amounts import graduation_at, months_at, price_at, stay_at
from programs.search.facets import FACETS_BY_PARAMETER
from programs.search.filter_phrases import LONGEST_NAME, MeantFilter, Words, phrases_of
from programs.search.typed_text import PhraseMatch, TypedText
from programs.search.vocabulary import FilterVocabulary

MOST_REMEMBERED = 512
# "Not Texas and Ohio" leaves out both; "not research and observership" asks for the second.
CARRIED_BY_AND = frozenset({"requirement_not", "not_state", "not_city", "not_access", "not_visa"})


@dataclass(frozen=True)
class Part:
    """A filter and the characters of the text that mean it, from ``start`` to before ``end``."""

    parameter: str
    codes: Words
    start: int
    end: int


@dataclass(frozen=True)
class Understood:
    """What a text means. ``rest``: its words that mean no filter, in their order; all when none means one.

    Words of ``rest`` that did not stand side by side have a semicolon between them, so that typed it again
    finds nothing new.
    """

    filters: Mapping[str, Words]
    rest: str
    parts: tuple[Part, ...] = ()


@lru_cache(maxsize=MOST_REMEMBERED)
def understand(text: str, vocabulary: FilterVocabulary, today: datetime.date) -> Understood:
    """The filters that a text means, and the words that are left."""
    typed = TypedText.of(text, phrases_of(vocabulary))
    typed = typed.with_names(names_in(typed))
    matches = read(typed, today)
    parts = without_overridden([part for match in matches for part in parts_of(typed, match)])
    if not parts:
        return Understood({}, text)
    return Understood(merge_codes(parts), text_left(typed, matches), tuple(parts))


def parts_of(typed: TypedText, match: PhraseMatch) -> Iterator[Part]:
    start, end = typed.tokens[match.start].start, typed.tokens[match.end - 1].end
    return (Part(meant.parameter, meant.codes, start, end) for meant in match.filters)


def merge_codes(filters: Iterable[MeantFilter | Part]) -> dict[str, Words]:
    """The codes of each parameter, each code once."""
    codes: dict[str, Words] = {}
    for meant in filters:
        codes[meant.parameter] = tuple(dict.fromkeys((*codes.get(meant.parameter, ()), *meant.codes)))
    return codes


def without_overridden(parts: list[Part]) -> list[Part]:
    """Parts with the last alone of a filter that takes one code."""
    last = {part.parameter: part for part in parts}
    return [p for p in parts if not FACETS_BY_PARAMETER[p.parameter].is_single or p is last[p.parameter]]


def names_in(typed: TypedText) -> Iterator[int]:
    """Yield the places of words in the names of hosts and of what only looks like a filter."""
    place = 0
    while place < len(typed.words):
        end = typed.after(place, "names") or host_name_at(typed, place)
        yield from range(place, end or place)
        place = end or place + 1


def host_name_at(typed: TypedText, start: int) -> int | None:
    """Where a host's name ends that begins here; a name of nothing but filters is no name."""
    hosts, tokens = typed.phrases.hosts, typed.tokens
    for end in range(min(start + LONGEST_NAME, len(tokens)), start + 1, -1):
        is_name = "".join(token.word for token in tokens[start:end]) in hosts
        if is_name and not any(token.follows_break for token in tokens[start + 1 : end]):
            return end if says_more_than_filters(typed, start, end) else None
    return None


def says_more_than_filters(typed: TypedText, start: int, end: int) -> bool:
    place = start
    while place < end:
        if match := typed.filters_at(place):
            place = match.end
        elif typed.is_listed(place, "filler") or typed.tokens[place].is_number:
            place += 1
        else:
            return True
    return False


def read(typed: TypedText, today: datetime.date) -> list[PhraseMatch]:
    """The matches of a text from left to right; words that mean nothing are in none."""
    matches, place = [], 0
    while place < len(typed.words):
        match = None if place in typed.names else match_at(typed, place, today)
        if match is None:
            place += 1
            continue
        matches.append(match)
        typed = typed.with_names(match.places) if match.is_kept else typed.past(match)
        place = match.end
    return matches


def match_at(typed: TypedText, place: int, today: datetime.date) -> PhraseMatch | None:
    """What stands at a place: an amount, a filter, its opposite, or a phrase that says nothing."""
    amount = (
        graduation_at(typed, place, today)
        or price_at(typed, place)
        or months_at(typed, place)
        or stay_at(typed, place)
    )
    if amount:
        return amount
    meant = typed.filters_at(place)
    negated = negation_at(typed, place) or not_asked_at(typed, place, meant)
    filler_end = typed.after(place, "filler_phrases") or 0
    if negated and negated.end > max(meant.end if meant else 0, filler_end):
        return negated
    if meant and meant.end >= filler_end:
        return name_around(typed, meant) or meant
    return PhraseMatch(place, filler_end) if filler_end else None


def name_around(typed: TypedText, match: PhraseMatch) -> PhraseMatch | None:
    """The name that a place is part of: "University of Texas", "Ohio University"; None when of none."""
    if not match.is_place:
        return None
    starts = range(max(0, match.start - 5), match.start)
    before = next((i for i in starts if typed.after(i, "before_a_place_a_name") == match.start), None)
    behind = typed.behind(match.end, "after_a_place_a_name")
    if before is None and behind is None:
        return None
    return PhraseMatch(match.start if before is None else before, behind or match.end, is_kept=True)


def requirement_at(typed: TypedText, place: int) -> PhraseMatch | None:
    requirements = typed.phrases.requirements
    for end, words in typed.spans(place):
        if words in requirements:
            return PhraseMatch(place, end, (MeantFilter("requirement_not", requirements[words]),))
    return None


def opposite_at(typed: TypedText, place: int) -> PhraseMatch | None:
    """What "no" before a place leaves out: a requirement, else options of a filter."""
    requirement, meant = requirement_at(typed, place), typed.filters_at(place)
    if requirement and (not meant or requirement.end >= meant.end):
        return requirement
    opposites = [MeantFilter(f"not_{name}", codes) for name, codes in meant.filters] if meant else []
    if not meant or any(opposite.parameter not in FACETS_BY_PARAMETER for opposite in opposites):
        return None
    return meant._replace(filters=tuple(opposites))


def negation_at(typed: TypedText, start: int) -> PhraseMatch | None:
    """What "no", "without", "except" leave out, with all that "or" adds to it."""
    behind = typed.after(start, "not")
    if behind is None or typed.breaks(behind):
        return None
    opposite = opposite_at(typed, skip_small_words(typed, behind))
    return opposite and carry_on(typed, opposite._replace(start=start))


def skip_small_words(typed: TypedText, place: int) -> int:
    """The first place behind the small words that may stand between "not" and what is left out."""
    while typed.is_listed(place, "between_not_and_what") and not typed.breaks(place + 1):
        if typed.filters_at(place) or requirement_at(typed, place):
            break
        place += 1
    return place


def carry_on(typed: TypedText, match: PhraseMatch) -> PhraseMatch:
    """The match with the opposites of the same parameter that "or" adds to it."""
    end, parameter = match.end, match.filters[0].parameter
    while typed.is_listed(end, "connectors") and not typed.breaks(end) and not typed.breaks(end + 1):
        if typed.words[end] == "and" and parameter not in CARRIED_BY_AND:
            break
        typed = typed.past(match)
        more = opposite_at(typed, skip_small_words(typed, end + 1))
        if more is None or more.filters[0].parameter != parameter:
            break
        codes = merge_codes((*match.filters, *more.filters))
        end, match = more.end, PhraseMatch(match.start, more.end, tuple(starmap(MeantFilter, codes.items())))
    return match


def not_asked_at(typed: TypedText, start: int, meant: PhraseMatch | None) -> PhraseMatch | None:
    """What is said not to be asked for: "Step 1 not required", "VSLO not needed"."""
    is_access = meant is not None and all(parameter == "access" for parameter, _ in meant.filters)
    match = requirement_at(typed, start) or (opposite_at(typed, start) if is_access else None)
    behind = typed.behind(match.end, "not_after") if match else None
    return match._replace(end=behind) if match and behind else None


def text_left(typed: TypedText, matches: list[PhraseMatch]) -> str:
    """The words that are left, those side by side as they were written."""
    used = {place for match in matches if not match.is_kept for place in match.places}
    kept = typed.names.union(*(match.places for match in matches if match.is_kept))
    left = [
        place
        for place in range(len(typed.words))
        if place not in used and (place in kept or not typed.is_listed(place, "filler"))
    ]
    text = ""
    for before, place in zip([None, *left], left, strict=False):
        token = typed.tokens[place]
        gap = "" if before is None else token.gap if before == place - 1 else "; "
        text += gap + token.raw
    return text if any(typed.is_upper) or not text.isupper() else text.lower()
