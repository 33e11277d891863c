"""The catalogue in memory: filters in; total, ids and counts out.

Each program sits in a slot, and each facet term is a bitmap of slots. A changed program gets a
new slot and its old one dies, so a change touches only its own bits and nothing is ever unset.
"""

import datetime
from array import array
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from programs import windows
from programs.choices import HIDDEN_INTAKES, NARROW_ACCESS, SHUT_INTAKES, Freshness, ProgramSort
from programs.freshness import freshness
from programs.search.bitmaps import BitmapWindow, SlicedNumbers, any_of, bitmap, in_order, slots_of, window_of
from programs.search.holders import NUMBERS, Holders
from programs.search.text import TextIndex

NEVER = (1 << 31) - 1
LONGEST_TAIL = 1000
SHUT_TERMS = frozenset(f"intake={intake}" for intake in SHUT_INTAKES)
NARROW_TERMS = frozenset(f"access={access}" for access in NARROW_ACCESS)
FRESH_TERM = f"freshness={Freshness.FRESH}"
MOST_STATED = (1 << 16) - 1
SORTS_BY_NUMBER = (ProgramSort.CHEAPEST, ProgramSort.SHORTEST, ProgramSort.DEADLINE, ProgramSort.FRESHEST)


class DocumentRow(NamedTuple):
    """A program as the index reads it from the database; numbers as in ``models.Entry``."""

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


def freshness_term(fresh_on: datetime.date | None, today: datetime.date) -> str:
    """Return the term that changes with the days."""
    state = freshness(fresh_on, today)
    return f"freshness={state}" if state else "freshness?"


def merit(row: DocumentRow, terms: list[str]) -> int:
    """Return how low a program stands among equals: shut, for few, not fresh, saying little."""
    is_shut, is_narrow = not SHUT_TERMS.isdisjoint(terms), not NARROW_TERMS.isdisjoint(terms)
    is_fresh = terms[-1] == FRESH_TERM
    return (is_shut << 18) + (is_narrow << 17) + ((not is_fresh) << 16) + MOST_STATED - row.stated


def integers(values: Iterable[int] = ()) -> "array[int]":
    """Return a compact list of 32-bit numbers."""
    return array("i", values)


