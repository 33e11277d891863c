"""The catalog in memory: which slot holds which program, its terms and words, and the orders of the list.

Each program sits in a slot, and each facet term is a bitmap of slots. A changed program gets a
new slot and its old one dies, so a change touches only its own bits and nothing is ever unset.
"""

import datetime
from array import array
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, NamedTuple

from programs import flags, windows
from programs.choices import HIDDEN_INTAKES, NARROW_ACCESS, SHUT_INTAKES, Freshness, ProgramSort
from programs.freshness import freshness, is_long_unchecked
from programs.search.bitmaps import any_of, bitmap, in_order, slots_of
from programs.search.index_terms import AGE_IS_SILENCED
from programs.search.term_index import NUMBERS, TermIndex, number_terms
from programs.search.text_index import TextIndex
from programs.search.vocabulary import CatalogWords

NEVER = (1 << 31) - 1
LONGEST_TAIL = 1000
SHUT_TERMS = frozenset(f"intake={intake}" for intake in SHUT_INTAKES)
NARROW_TERMS = frozenset(f"access={access}" for access in NARROW_ACCESS)
AGE_FLAG = f"flag={flags.NOT_RECHECKED}"
FRESH_TERM = f"freshness={Freshness.FRESH}"
MOST_STATED = (1 << 16) - 1
SORTS_BY_NUMBER = (ProgramSort.CHEAPEST, ProgramSort.SHORTEST, ProgramSort.DEADLINE, ProgramSort.FRESHEST)


class DocumentRow(NamedTuple):
    """A program as the index reads it from the database; numbers as in ``models.SearchDocument``."""

    program_id: int
    title: str
    terms: str
    names: str
    words: str
    price: int | None
    weeks_min: int | None
    weeks_max: int | None
    lead: int | None
    graduated: int | None
    fresh_on: datetime.date | None
    closes: str
    stated: int


def rank_penalty(row: DocumentRow, terms: list[str]) -> int:
    """How low a program stands among equals: shut, for few, not fresh, saying little."""
    is_shut, is_narrow = not SHUT_TERMS.isdisjoint(terms), not NARROW_TERMS.isdisjoint(terms)
    is_fresh = FRESH_TERM in terms
    return (is_shut << 18) + (is_narrow << 17) + ((not is_fresh) << 16) + MOST_STATED - row.stated


def int_array(values: Iterable[int] = ()) -> "array[int]":
    return array("i", values)


