"""One page of the list, ready for its template."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.safestring import SafeString

from programs import formatting
from programs.choices import HIDDEN_INTAKES, ProgramSort
from programs.pages import cards
from programs.pages.cards import Summaries, no_summaries
from programs.pages.query_strings import Pill, pills, query_string, without
from programs.search import (
    FACETS_BY_PARAMETER,
    PAGE_SIZE,
    FilterVocabulary,
    Searcher,
    SearchQuery,
    SearchResult,
    Suggestion,
    count,
    specialty_meant,
)

# Page links: the first, the last, and this many to each side of the current one.
NEIGHBORS = 1
MOST_SUGGESTIONS = 4


@dataclass(frozen=True)
class SuggestionLink:
    """A link to a list that finds more."""

    words: str
    query: str


@dataclass
class ProgramListPage:
    """One page of a search's result. Its cards are read at once, so that the template reads nothing."""

    result: SearchResult
    visitor: Searcher
    summaries: Summaries = no_summaries
    cards: SafeString = field(init=False)

    def __post_init__(self) -> None:
        self.cards = cards.joined_html(self.result.ids, self.visitor.catalog.today, self.summaries)

    @property
    def asked(self) -> SearchQuery:
        """Return what was searched for."""
        return self.result.query

    @property
    def vocabulary(self) -> FilterVocabulary:
        """Return the words of the filters."""
        return self.visitor.catalog.words.vocabulary

    @property
    def total(self) -> int:
        """Return how many programs there are on all pages."""
        return self.result.total

    @property
    def total_words(self) -> str:
        """Return the total in words."""
        return formatting.counted(self.total, "program") if self.total else "No programs"

    @property
    def page_count(self) -> int:
        """Return how many pages there are, at least one."""
        return self.result.page_count

    @property
    def page(self) -> int:
        """Return the page shown: the one asked for, or the last when there are fewer."""
        return self.result.page

    @property
    def span_words(self) -> str:
        """Return which programs this page shows."""
        first = (self.page - 1) * PAGE_SIZE + 1
        return f"{first:,}–{min(first + PAGE_SIZE - 1, self.total):,}"

    @cached_property
    def pills(self) -> list[Pill]:
        """Return the filters in force."""
        return pills(self.asked, self.vocabulary)

    @property
    def canonical_query(self) -> str:
        """Return the canonical query string of this page."""
        return query_string(self.asked, self.page)

    @property
    def query_of_all(self) -> str:
        """Return the query string without a page, for exports."""
        return query_string(self.asked)

    @cached_property
    def page_links(self) -> list[tuple[int | None, str]]:
        """Return (number, query string) pairs; a gap has no number."""
        near = range(self.page - NEIGHBORS, self.page + NEIGHBORS + 1)
        numbers = sorted({1, self.page_count, *(n for n in near if 1 <= n <= self.page_count)})
        links: list[tuple[int | None, str]] = []
        for number in numbers:
            if links and links[-1][0] != number - 1:
                links.append((None, ""))
            links.append((number, query_string(self.asked, number)))
        return links

    @property
    def closed_programs_query(self) -> str:
        """Return the query string of the closed programs that the plain list leaves out."""
        counts = self.result.counts["intake"]
        codes = tuple(str(code) for code in sorted(HIDDEN_INTAKES) if counts[code])
        return query_string(replace(self.asked, ticked={**self.asked.ticked, "intake": codes}))

    @property
    def previous_query(self) -> str | None:
        """Return the query string of the page before; None on the first."""
        return query_string(self.asked, self.page - 1) if self.page > 1 else None

    @property
    def next_query(self) -> str | None:
        """Return the query string of the page after; None on the last."""
        return query_string(self.asked, self.page + 1) if self.page < self.page_count else None

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """Return the orders to choose from, and which one is in force."""
        offered = [sort for sort in ProgramSort if sort != ProgramSort.FIT or self.visitor.fit]
        return [(str(s.value), str(s.label), s == self.asked.sort) for s in offered]

    @property
    def corrections(self) -> Sequence[tuple[str, str]]:
        """Return the misspelt words of the query and what they were taken for."""
        return self.result.corrections

    @cached_property
    def specialty_link(self) -> SuggestionLink | None:
        """Return, for free text that names a specialty, the link to its filter when that finds more."""
        if not self.asked.text:
            return None
        names = [option.code for option in self.vocabulary.options["specialty"]]
        meant = specialty_meant(self.asked.text, dict(self.corrections), names)
        if not meant:
            return None
        query = replace(self.asked, text="", ticked={**self.asked.ticked, "specialty": (meant,)})
        total = count(query, self.visitor)
        link = SuggestionLink(f"{meant}: {formatting.counted(total, 'program')}", query_string(query))
        return link if total > self.total else None

    @cached_property
    def suggestions(self) -> list[SuggestionLink]:
        """Return, for an empty list, the links to the nearest lists that are not."""
        return [self.link_of(near) for near in self.result.suggestions[:MOST_SUGGESTIONS]]

    def link_of(self, near: Suggestion) -> SuggestionLink:
        """Return the link of one suggestion."""
        query = self.asked
        for parameter in near.dropped:
            query = without(query, parameter)
        found = formatting.counted(near.count, "program")
        if len(near.dropped) == 1:
            return SuggestionLink(f"Without {self.words_of(near.dropped[0])}: {found}", query_string(query))
        left = [*query.ticked, *(["q"] if query.text else [])]
        return SuggestionLink(f"Only {' and '.join(map(self.words_of, left))}: {found}", query_string(query))

    @property
    def include_query(self) -> str | None:
        """Return the query string that lets in programs that do not say; None if it would find none."""
        query = replace(self.asked, includes_unstated=True)
        if self.asked.includes_unstated or not count(query, self.visitor):
            return None
        return query_string(query)

    def words_of(self, parameter: str) -> str:
        """Return the words of a filter that an empty list offers to drop."""
        if parameter == "q":
            return f"“{self.asked.text}”"
        codes = self.asked.ticked[parameter]
        labels = " or ".join(self.vocabulary.label(parameter, code) for code in codes)
        return f"{FACETS_BY_PARAMETER[parameter].label.lower()} “{labels}”"