class Index:
    """All published programs as of one catalogue version and one day.

    ``base`` is how many slots there were at the last building or ``rebase``; the slots behind it
    are the tail of programs changed since. What a bitmap says of the base never changes; a slot of it
    only dies. ``for_version`` keeps what others derive from this very version, ``for_words`` what lasts
    as long as the base, its words and options; both are replaced, never emptied, so that whoever
    still reads the old state writes into the old dictionary.
    """

    def __init__(self, rows: Iterable[DocumentRow], *, version: int, today: datetime.date) -> None:
        """Take in all rows; sorted by their terms, places become short runs of slots."""
        self.version, self.today = version, today
        self.program_ids = array("q")
        self.titles: list[str] = []
        self.merits, self.keys = array("q"), {sort: integers() for sort in SORTS_BY_NUMBER}
        self.text = TextIndex()
        holders: dict[str, array[int]] = defaultdict(integers)
        numbers: dict[str, list[tuple[int, int]]] = {name: [] for name in NUMBERS}
        for row in rows:
            terms = self.terms_of(row)
            slot = self.take_slot(row, terms)
            for term in terms:
                holders[term].append(slot)
            for name in NUMBERS:
                if (number := getattr(row, name)) is not None:
                    numbers[name].append((slot, number))
            self.text.names.add(slot, row.names)
            self.text.rest.add(slot, row.words)
        size = len(self.program_ids)
        self.alive = (1 << size) - 1
        self.holders = Holders(
            {term: bitmap(slots, size) for term, slots in holders.items()},
            {name: SlicedNumbers(pairs, size) for name, pairs in numbers.items()},
            self.alive,
        )
        self.text.seal(size)
        self.by_id = integers(sorted(range(size), key=self.program_ids.__getitem__))
        self.orders = self.sorted_orders()
        self.rebase()

    def rebase(self) -> None:
        """Let the tail begin here, and forget all that was derived."""
        self.base = len(self.program_ids)
        self.for_version: dict[Any, Any] = {}
        self.for_words: dict[Any, Any] = {}

    def terms_of(self, row: DocumentRow) -> list[str]:
        """Return all terms of a row, the one that depends on today last."""
        return [*row.terms.split("\n"), freshness_term(row.fresh_on, self.today)]

    def take_slot(self, row: DocumentRow, terms: list[str]) -> int:
        """Give a program the next slot, and note what the orders need of it."""
        self.program_ids.append(row.program_id)
        self.titles.append(row.title.casefold())
        self.merits.append(merit(row, terms))
        weeks = row.weeks_max if row.weeks_min is None else row.weeks_min
        closing = windows.next_closing(row.closes.split(), self.today) if row.closes else None
        self.keys[ProgramSort.CHEAPEST].append(NEVER if row.price is None else row.price)
        self.keys[ProgramSort.SHORTEST].append(NEVER if weeks is None else weeks)
        self.keys[ProgramSort.DEADLINE].append(closing.toordinal() if closing else NEVER)
        self.keys[ProgramSort.FRESHEST].append(-row.fresh_on.toordinal() if row.fresh_on else NEVER)
        return len(self.program_ids) - 1

    def best_key(self, slot: int) -> tuple[int, str, int]:
        """Return what puts the best first: merit, then name."""
        return self.merits[slot], self.titles[slot], self.program_ids[slot]

    def sort_key(self, sort: ProgramSort) -> Callable[[int], Any]:
        """Return what orders slots in a sort: its own key, then the best first."""
        if sort == ProgramSort.BEST:
            return self.best_key
        if sort == ProgramSort.NAME:
            return lambda slot: (self.titles[slot], self.program_ids[slot])
        own = self.keys[sort]
        return lambda slot: (own[slot], *self.best_key(slot))

    def sorted_orders(self) -> "dict[ProgramSort, array[int]]":
        """Return all slots in each order; the sorts are stable, so each starts from the order of its ties."""
        by_name = sorted(self.by_id, key=self.titles.__getitem__)
        best = sorted(by_name, key=self.merits.__getitem__)
        orders = {sort: integers(sorted(best, key=self.keys[sort].__getitem__)) for sort in SORTS_BY_NUMBER}
        return orders | {ProgramSort.BEST: integers(best), ProgramSort.NAME: integers(by_name)}

    def slot_of(self, program_id: int) -> int | None:
        """Return the slot of a program that is alive: the last with its id."""
        place = bisect_right(self.by_id, program_id, key=self.program_ids.__getitem__)
        slot = self.by_id[place - 1] if place else 0
        is_it = bool(place) and self.program_ids[slot] == program_id and self.alive >> slot & 1
        return slot if is_it else None

    def remove(self, program_id: int) -> None:
        """Let a program's slot die; its bits stay and no longer count."""
        slot = self.slot_of(program_id)
        if slot is not None:
            self.alive &= ~(1 << slot)

    def put(self, row: DocumentRow) -> None:
        """Take in a new or changed program."""
        self.remove(row.program_id)
        terms = self.terms_of(row)
        slot = self.take_slot(row, terms)
        bit = 1 << slot
        self.holders.add(slot, terms, {name: getattr(row, name) for name in NUMBERS})
        self.text.append(slot, row.names, row.words)
        for sort, order in self.orders.items():
            insort(order, slot, key=self.sort_key(sort))
        insort(self.by_id, slot, key=self.program_ids.__getitem__)
        self.alive |= bit

    def settle(self, version: int, known_terms: int, *, new_words: bool) -> None:
        """Finish taking in changes: forget what no longer holds, and only that."""
        if new_words or known_terms != len(self.terms) or len(self.program_ids) - self.base > LONGEST_TAIL:
            self.rebase()
        self.for_version = {}
        self.version = version

    @property
    def terms(self) -> dict[str, int]:
        """Return the slots of each term."""
        return self.holders.terms

    def codes(self, parameter: str) -> list[str]:
        """Return the codes that some program has for a parameter, in alphabetical order."""
        prefix = f"{parameter}="
        return sorted(term[len(prefix) :] for term in list(self.terms) if term.startswith(prefix))

    def unstated(self, parameter: str) -> int:
        """Return the slots that do not state a filter's fact, dead ones among them."""
        return self.holders.unstated(parameter)

    def option(self, parameter: str, code: str) -> int:
        """Return the slots that an option finds, dead ones among them; not the unstated ones."""
        return self.holders.option(parameter, code)

    def either(self, parameter: str, codes: Iterable[str]) -> int:
        """Return what any of some options finds."""
        return any_of(self.option(parameter, code) for code in codes)

    def windows(self, parameter: str, codes: Iterable[str]) -> list[BitmapWindow]:
        """Return the programs of some options, and last those that do not state the fact, tail left out."""
        mask = (1 << self.base) - 1
        return [window_of(mask & found) for found in self.holders.options(parameter, codes)]

    def tails(self, parameter: str, codes: Iterable[str]) -> list[int]:
        """Return, in the order of ``windows``, the programs of the tail; bit 0 is slot ``base``."""
        kept = self.for_version
        if "tail" not in kept:
            kept["tail"] = self.holders.behind(self.base)
        tail: Holders = kept["tail"]
        return [tail.everyone & found for found in tail.options(parameter, codes)]

    def page(self, matches: int, sort: ProgramSort, first: int, count: int) -> list[int]:
        """Return the ids of one page of some matches in an order: few are sorted, many are walked through."""
        stop, order = first + count, self.orders[sort]
        if matches.bit_count() ** 2 < stop * len(order):
            slots: Iterable[int] = self.lowest(slots_of(matches), sort, stop)
        else:
            slots = in_order(matches, order)
        return [self.program_ids[slot] for slot in islice(slots, first, stop)]

    def lowest(self, slots: list[int], sort: ProgramSort, count: int) -> list[int]:
        """Return the first ``count`` of some slots in a sort; only they and their ties need the whole key."""
        columns: dict[ProgramSort, Sequence[Any]] = {
            ProgramSort.BEST: self.merits,
            ProgramSort.NAME: self.titles,
        }
        own = columns.get(sort) or self.keys[sort]
        if 0 < count < len(slots):
            last = own[sorted(slots, key=own.__getitem__)[count - 1]]
            slots = [slot for slot in slots if own[slot] <= last]
        return sorted(slots, key=self.sort_key(sort))[: max(0, count)]

    def page_best_first(self, matches: int, strong: int, first: int, count: int) -> list[int]:
        """Return the ids of one page, those that a query names before those that only mention it."""
        named, mentioned = matches & strong, matches & ~strong
        total = named.bit_count()
        head = self.page(named, ProgramSort.BEST, first, count) if first < total else []
        tail = self.page(mentioned, ProgramSort.BEST, max(0, first - total), count - len(head))
        return list(chain(head, tail))

    @property
    def hidden(self) -> int:
        """Return the closed programs, which the plain list leaves out; dead slots are not among them."""
        return self.alive & self.closed

    @property
    def closed(self) -> int:
        """Return the slots of closed programs, dead ones among them."""
        return self.either("intake", HIDDEN_INTAKES)
