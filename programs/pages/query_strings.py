"""The list page's address, written in one canonical way: the address is the whole state."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from programs.choices import ProgramSort
from programs.search import EVERY_FACET, FACETS_BY_PARAMETER, HIDE, Facet, FilterVocabulary, Part, SearchQuery

# Filters whose options alone do not say what they are about: "March", "Open".
BARE_WORDS = frozenset({"intake", "month"})
MOST_CODES_SHOWN = 4


@dataclass(frozen=True)
class Pill:
    """A filter in force: its parameter, its words, and the query string without it.

    ``turned_query`` leaves out what the pill asks for, or the other way round; "" where neither can be.
    ``is_typed``: it is a part of the text that means a filter.
    """

    parameter: str
    words: str
    query: str
    turned_query: str = ""
    is_typed: bool = False

    @property
    def excludes(self) -> bool:
        return bool(self.parameter in FACETS_BY_PARAMETER and FACETS_BY_PARAMETER[self.parameter].excluded)


def query_string(query: SearchQuery, page: int = 1) -> str:
    """The query string of a query, without what is left at its default.

    A text stands in it as typed; what it means is not written a second time.
    """
    query = query.own
    pairs = [("q", query.text)] if query.text else []
    pairs += [(f.parameter, code) for f in EVERY_FACET for code in query.ticked.get(f.parameter, ())]
    if query.is_plain and query.text:
        pairs.append(("as", "text"))
    if query.sort != ProgramSort.BEST:
        pairs.append(("sort", query.sort.value))
    if query.sort == ProgramSort.FIT and HIDE.parameter not in query.ticked:
        pairs.append((HIDE.parameter, ""))  # else it would hide by itself
    if query.includes_unstated:
        pairs.append(("unstated", "include"))
    if page > 1:
        pairs.append(("page", str(page)))
    return urlencode(pairs)


def without_code(query: SearchQuery, parameter: str, code: str | None = None) -> SearchQuery:
    """The query without one code of a filter, or without the whole filter, or without "q"."""
    if parameter == "q":
        return replace(query.own, text="", is_plain=False)
    kept = tuple(ticked for ticked in query.ticked[parameter] if code is not None and ticked != code)
    return query.with_codes(parameter, kept)


def without_part(query: SearchQuery, part: Part) -> SearchQuery:
    """The query without the words of its text that mean a filter."""
    before, behind = query.typed[: part.start].rstrip(), query.typed[part.end :].lstrip(" ,;")
    return replace(query.own, text=f"{before} {behind}".strip(" ,;"))


def without_rest(query: SearchQuery) -> SearchQuery:
    """The query without the words of its text that mean no filter."""
    spans = dict.fromkeys((part.start, part.end) for part in query.parts)
    return replace(query.own, text=", ".join(query.typed[start:end] for start, end in spans))


def turn_round(query: SearchQuery, parameter: str, code: str) -> SearchQuery:
    """The query with one code left out instead of asked for, or the other way round."""
    opposite = FACETS_BY_PARAMETER[parameter].excluded or f"not_{parameter}"
    base = without_code(query, parameter, code)
    return base.with_codes(opposite, (*base.ticked.get(opposite, ()), code))


def code_words(parameter: str, code: str, vocabulary: FilterVocabulary) -> str:
    """A ticked code with as much of its filter's name as it needs to be understood."""
    facet = FACETS_BY_PARAMETER[parameter]
    label = vocabulary.label(parameter, code)
    is_plain = label in ("Yes", "No", code) or parameter in BARE_WORDS
    needs_name = facet.is_number or facet.all_of or is_plain or facet == HIDE
    return f"{facet.label}: {label}" if needs_name else label


def pill_of(query: SearchQuery, facet: Facet, code: str, vocabulary: FilterVocabulary) -> Pill:
    words = code_words(facet.excluded or facet.parameter, code, vocabulary)
    can_turn = facet != HIDE and not facet.is_number
    return Pill(
        facet.parameter,
        f"Not: {words}" if facet.excluded and facet != HIDE else words,
        query_string(without_code(query, facet.parameter, code)),
        query_string(turn_round(query, facet.parameter, code)) if can_turn else "",
    )


def part_pill(query: SearchQuery, part: Part, vocabulary: FilterVocabulary) -> Pill:
    """The pill of a part of the text; one of many codes shows the words that were typed."""
    facet = FACETS_BY_PARAMETER[part.parameter]
    base = facet.excluded or facet.parameter
    words = " or ".join(code_words(base, code, vocabulary) for code in part.codes)
    if len(part.codes) > MOST_CODES_SHOWN:
        words = f"{FACETS_BY_PARAMETER[base].label}: {query.typed[part.start : part.end]}"
    words = f"Not: {words}" if facet.excluded and facet != HIDE else words
    return Pill(facet.parameter, words, query_string(without_part(query, part)), is_typed=True)


def text_pill(query: SearchQuery) -> Pill:
    textless = without_rest(query) if query.parts else without_code(query, "q")
    return Pill("q", f"“{query.text}”", query_string(textless))


def pills(query: SearchQuery, vocabulary: FilterVocabulary) -> list[Pill]:
    """A pill for each part of the text, for what is left of it, and for each filter ticked."""
    pills = [part_pill(query, part, vocabulary) for part in query.parts]
    pills += [text_pill(query)] if query.text else []
    own = query.own
    pills += [
        pill_of(query, facet, code, vocabulary)
        for facet in EVERY_FACET
        for code in own.ticked.get(facet.parameter, ())
    ]
    if query.includes_unstated:
        stated = query_string(replace(query, includes_unstated=False))
        pills.append(Pill("unstated", "With programs that don’t say", stated))
    return pills