class Index:
    """All published programs as of one catalog version and one day.

    ``base`` is how many slots there were at the last building or ``rebase``; the slots behind it
    are the tail of programs changed since. What a bitmap says of the base never changes; a slot of it
    only dies. ``for_version`` keeps what others derive from this very version, ``for_base`` what lasts
    as long as the base, its words and options; both are replaced, never emptied, so that whoever
    still reads the old state writes into the old dictionary.
    """

    def __init__(self, rows: Iterable[DocumentRow], *, version: int, today: datetime.date) -> None:
        self.version, self.today = version, today
        self.program_ids = array("q")
        self.slots: dict[int, int] = {}
        # What each sort compares first, by slot; ties are broken by merit and name.
        self.keys: dict[ProgramSort, Any] = {
            sort: int_array() for sort in (ProgramSort.BEST, *SORTS_BY_NUMBER)
        }
        self.keys[ProgramSort.NAME] = []
        self.text = TextIndex()
        postings: dict[str, array[int]] = defaultdict(int_array)
        for row in rows:
            terms = self.terms_of(row)
            slot = self.take_slot(row, terms)
            for term in terms:
                postings[term].append(slot)
            self.text.add(slot, row.names, row.words)
        size = len(self.program_ids)
        self.alive = (1 << size) - 1
        self.terms = TermIndex({term: bitmap(slots, size) for term, slots in postings.items()}, self.alive)
        self.text.seal(size)
        self.orders = self.sorted_orders()
        self.rebase()

    def rebase(self) -> None:
        """Let the tail begin here, and forget all that was derived."""
        self.base = len(self.program_ids)
        self.for_version: dict[Any, Any] = {}
        self.for_base: dict[Any, Any] = {}
        self.words = CatalogWords(self.codes)

    def terms_of(self, row: DocumentRow) -> list[str]:
        """All terms of a row: facts, numbers, and what depends on today, freshness and its flag."""
        numbers = [(name, getattr(row, name)) for name in NUMBERS]
        state = freshness(row.fresh_on, self.today)
        terms = [
            term for name, number in numbers if number is not None for term in number_terms(name, number)
        ]
        terms += [*row.terms.split("\n"), f"freshness={state}" if state else "freshness?"]
        if is_long_unchecked(row.fresh_on, self.today) and AGE_IS_SILENCED not in terms:
            terms.append(AGE_FLAG)
        return terms

    def take_slot(self, row: DocumentRow, terms: list[str]) -> int:
        """Give a program the next slot, and note what the orders need of it."""
        slot = self.slots[row.program_id] = len(self.program_ids)
        self.program_ids.append(row.program_id)
        weeks = row.weeks_max if row.weeks_min is None else row.weeks_min
        closing = windows.next_closing(row.closes.split(), self.today) if row.closes else None
        self.keys[ProgramSort.NAME].append(row.title.casefold())
        self.keys[ProgramSort.BEST].append(rank_penalty(row, terms))
        self.keys[ProgramSort.CHEAPEST].append(NEVER if row.price is None else row.price)
        self.keys[ProgramSort.SHORTEST].append(NEVER if weeks is None else weeks)
        self.keys[ProgramSort.DEADLINE].append(closing.toordinal() if closing else NEVER)
        self.keys[ProgramSort.FRESHEST].append(-row.fresh_on.toordinal() if row.fresh_on else NEVER)
        return slot

    def sort_key(self, sort: ProgramSort) -> Callable[[int], tuple[Any, ...]]:
        """What orders slots in a sort: its own key, then the best first."""
        ties = () if sort == ProgramSort.NAME else (ProgramSort.BEST, ProgramSort.NAME)
        columns = [*(self.keys[each] for each in dict.fromkeys((sort, *ties))), self.program_ids]
        return lambda slot: tuple([column[slot] for column in columns])

    def sorted_orders(self) -> "dict[ProgramSort, array[int]]":
        """All slots in each order; the sorts are stable, so each starts from the order of its ties."""
        slots: Iterable[int] = sorted(range(len(self.program_ids)), key=self.program_ids.__getitem__)
        orders = {}
        for sort in (ProgramSort.NAME, ProgramSort.BEST, *SORTS_BY_NUMBER):
            orders[sort] = int_array(sorted(slots, key=self.keys[sort].__getitem__))
            slots = orders.get(ProgramSort.BEST, orders[ProgramSort.NAME])
        return orders

    def remove(self, program_id: int) -> None:
        """Let a program's slot die; its bits stay and no longer count."""
        if (slot := self.slots.pop(program_id, None)) is not None:
            self.alive &= ~(1 << slot)

    def put(self, row: DocumentRow) -> None:
        """Take in a new or changed program."""
        self.remove(row.program_id)
        terms = self.terms_of(row)
        slot = self.take_slot(row, terms)
        self.terms.add(slot, terms)
        self.text.append(slot, row.names, row.words)
        for sort, order in self.orders.items():
            insort(order, slot, key=self.sort_key(sort))
        self.alive |= 1 << slot

    def catch_up(
        self, version: int, gone: Iterable[int], rows: Iterable[DocumentRow], *, renamed: bool
    ) -> None:
        """Take in all changes up to a version; forget what no longer holds, and only that.

        ``renamed``: words that pages look up have changed.
        """
        known_terms = len(self.terms.terms)
        for program_id in gone:
            self.remove(program_id)
        for row in rows:
            self.put(row)
        is_long = len(self.program_ids) - self.base > LONGEST_TAIL
        if renamed or is_long or known_terms != len(self.terms.terms):
            self.rebase()
        self.for_version = {}
        self.version = version

    def codes(self, parameter: str) -> list[str]:
        prefix = f"{parameter}="
        return sorted(term[len(prefix) :] for term in list(self.terms.terms) if term.startswith(prefix))

    @property
    def closed(self) -> int:
        """The slots of closed programs, which the plain list leaves out; dead ones among them."""
        return any_of(self.terms.option("intake", code) for code in HIDDEN_INTAKES)

    def page(self, matches: int, sort: ProgramSort, first: int, count: int) -> list[int]:
        """The ids of one page of some matches in an order: few are sorted, many are walked through."""
        stop, order = first + count, self.orders[sort]
        if matches.bit_count() ** 2 < stop * len(order):
            slots: Iterable[int] = self.lowest(slots_of(matches), sort, stop)
        else:
            slots = in_order(matches, order)
        return [self.program_ids[slot] for slot in islice(slots, first, stop)]

    def lowest(self, slots: list[int], sort: ProgramSort, count: int) -> list[int]:
        """The first ``count`` of some slots in a sort; only they and their ties need the whole key."""
        own = self.keys[sort]
        if 0 < count < len(slots):
            last = own[sorted(slots, key=own.__getitem__)[count - 1]]
            slots = [slot for slot in slots if own[slot] <= last]
        return sorted(slots, key=self.sort_key(sort))[: max(0, count)]
