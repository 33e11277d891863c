"""The list page's address, written in one canonical way: the address is the whole state."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from programs.choices import ProgramSort
from programs.search import EVERY_FACET, FACETS_BY_PARAMETER, HIDE, Facet, FilterVocabulary, SearchQuery

# Filters whose options alone do not say what they are about: "March", "Open".
BARE_WORDS = frozenset({"intake", "month"})


@dataclass(frozen=True)
class Pill:
    """A filter in force: its parameter, its words, and the query string without it.

    ``turned_query`` leaves out what the pill asks for, or the other way round; "" where neither can be.
    """

    parameter: str
    words: str
    query: str
    turned_query: str = ""

    @property
    def excludes(self) -> bool:
        return bool(self.parameter in FACETS_BY_PARAMETER and FACETS_BY_PARAMETER[self.parameter].excluded)


def query_string(query: SearchQuery, page: int = 1) -> str:
    """Return the query string of a query, without what is left at its default."""
    pairs = [("q", query.text)] if query.text else []
    pairs += [(f.parameter, code) for f in EVERY_FACET for code in query.ticked.get(f.parameter, ())]
    if query.sort != ProgramSort.BEST:
        pairs.append(("sort", query.sort.value))
    if query.sort == ProgramSort.FIT and HIDE.parameter not in query.ticked:
        pairs.append((HIDE.parameter, ""))  # else it would hide by itself
    if query.includes_unstated:
        pairs.append(("unstated", "include"))
    if page > 1:
        pairs.append(("page", str(page)))
    return urlencode(pairs)


def without(query: SearchQuery, parameter: str, code: str | None = None) -> SearchQuery:
    """Return the query without one code of a filter, or without the whole filter, or without "q"."""
    if parameter == "q":
        return replace(query, text="")
    kept = tuple(other for other in query.ticked[parameter] if code is not None and other != code)
    return query.with_codes(parameter, kept)


def turned(query: SearchQuery, parameter: str, code: str) -> SearchQuery:
    """Return the query with one code left out instead of asked for, or the other way round."""
    other = FACETS_BY_PARAMETER[parameter].excluded or f"not_{parameter}"
    rest = without(query, parameter, code)
    return rest.with_codes(other, (*rest.ticked.get(other, ()), code))


def code_words(parameter: str, code: str, vocabulary: FilterVocabulary) -> str:
    """Return a ticked code with as much of its filter's name as it needs to be understood."""
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
        query_string(without(query, facet.parameter, code)),
        query_string(turned(query, facet.parameter, code)) if can_turn else "",
    )


def pills(query: SearchQuery, vocabulary: FilterVocabulary) -> list[Pill]:
    found = [Pill("q", f"“{query.text}”", query_string(without(query, "q")))] if query.text else []
    found += [
        pill_of(query, facet, code, vocabulary)
        for facet in EVERY_FACET
        for code in query.ticked.get(facet.parameter, ())
    ]
    if query.includes_unstated:
        stated = query_string(replace(query, includes_unstated=False))
        found.append(Pill("unstated", "With programs that don’t say", stated))
    return found
