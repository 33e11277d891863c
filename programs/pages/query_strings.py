"""The list page's address, written in one canonical way: the address is the whole state."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from programs.choices import ProgramSort
from programs.search.facets import EVERY_FACET, FACETS_BY_PARAMETER
from programs.search.options import FilterVocabulary
from programs.search.selection import Question

# Filters whose options alone do not say what they are about: "March", "Open".
BARE_WORDS = frozenset({"intake", "month"})


@dataclass(frozen=True)
class Pill:
    """A filter in force: its words, and the query string without it."""

    words: str
    query: str


def query_string(question: Question, page: int = 1) -> str:
    """Return the query string of a question, without what is left at its default."""
    pairs = [("q", question.text)] if question.text else []
    pairs += [(f.parameter, code) for f in EVERY_FACET for code in question.ticked.get(f.parameter, ())]
    if question.sort != ProgramSort.BEST:
        pairs.append(("sort", question.sort.value))
    if question.includes_unstated:
        pairs.append(("unstated", "include"))
    if page > 1:
        pairs.append(("page", str(page)))
    return urlencode(pairs)


def without(question: Question, parameter: str, code: str | None = None) -> Question:
    """Return the question without one code of a filter, or without the whole filter, or without "q"."""
    if parameter == "q":
        return replace(question, text="")
    kept = tuple(other for other in question.ticked[parameter] if code is not None and other != code)
    rest = {other: codes for other, codes in question.ticked.items() if other != parameter}
    return replace(question, ticked={**rest, **({parameter: kept} if kept else {})})


def code_words(parameter: str, code: str, vocabulary: FilterVocabulary) -> str:
    """Return a ticked code with as much of its filter's name as it needs to be understood."""
    facet = FACETS_BY_PARAMETER[parameter]
    label = vocabulary.label(parameter, code)
    is_plain = label in ("Yes", "No", code) or parameter in BARE_WORDS
    needs_name = facet.is_number or facet.all_of or is_plain
    return f"{facet.label}: {label}" if needs_name else label


def pills(question: Question, vocabulary: FilterVocabulary) -> list[Pill]:
    """Return a removable pill for each filter in force."""
    words = [Pill(f"“{question.text}”", query_string(without(question, "q")))] if question.text else []
    words += [
        Pill(code_words(f.parameter, code, vocabulary), query_string(without(question, f.parameter, code)))
        for f in EVERY_FACET
        for code in question.ticked.get(f.parameter, ())
    ]
    if question.includes_unstated:
        words.append(
            Pill("With programs that don’t say", query_string(replace(question, includes_unstated=False)))
        )
    return words
