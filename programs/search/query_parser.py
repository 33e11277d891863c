"""What somebody typed as filters: a pure function of the text, a vocabulary and the day.

"IM observership in NJ under $2000" is a specialty, a program type, a state and a price. What is left stays
text. The phrases are data: ``fixtures/phrases.json`` and ``fixtures/synonyms.json``.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from programs.search.amounts import Found, graduation_at, months_at, price_at, stay_at
from programs.search.facets import FACETS_BY_PARAMETER
from programs.search.filter_phrases import LONGEST_NAME, Meaning, Words, phrases_of
from programs.search.typed_text import PLACES, TypedText
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


@dataclass
class Marks:
    """Which words of a text are said by filters, and which say nothing."""

    parts: list[Part] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


@lru_cache(maxsize=MOST_REMEMBERED)
def understand(text: str, vocabulary: FilterVocabulary, today: datetime.date) -> Understood:
    """The filters that a text means, and the words that are left."""
    typed = TypedText(text, phrases_of(vocabulary))
    typed.names |= set(names_in(typed))
    marks = mark_words(typed, today)
    if not marks.parts:
        return Understood({}, text)
    parts = without_overridden(marks.parts)
    filters: dict[str, Words] = {}
    for part in parts:
        filters[part.parameter] = tuple(dict.fromkeys((*filters.get(part.parameter, ()), *part.codes)))
    return Understood(filters, rest_of(typed, marks.used), tuple(parts))


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
        found = typed.meaning(place)
        if found:
            place = found[0]
        elif typed.is_listed(place, "filler") or typed.tokens[place].is_number:
            place += 1
        else:
            return True
    return False


def mark_words(typed: TypedText, today: datetime.date) -> Marks:
    marks, place = Marks(), 0
    while place < len(typed.words):
        found = None if place in typed.names else found_at(typed, place, today)
        if found is None:
            place += 1
            continue
        end, meaning = found
        start_character, end_character = typed.tokens[place].start, typed.tokens[end - 1].end
        marks.parts += [Part(name, codes, start_character, end_character) for name, codes in meaning]
        marks.used |= set(range(place, end))
        place = end
    return marks


def found_at(typed: TypedText, place: int, today: datetime.date) -> Found | None:
    """What stands at a place: an amount, a filter, its opposite, or a phrase that says nothing."""
    amount = (
        graduation_at(typed, place, today)
        or price_at(typed, place)
        or months_at(typed, place)
        or stay_at(typed, place)
    )
    if amount and not amount.meaning:
        typed.names |= set(range(place, amount.end))
        return None
    if amount:
        return amount
    meant, negated = typed.meaning(place), negation_at(typed, place) or not_asked_at(typed, place)
    silent = typed.after(place, "filler_phrases") or 0
    if negated and negated.end > max(meant[0] if meant else 0, silent):
        return negated
    if meant and meant[0] >= silent:
        return place_at(typed, place, Found(*meant))
    return Found(silent, ()) if silent else None


def place_at(typed: TypedText, start: int, found: Found) -> Found | None:
    """What was found, unless it is a place in a name: "University of Texas", "Ohio University"."""
    if not PLACES.issuperset(parameter for parameter, _ in found.meaning):
        return found
    before = next(
        (i for i in range(max(0, start - 5), start) if typed.after(i, "before_a_place_a_name") == start),
        None,
    )
    behind = typed.behind(found.end, "after_a_place_a_name")
    if before is None and behind is None:
        typed.place_ends[found.end - 1] = found.meaning[0][0]
        return found
    typed.names |= set(range(start if before is None else before, behind or found.end))
    return None


def requirement_at(typed: TypedText, place: int) -> Found | None:
    found = typed.longest(place, typed.phrases.requirements)
    return Found(found[0], (("requirement_not", found[1]),)) if found else None


def opposite_at(typed: TypedText, place: int) -> Found | None:
    """What "no" before a place leaves out: a requirement, else options of a filter."""
    asked, meant = requirement_at(typed, place), typed.meaning(place)
    if asked and (not meant or asked.end >= meant[0]):
        return asked
    if not meant or any(f"not_{parameter}" not in FACETS_BY_PARAMETER for parameter, _ in meant[1]):
        return None
    if PLACES.issuperset(parameter for parameter, _ in meant[1]):
        typed.place_ends[meant[0] - 1] = meant[1][0][0]
    return Found(meant[0], tuple((f"not_{parameter}", codes) for parameter, codes in meant[1]))


def negation_at(typed: TypedText, start: int) -> Found | None:
    """What "no", "without", "except" leave out, with all that "or" adds to it."""
    behind = typed.after(start, "not")
    if behind is None or typed.breaks(behind):
        return None
    found = opposite_at(typed, skip_small_words(typed, behind))
    return found and carry_on(typed, found)


def skip_small_words(typed: TypedText, place: int) -> int:
    """The first place behind the small words that may stand between "not" and what is left out."""
    while typed.is_listed(place, "between_not_and_what") and not typed.breaks(place + 1):
        if typed.meaning(place) or requirement_at(typed, place):
            break
        place += 1
    return place


def carry_on(typed: TypedText, found: Found) -> Found:
    end, meaning = found
    parameter: str = meaning[0][0]
    while typed.is_listed(end, "connectors") and not typed.breaks(end) and not typed.breaks(end + 1):
        if typed.words[end] == "and" and parameter not in CARRIED_BY_AND:
            break
        more = opposite_at(typed, skip_small_words(typed, end + 1))
        if more is None or more.meaning[0][0] != parameter:
            break
        end, meaning = more.end, join_meanings(meaning, more.meaning)
    return Found(end, meaning)


def join_meanings(one: Meaning, other: Meaning) -> Meaning:
    codes: dict[str, Words] = {}
    for parameter, own in (*one, *other):
        codes[parameter] = tuple(dict.fromkeys((*codes.get(parameter, ()), *own)))
    return tuple(codes.items())


def not_asked_at(typed: TypedText, start: int) -> Found | None:
    """What is said not to be asked for: "Step 1 not required", "VSLO not needed"."""
    meant = typed.meaning(start)
    is_access = meant is not None and all(parameter == "access" for parameter, _ in meant[1])
    found = requirement_at(typed, start) or (opposite_at(typed, start) if is_access else None)
    behind = typed.behind(found.end, "not_after") if found else None
    return Found(behind, found.meaning) if found and behind else None


def rest_of(typed: TypedText, used: set[int]) -> str:
    """The words that are left, those side by side as they were written."""
    left = [
        place
        for place in range(len(typed.words))
        if place not in used and (place in typed.names or not typed.is_listed(place, "filler"))
    ]
    text = ""
    for before, place in zip([None, *left], left, strict=False):
        token = typed.tokens[place]
        gap = "" if before is None else token.gap if before == place - 1 else "; "
        text += gap + token.raw
    return text if any(typed.is_upper) or not text.isupper() else text.lower()
