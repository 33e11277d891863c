"""The list page's address, written in one canonical way: the address is the whole state."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from programs.choices import ProgramSort
from programs.search import EVERY_FACET, FACETS_BY_PARAMETER, FilterVocabulary, SearchQuery

# Filters whose options alone do not say what they are about: "March", "Open".
BARE_WORDS = frozenset({"intake", "month"})


@dataclass(frozen=True)
class Pill:
    """A filter in force: its words, and the query string without it."""

    words: str
    query: str


def query_string(query: SearchQuery, page: int = 1) -> str:
    """Return the query string of a query, without what is left at its default."""
    pairs = [("q", query.text)] if query.text else []
    pairs += [(f.parameter, code) for f in EVERY_FACET for code in query.ticked.get(f.parameter, ())]
    if query.sort != ProgramSort.BEST:
        pairs.append(("sort", query.sort.value))
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
    rest = {other: codes for other, codes in query.ticked.items() if other != parameter}
    return replace(query, ticked={**rest, **({parameter: kept} if kept else {})})


def code_words(parameter: str, code: str, vocabulary: FilterVocabulary) -> str:
    """Return a ticked code with as much of its filter's name as it needs to be understood."""
    facet = FACETS_BY_PARAMETER[parameter]
    label = vocabulary.label(parameter, code)
    is_plain = label in ("Yes", "No", code) or parameter in BARE_WORDS
    needs_name = facet.is_number or facet.all_of or is_plain
    return f"{facet.label}: {label}" if needs_name else label


def pills(query: SearchQuery, vocabulary: FilterVocabulary) -> list[Pill]:
    words = [Pill(f"“{query.text}”", query_string(without(query, "q")))] if query.text else []
    words += [
        Pill(code_words(f.parameter, code, vocabulary), query_string(without(query, f.parameter, code)))
        for f in EVERY_FACET
        for code in query.ticked.get(f.parameter, ())
    ]
    if query.includes_unstated:
        words.append(
            Pill("With programs that don’t say", query_string(replace(query, includes_unstated=False)))
        )
    return words
