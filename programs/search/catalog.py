"""The catalog of this process, kept in step with the database, as the rest of the project asks it.

Each request reads the catalog's version, one row. When it has moved on, the programs changed
since are taken in; a new day, a bulk change or a version from the past builds the index anew.
"""

import datetime
import threading
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils import timezone

from programs.choices import ProgramSort
from programs.models import CatalogVersion, Program, SearchDocument
from programs.search.bitmaps import SlotSet, bitmap_of, bits_of
from programs.search.counting import OptionCounter
from programs.search.facets import FACETS, FACETS_BY_PARAMETER, OWN_FACETS
from programs.search.index import NEVER, DocumentRow, Index
from programs.search.matches import Matches
from programs.search.query import (
    FEWEST_PRICES,
    NOT_STATED,
    PAGE_SIZE,
    Counts,
    Fit,
    PriceSpread,
    ProgramSet,
    SearchQuery,
    SearchResult,
    quartile_ranks,
)

ROWS = 2000
_lock = threading.Lock()
_index: Index | None = None


class IndexedCatalog:
    """The catalog in memory.

    ``query.Catalog`` answered by the index: sets of programs are bitmaps over its slots.
    """

    def __init__(self, index: Index) -> None:
        self.index, self.today, self.words = index, index.today, index.words
        self.everything, self.nothing = SlotSet(index.alive), SlotSet(0)
        self.listed = SlotSet(index.alive & ~index.closed)

    def matches(self, query: SearchQuery, fit: Fit) -> Matches:
        return Matches(self.index, query, {code: bits_of(programs) for code, programs in fit.items()})

    def search(self, query: SearchQuery, fit: Fit, page: int = 1) -> SearchResult:
        matches = self.matches(query, fit)
        page = max(1, min(page, -(-matches.total // PAGE_SIZE)))
        return SearchResult(
            query=query,
            page=page,
            ids=matches.ids((page - 1) * PAGE_SIZE, PAGE_SIZE),
            total=matches.total,
            hidden_count=matches.hidden_count,
            counts=self.counts(matches),
            corrections=matches.text.corrections if matches.text else (),
            suggestions=[] if matches.total else matches.suggestions(),
            prices=self.prices(SlotSet(matches.slots)),
        )

    def count(self, query: SearchQuery, fit: Fit) -> int:
        return self.matches(query, fit).total

    def all_ids(self, query: SearchQuery, fit: Fit) -> list[int]:
        matches = self.matches(query, fit)
        return matches.ids(0, matches.total)

    def counts(self, matches: Matches) -> Counts:
        """The counts at the options offered and ticked."""
        cache = self.index.for_base
        if self.words not in cache:
            offered = {f.parameter: self.words.vocabulary.offered(f.parameter) for f in FACETS}
            codes = {name: [option.code for option in options] for name, options in offered.items()}
            cache[self.words] = OptionCounter(self.index, codes)
        counter: OptionCounter = cache[self.words]
        listed = counter.counts(matches)
        counts = {
            name: dict(zip((*codes, NOT_STATED), listed[name], strict=True))
            for name, codes in counter.codes.items()
        }
        for name, ticked in matches.query.ticked.items():
            if not FACETS_BY_PARAMETER[name].excluded:
                own = counts.setdefault(name, {})
                own |= {code: matches.count(name, code) for code in ticked if code not in own}
        for facet in OWN_FACETS if matches.fit else ():
            shown = [code for code, _ in facet.options or ()]
            counts[facet.parameter] = {code: matches.count(facet.parameter, code) for code in shown}
        return counts

    def codes(self, parameter: str) -> list[str]:
        return self.index.codes(parameter)

    def option(self, parameter: str, code: str) -> SlotSet:
        return SlotSet(self.index.alive & self.index.terms.option(parameter, code))

    def rules(self) -> list[tuple[str, ProgramSet]]:
        cache = self.index.for_version
        if "rules" not in cache:
            cache["rules"] = [(key, self.option("rule", key)) for key in self.index.codes("rule")]
        return cache["rules"]

    def with_ids(self, program_ids: Iterable[int]) -> SlotSet:
        slots = [slot for pk in program_ids if (slot := self.index.slots.get(pk)) is not None]
        return SlotSet(bitmap_of(slots, len(self.index.program_ids)))

    def first_ids(self, programs: ProgramSet, sort: ProgramSort, count: int) -> list[int]:
        return self.index.page(bits_of(programs), sort, 0, count)

    def prices(self, programs: ProgramSet) -> PriceSpread | None:
        stated = bits_of(programs) & self.index.alive & self.index.terms.known("price")
        if (count := stated.bit_count()) < FEWEST_PRICES:
            return None
        ranks = quartile_ranks(count)
        return PriceSpread(count, *(self.index.terms.nth("price", stated, rank) for rank in ranks))

    def closing_day(self, program_id: int) -> datetime.date | None:
        slot = self.index.slots.get(program_id)
        day = NEVER if slot is None else self.index.keys[ProgramSort.DEADLINE][slot]
        return None if day == NEVER else datetime.date.fromordinal(day)


def document_rows(documents: QuerySet[SearchDocument]) -> Iterator[DocumentRow]:
    values = documents.values_list(*DocumentRow._fields)
    return (DocumentRow(*row) for row in values.iterator(chunk_size=ROWS))


def build(version: int, today: datetime.date) -> Index:
    """Build the index from the database; sorted by their terms, places become short runs of slots."""
    return Index(document_rows(SearchDocument.objects.order_by("terms", "pk")), version=version, today=today)


def catch_up(index: Index, row: CatalogVersion) -> None:
    """Take in the programs changed since the index's version, found by an index and not in any order."""
    changed = Program.objects.filter(changed_in__gt=index.version).order_by()
    program_ids = list(changed.values_list("pk", flat=True))
    rows = document_rows(SearchDocument.objects.filter(program__in=changed))
    index.catch_up(row.number, program_ids, rows, renamed=row.words_changed_in > index.version)


def is_usable(index: Index | None, row: CatalogVersion, today: datetime.date) -> bool:
    """Whether an index can be brought up to date rather than built anew."""
    return index is not None and index.today == today and row.rebuild_after <= index.version <= row.number


def current_index() -> Index:
    """The index of this process, in step with the database."""
    global _index  # noqa: PLW0603 - one per process is the point
    row = next(iter(CatalogVersion.objects.all()), CatalogVersion())
    today = timezone.localdate()
    index = _index
    if index is not None and index.version == row.number and index.today == today:
        return index
    with _lock:
        index = _index
        if index is None or not is_usable(index, row, today):
            index = _index = build(row.number, today)
        elif index.version < row.number:
            catch_up(index, row)
        return index


def current_catalog() -> IndexedCatalog:
    """The catalog as it is now; one query when nothing has changed."""
    return IndexedCatalog(current_index())


def forget() -> None:
    """Drop the index, as tests do when the database goes back in time."""
    global _index  # noqa: PLW0603 - one per process is the point
    _index = None
