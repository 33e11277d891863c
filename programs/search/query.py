"""What one can ask the catalog, and what it answers, whatever engine stands behind it."""

import datetime
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, Self

from programs.choices import ProgramSort
from programs.search.facets import FACETS_BY_PARAMETER
from programs.search.query_parser import Part, understand
from programs.search.vocabulary import CatalogWords, FilterVocabulary

PAGE_SIZE = 20
NOT_STATED = ""
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class SearchQuery:
    """Ticked codes by parameter, free text, and whether programs that do not state a fact pass its filter.

    Once a text is understood, ``typed`` is the whole of it, ``parts`` are what in it means filters,
    ``ticked`` has their codes too, and ``text`` is what is left. ``is_plain``: its words are no filters.
    """

    ticked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    includes_unstated: bool = False
    sort: ProgramSort = ProgramSort.BEST
    typed: str = ""
    parts: tuple[Part, ...] = ()
    is_plain: bool = False

    @property
    def key(self) -> Hashable:
        """What determines the matches: all but the order."""
        return tuple(sorted(self.ticked.items())), self.text, self.includes_unstated

    def with_codes(self, parameter: str, codes: tuple[str, ...]) -> Self:
        """The query with these codes of one filter alone; without the filter for none."""
        kept = {name: ticked for name, ticked in self.ticked.items() if name != parameter}
        return replace(self, ticked={**kept, parameter: codes} if codes else kept)

    def understood(self, vocabulary: FilterVocabulary, today: datetime.date) -> Self:
        """The query with what its text means as filters.

        A filter of one code that is ticked beside the text keeps what is ticked.
        """
        if self.is_plain or not self.text:
            return self
        meant = understand(self.text, vocabulary, today)
        parts = tuple(part for part in meant.parts if not self.is_settled(part.parameter))
        if not parts:
            return self if not meant.parts else replace(self, text=meant.rest, typed=self.text)
        ticked = dict(self.ticked)
        for part in parts:
            ticked[part.parameter] = tuple(dict.fromkeys((*ticked.get(part.parameter, ()), *part.codes)))
        return replace(self, ticked=ticked, text=meant.rest, typed=self.text, parts=parts)

    def is_settled(self, parameter: str) -> bool:
        return FACETS_BY_PARAMETER[parameter].is_single and parameter in self.ticked

    def codes_typed(self, parameter: str) -> frozenset[str]:
        """The codes of a filter that the text means."""
        return frozenset(code for part in self.parts if part.parameter == parameter for code in part.codes)

    @property
    def own(self) -> Self:
        """The query as its address writes it: the whole text, and what is ticked beside it."""
        ticked = {
            parameter: own
            for parameter, codes in self.ticked.items()
            if (own := tuple(code for code in codes if code not in self.codes_typed(parameter)))
        }
        return replace(self, ticked=ticked, text=self.typed or self.text, typed="", parts=())

    @property
    def as_text(self) -> Self:
        """The query that searches for all its words as they are."""
        return replace(self.own, is_plain=True)

    @property
    def as_filters(self) -> Self:
        """The query with what its text means ticked, and only the rest as text."""
        return replace(self, typed="", parts=())


@dataclass(frozen=True)
class Suggestion:
    """A query near an empty one: without the ``dropped`` filters (or "q") it finds ``count`` programs."""

    dropped: tuple[str, ...]
    count: int


FEWEST_PRICES = 8


@dataclass(frozen=True)
class PriceSpread:
    """The four-week prices that some programs state, in dollars, each the lowest that its program states.

    ``low`` and ``high`` are quartiles by nearest rank, so both are stated prices, and at least half of all
    lie from one to the other: docs/sources.md#spread-of-prices.
    """

    count: int
    lowest: int
    low: int
    middle: int
    high: int
    highest: int


def quartile_ranks(count: int) -> tuple[int, ...]:
    """The places, from 0, of lowest, quartiles and highest among so many sorted numbers."""
    return (0, *(-(-count * quarter // 4) - 1 for quarter in (1, 2, 3)), count - 1)


@dataclass(frozen=True)
class SearchResult:
    """One page of what a query finds.

    ``page`` is the last one when the query has fewer pages than asked for. ``hidden_count``: closed programs
    that the plain list leaves out. ``counts``: by parameter and code, what each option would find beside the
    other filters; NOT_STATED counts programs that do not state the fact. ``corrections``: (written, taken
    for). ``suggestions``: for an empty result alone, the nearest that is not, fewest programs first.
    ``prices``: None when fewer than FEWEST_PRICES programs state one.
    """

    query: SearchQuery
    page: int
    ids: list[int]
    total: int
    hidden_count: int
    counts: Counts
    corrections: Sequence[tuple[str, str]]
    suggestions: list[Suggestion]
    prices: PriceSpread | None

    @property
    def page_count(self) -> int:
        """How many pages the result has: one when nothing was found."""
        return max(1, -(-self.total // PAGE_SIZE))


class ProgramSet(Protocol):
    """Some programs of one catalog. Sets of different catalogs do not mix."""

    def __and__(self, other: Self, /) -> Self: ...
    def __or__(self, other: Self, /) -> Self: ...
    def __sub__(self, other: Self, /) -> Self: ...
    def __len__(self) -> int: ...


# By ``Eligibility``, by ``answers.Answer``, and under names that begin with WISH the programs that match each
# of the visitor's wishes. {} without an account.
Fit = Mapping[str, ProgramSet]
WISH = "wish_"


class Catalog(Protocol):
    """All published programs as of one version and one day.

    ``everything``: closed programs too; ``listed``: those of the plain list. ``fit``: what programs are to
    one visitor.
    """

    today: datetime.date
    words: CatalogWords

    @property
    def everything(self) -> ProgramSet: ...
    @property
    def listed(self) -> ProgramSet: ...
    @property
    def nothing(self) -> ProgramSet: ...

    def search(self, query: SearchQuery, fit: Fit, page: int = 1) -> SearchResult: ...
    def count(self, query: SearchQuery, fit: Fit) -> int: ...
    def all_ids(self, query: SearchQuery, fit: Fit) -> list[int]: ...

    def codes(self, parameter: str) -> list[str]:
        """Codes that some program has, in alphabetical order."""

    def option(self, parameter: str, code: str) -> ProgramSet: ...

    def rules(self) -> list[tuple[str, ProgramSet]]:
        """Every distinct rule's key (``eligibility_rules.Rule.key``), and the programs that have it."""

    def with_ids(self, program_ids: Iterable[int]) -> ProgramSet: ...

    def first_ids(self, programs: ProgramSet, sort: ProgramSort, count: int) -> list[int]: ...

    def prices(self, programs: ProgramSet) -> PriceSpread | None:
        """How far the prices spread; None when fewer than FEWEST_PRICES of the programs state one."""

    def closing_day(self, program_id: int) -> datetime.date | None:
        """The next day on which applications close; None when none is stated."""


class Searcher(Protocol):
    """Whoever asks: the catalog of this request, and what programs are to them."""

    @property
    def catalog(self) -> Catalog: ...
    @property
    def fit(self) -> Fit: ...
    @property
    def wishes(self) -> Fit: ...
