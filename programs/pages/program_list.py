"""One page of the list, ready for its template."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.core.paginator import Paginator
from django.utils.safestring import SafeString

from programs import formatting
from programs.choices import HIDDEN_INTAKES, ProgramSort
from programs.pages import cards
from programs.pages.cards import Summaries, no_summaries
from programs.pages.page_links import PageLinks, page_links
from programs.pages.query_strings import Pill, pills, query_string, without_code
from programs.search import (
    FACETS_BY_PARAMETER,
    HIDE,
    NOT_FOR_ME,
    PAGE_SIZE,
    FilterVocabulary,
    Searcher,
    SearchQuery,
    SearchResult,
    Suggestion,
    count,
    specialty_meant,
)

MOST_SUGGESTIONS = 3
# Which way a number finds more: more money and notice, a shorter stay.
WIDER = {"price_max": 1, "lead_max": 1, "weeks": -1}


@dataclass(frozen=True)
class SuggestionLink:
    """A link to a list that finds more."""

    words: str
    query: str


@dataclass(frozen=True)
class HideOption:
    """One kind of programs that the list can hide; ``is_typed``: because the text says so."""

    code: str
    label: str
    is_on: bool
    is_typed: bool


@dataclass(frozen=True)
class FilterForm:
    """What the form of the filters holds beside them.

    ``sorts``: code, label, and whether it is in force. ``carried``: (parameter, code) sent along unseen.
    """

    sorts: Sequence[tuple[str, str, bool]]
    hides: Sequence[HideOption]
    carried: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Alternatives:
    """What a list offers instead.

    ``as_text``, of a text that was understood: the search for its words as they are. Of an empty list alone:
    ``links``, and ``include_query``, which lets in programs that do not say, None if none fits.
    """

    links: Sequence[SuggestionLink]
    include_query: str | None
    as_text: SuggestionLink | None


@dataclass(frozen=True)
class ProgramListPage:
    """One page of a search's result. All query strings are canonical.

    ``query_of_all`` has no page, for exports. ``closed_programs_query`` finds the closed programs that the
    plain list leaves out. ``specialty_link``, for free text that names a specialty: its filter, if that finds
    more.
    """

    result: SearchResult
    cards: SafeString
    total_words: str
    span_words: str
    pills: Sequence[Pill]
    filter_form: FilterForm
    page_links: PageLinks
    canonical_query: str
    query_of_all: str
    closed_programs_query: str
    specialty_link: SuggestionLink | None
    alternatives: Alternatives


def program_list_page(
    result: SearchResult, visitor: Searcher, summaries: Summaries = no_summaries
) -> ProgramListPage:
    """Read the cards, so that the template reads nothing."""
    query, words = result.query, visitor.catalog.words.vocabulary
    first = (result.page - 1) * PAGE_SIZE + 1
    pages = Paginator(range(result.total), PAGE_SIZE)
    return ProgramListPage(
        result=result,
        cards=cards.joined_html(result.ids, visitor.catalog.today, summaries),
        total_words=formatting.counted(result.total, "program") if result.total else "No programs",
        span_words=f"{first:,}–{min(first + PAGE_SIZE - 1, result.total):,}",
        pills=pills(query, words),
        filter_form=FilterForm(
            sort_options(query, visitor), hide_options(query, visitor), carried_parameters(query, visitor)
        ),
        page_links=page_links(pages.page(result.page), partial(query_string, query)),
        canonical_query=query_string(query, result.page),
        query_of_all=query_string(query),
        closed_programs_query=closed_programs_query(result),
        specialty_link=specialty_link(result, visitor),
        alternatives=Alternatives(
            [suggestion_link(query, near, visitor) for near in result.suggestions[:MOST_SUGGESTIONS]],
            None if result.total else include_query(query, visitor),
            as_text_link(result, visitor),
        ),
    )


def sort_options(query: SearchQuery, visitor: Searcher) -> list[tuple[str, str, bool]]:
    offered = [sort for sort in ProgramSort if sort != ProgramSort.FIT or visitor.fit]
    return [(str(sort.value), str(sort.label), sort == query.sort) for sort in offered]


def hide_options(query: SearchQuery, visitor: Searcher) -> list[HideOption]:
    ticked = query.ticked.get(HIDE.parameter, ())
    offered = [(code, label) for code, label in HIDE.options or () if code != NOT_FOR_ME or visitor.fit]
    return [
        HideOption(code, label, code in ticked, code in query.codes_typed(HIDE.parameter))
        for code, label in offered
    ]


def carried_parameters(query: SearchQuery, visitor: Searcher) -> list[tuple[str, str]]:
    """What leaves out, and an empty "hide" that keeps the order by fit from hiding by itself."""
    excluding = [
        (parameter, code)
        for parameter, codes in query.own.ticked.items()
        for code in codes
        if FACETS_BY_PARAMETER[parameter].excluded and parameter != HIDE.parameter
    ]
    excluding += [("as", "text")] if query.is_plain else []
    return [*excluding, *([(HIDE.parameter, "")] if visitor.fit else [])]


def closed_programs_query(result: SearchResult) -> str:
    counts = result.counts["intake"]
    codes = tuple(str(code) for code in sorted(HIDDEN_INTAKES) if counts[code])
    return query_string(replace(result.query, ticked={**result.query.ticked, "intake": codes}))


def specialty_link(result: SearchResult, visitor: Searcher) -> SuggestionLink | None:
    query = result.query
    if not query.text:
        return None
    names = [option.code for option in visitor.catalog.words.vocabulary.options["specialty"]]
    meant = specialty_meant(query.text, dict(result.corrections), names)
    if not meant:
        return None
    wider = replace(query, text="", ticked={**query.ticked, "specialty": (meant,)})
    total = count(wider, visitor)
    link = SuggestionLink(f"{meant}: {formatting.counted(total, 'program')}", query_string(wider))
    return link if total > result.total else None


def as_text_link(result: SearchResult, visitor: Searcher) -> SuggestionLink | None:
    """The link that turns understanding off; of an empty list with what it would find."""
    if not result.query.typed:
        return None
    plain = result.query.as_text
    words = "Search these words as text"
    total = 0 if result.total else count(plain, visitor)
    return SuggestionLink(
        f"{words}: {formatting.counted(total, 'program')}" if total else words, query_string(plain)
    )


def include_query(query: SearchQuery, visitor: Searcher) -> str | None:
    wider = replace(query, includes_unstated=True)
    return query_string(wider) if not query.includes_unstated and count(wider, visitor) else None


def suggestion_link(query: SearchQuery, near: Suggestion, visitor: Searcher) -> SuggestionLink:
    """The link to a nearer list; a number too narrow goes to the next step that finds something."""
    words, nearer = visitor.catalog.words.vocabulary, query.as_filters
    if len(near.dropped) == 1 and (wider := wider_number(nearer, near, visitor)):
        return wider
    asked = [*nearer.ticked, *(["q"] if nearer.text else [])]
    left = [parameter for parameter in asked if parameter not in near.dropped]
    if len(near.dropped) > 1 and len(left) == 1:
        change = f"Only {filter_words(nearer, left[0], words)}"
    else:
        change = f"Without {' and '.join(filter_words(nearer, dropped, words) for dropped in near.dropped)}"
    for parameter in near.dropped:
        nearer = without_code(nearer, parameter)
    return SuggestionLink(f"{change}: {formatting.counted(near.count, 'program')}", query_string(nearer))


def wider_number(query: SearchQuery, near: Suggestion, visitor: Searcher) -> SuggestionLink | None:
    """The first step of a price, notice or stay that finds something; None for other filters."""
    parameter, facet = near.dropped[0], FACETS_BY_PARAMETER.get(near.dropped[0])
    if facet is None or parameter not in WIDER:
        return None
    sign, asked = WIDER[parameter], float(query.ticked[parameter][0])
    beyond = [option for option in facet.options or () if sign * float(option[0]) > sign * asked]
    for code, label in sorted(beyond, key=lambda option: sign * float(option[0])):
        wider = query.with_codes(parameter, (code,))
        if total := count(wider, visitor):
            words = f"{facet.label}: {label}: {formatting.counted(total, 'program')}"
            return SuggestionLink(words, query_string(wider))
    return None


def filter_words(query: SearchQuery, parameter: str, words: FilterVocabulary) -> str:
    if parameter == "q":
        return f"“{query.text}”"
    labels = " or ".join(words.label(parameter, code) for code in query.ticked[parameter])
    return f"{FACETS_BY_PARAMETER[parameter].label.lower()} “{labels}”"
