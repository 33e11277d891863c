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
from programs.search.facets import FACETS_BY_PARAMETER
from programs.search.options import FilterVocabulary
from programs.search.selection import Selection, WayOut
from programs.search.synonyms import specialty_meant

PAGE_SIZE = 20
# Page links: the first, the last, and this many to each side of the current one.
NEIGHBORS = 1
MOST_WAYS_OUT = 4


@dataclass(frozen=True)
class Suggestion:
    """A link out of an empty list."""

    words: str
    query: str


@dataclass
class ProgramListPage:
    """One page of what a selection finds."""

    selection: Selection
    vocabulary: FilterVocabulary
    asked_page: int
    summaries: Summaries = no_summaries
    cards: SafeString = field(init=False)

    def __post_init__(self) -> None:
        """Load this page's cards now, so that the template does not."""
        program_ids = self.selection.page(self.page, PAGE_SIZE)
        self.cards = cards.joined_html(program_ids, self.selection.index.today, self.summaries)

    @property
    def total(self) -> int:
        """Return how many programs there are on all pages."""
        return self.selection.total

    @property
    def total_words(self) -> str:
        """Return the total in words."""
        return formatting.counted(self.total, "program") if self.total else "No programs"

    @property
    def page_count(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def page(self) -> int:
        """Return the page shown: the one asked for, or the last when there are fewer."""
        return min(self.asked_page, self.page_count)

    @property
    def span_words(self) -> str:
        """Return which programs this page shows."""
        first = (self.page - 1) * PAGE_SIZE + 1
        return f"{first:,}–{min(first + PAGE_SIZE - 1, self.total):,}"

    @cached_property
    def pills(self) -> list[Pill]:
        """Return the filters in force."""
        return pills(self.selection.question, self.vocabulary)

    @property
    def query(self) -> str:
        """Return the canonical query string of this page."""
        return query_string(self.selection.question, self.page)

    @property
    def query_of_all(self) -> str:
        """Return the query string without a page, for exports."""
        return query_string(self.selection.question)

    @cached_property
    def page_links(self) -> list[tuple[int | None, str]]:
        """Return (number, query string) pairs; a gap has no number."""
        near = range(self.page - NEIGHBORS, self.page + NEIGHBORS + 1)
        numbers = sorted({1, self.page_count, *(n for n in near if 1 <= n <= self.page_count)})
        links: list[tuple[int | None, str]] = []
        for number in numbers:
            if links and links[-1][0] != number - 1:
                links.append((None, ""))
            links.append((number, query_string(self.selection.question, number)))
        return links

    @property
    def closed_programs_query(self) -> str:
        """Return the query string of the closed programs that the plain list leaves out."""
        question = self.selection.question
        codes = tuple(str(code) for code in sorted(HIDDEN_INTAKES) if self.selection.count("intake", code))
        return query_string(replace(question, ticked={**question.ticked, "intake": codes}))

    @property
    def previous_query(self) -> str | None:
        """Return the query string of the page before; None on the first."""
        return query_string(self.selection.question, self.page - 1) if self.page > 1 else None

    @property
    def next_query(self) -> str | None:
        """Return the query string of the page after; None on the last."""
        return query_string(self.selection.question, self.page + 1) if self.page < self.page_count else None

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """Return the orders to choose from, and which one is in force."""
        offered = [sort for sort in ProgramSort if sort != ProgramSort.FIT or self.selection.fit]
        return [(str(s.value), str(s.label), s == self.selection.question.sort) for s in offered]

    @property
    def corrections(self) -> Sequence[tuple[str, str]]:
        """Return the misspelt words of the query and what they were taken for."""
        return self.selection.text.corrections if self.selection.text else ()

    @cached_property
    def specialty_way(self) -> Suggestion | None:
        """Return, for free text that names a specialty, the link to its filter when that finds more."""
        question, names = (
            self.selection.question,
            [option.code for option in self.vocabulary.options["specialty"]],
        )
        meant = specialty_meant(question.text, dict(self.corrections), names) if question.text else None
        if not meant:
            return None
        asked = replace(question, text="", ticked={**question.ticked, "specialty": (meant,)})
        count = Selection(self.selection.index, asked).total
        found = Suggestion(f"{meant}: {formatting.counted(count, 'program')}", query_string(asked))
        return found if count > self.total else None

    @cached_property
    def ways_out(self) -> list[Suggestion]:
        """Return, for an empty list, the links to the nearest lists that are not."""
        return [self.way(out) for out in self.selection.ways_out()[:MOST_WAYS_OUT]]

    def way(self, out: WayOut) -> Suggestion:
        """Return one link out of an empty list."""
        question = self.selection.question
        for parameter in out.dropped:
            question = without(question, parameter)
        found = formatting.counted(out.count, "program")
        if len(out.dropped) == 1:
            return Suggestion(f"Without {self.words_of(out.dropped[0])}: {found}", query_string(question))
        left = [*question.ticked, *(["q"] if question.text else [])]
        return Suggestion(f"Only {' and '.join(map(self.words_of, left))}: {found}", query_string(question))

    @property
    def include_query(self) -> str | None:
        """Return the query string that lets in programs that do not say; None if it helps not."""
        asked, index = self.selection.question, self.selection.index
        question = replace(asked, includes_unstated=True)
        if asked.includes_unstated or not Selection(index, question, self.selection.fit).total:
            return None
        return query_string(question)

    def words_of(self, parameter: str) -> str:
        """Return the words of a filter that an empty list offers to drop."""
        if parameter == "q":
            return f"“{self.selection.question.text}”"
        codes = self.selection.question.ticked[parameter]
        labels = " or ".join(self.vocabulary.label(parameter, code) for code in codes)
        return f"{FACETS_BY_PARAMETER[parameter].label.lower()} “{labels}”"
