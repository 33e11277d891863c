"""The counts at all options of the filters, for the matches of one query."""

from collections.abc import Mapping, Sequence
from itertools import chain, islice

from programs.search.bitmaps import slots_of
from programs.search.index import Index
from programs.search.matches import Matches
from programs.search.popcount import RowCounter

Listed = dict[str, list[int]]
# A bitmap's first member, and the bitmap from there on. Slots lie in the order of places, so most are short.
Column = tuple[int, int]
# To count one match by its row costs as much as so many bits of a column, so few matches are counted by rows
# and many by columns. What rows are worth is measured in docs/performance.md.
ROW = 8000
MOST_CACHED = 100


def column_of(members: int) -> Column:
    """A bitmap without the empty stretch below its first member."""
    first = max(0, (members & -members).bit_length() - 1)
    return first, members >> first


class OptionCounter:
    """The options that the filters offer, and last of each filter "not stated".

    What they hold of the index's base never changes. The tail of programs changed since is counted apart.
    """

    def __init__(self, index: Index, codes: Mapping[str, Sequence[str]]) -> None:
        self.index, self.codes, self.base = index, codes, index.base
        self.mask = (1 << self.base) - 1
        options = {name: index.terms.options(name, listed) for name, listed in codes.items()}
        self.columns = {name: [column_of(bitmap & self.mask) for bitmap in options[name]] for name in codes}
        self.flat = list(chain.from_iterable(self.columns.values()))
        self.rows = RowCounter([bits << first for first, bits in self.flat], self.base)

    def counts(self, matches: Matches) -> Listed:
        """The counts of every filter; another page or order counts nothing anew.

        What is counted among one visitor's own verdicts is nobody else's, so it is not cached.
        """
        if matches.is_private:
            return self.counted(matches)
        cached, key = matches.cached.setdefault((self, "counts"), {}), matches.query.key
        counts = cached.get(key)
        if counts is None:
            counts = self.counted(matches)
            if len(cached) >= MOST_CACHED:  # another thread may clear it too, so nothing is read back
                cached.clear()
            cached[key] = counts
        return counts

    def counted(self, matches: Matches) -> Listed:
        """The counts of every filter, those of narrowing ones each among programs of its own."""
        tails = self.tails(matches)
        flat = iter(self.among(matches.slots, self.flat, list(chain.from_iterable(tails.values()))))
        counts = {name: list(islice(flat, len(columns))) for name, columns in self.columns.items()}
        for name in filter(matches.is_counted_apart, counts):
            counts[name] = self.among(matches.scope(name), self.columns[name], tails[name])
        return counts

    def tails(self, matches: Matches) -> Listed:
        """The options' bitmaps over the tail, made once for a version; bit 0 is slot ``base``."""
        if (self, "tails") not in matches.cached:
            tail = self.index.terms.from_slot(self.base)
            matches.cached[self, "tails"] = {
                name: tail.options(name, codes) for name, codes in self.codes.items()
            }
        return matches.cached[self, "tails"]

    def among(self, slots: int, columns: list[Column], tails: list[int]) -> list[int]:
        """How many of some slots each column holds, by rows or by columns."""
        scope, tail_scope = slots & self.mask, slots >> self.base
        if columns is self.flat and scope.bit_count() * ROW < len(columns) * self.base:
            counts = self.rows.counts(slots_of(scope))
        else:
            counts = [(bits & scope >> first).bit_count() for first, bits in columns]
        if not tail_scope:
            return counts
        return [count + (tail & tail_scope).bit_count() for count, tail in zip(counts, tails, strict=True)]
