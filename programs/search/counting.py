"""The counts at all options of the filters, for one selection.

The base of the index never changes, so its counts are kept from version to version; the slots
that have died since are taken away, and the tail of changed programs is added.
"""

from collections.abc import Hashable, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from programs.search.bitmaps import slots_of, window_of
from programs.search.index import Index
from programs.search.selection import Selection
from programs.search.tally import Tally

Counts = dict[str, list[int]]
# A row costs as much as so many bits of a column.
ROW = 8000
MOST_KEPT = 100


def keep(kept: dict[Any, Any], key: Hashable, answer: Any) -> Any:
    """Keep an answer and return it; when there are too many, start anew."""
    if len(kept) > MOST_KEPT:
        kept.clear()
    kept[key] = answer
    return answer


class Columns:
    """The options that the filters offer, and last of each filter "not stated", over an index's base."""

    def __init__(self, index: Index, codes: Mapping[str, Sequence[str]]) -> None:
        self.index, self.codes, self.base = index, codes, index.base
        self.windows = {name: index.windows(name, listed) for name, listed in codes.items()}
        self.all_windows = list(chain.from_iterable(self.windows.values()))
        self.tally = Tally([window.bits << window.first for window in self.all_windows], self.base)
        self.kept: dict[Hashable, list[int]] = {}

    def counts(self, selection: Selection) -> Counts:
        """Return the counts of every filter; another page or order counts nothing anew.

        What is counted among one visitor's own verdicts is nobody else's, so it is kept nowhere.
        """
        if selection.is_private:
            return self.counted(selection)
        counts: Counts | None = selection.kept.get(selection.key)
        return counts or keep(selection.kept, selection.key, self.counted(selection))

    def counted(self, selection: Selection) -> Counts:
        """Return the counts of every filter, those of ticked ones each among programs of its own."""
        tails = self.tails(selection.kept)
        flat = iter(self.among_matches(selection, list(chain.from_iterable(tails.values()))))
        counts = {name: list(islice(flat, len(listed))) for name, listed in tails.items()}
        for name in filter(selection.is_counted_apart, counts):
            counts[name] = selection.counts(name, self.windows[name], tails[name])
        return counts

    def tails(self, kept: dict[Any, Any]) -> Counts:
        """Return the bitmaps of all options over the tail, made once for a version."""
        if "tails" not in kept:
            kept["tails"] = {name: self.index.tails(name, codes) for name, codes in self.codes.items()}
        return kept["tails"]

    def among_matches(self, selection: Selection, tails: list[int]) -> list[int]:
        """Return the counts of all options among the matches."""
        ever = selection.ever("") & ((1 << self.base) - 1)
        counts = self.in_base(ever) if selection.is_private else self.base_counts(selection.key, ever)
        if dead := ever & ~selection.alive:
            gone = self.tally.counts(slots_of(dead))
            counts = [count - less for count, less in zip(counts, gone, strict=True)]
        if scope := selection.matches >> self.base:
            counts = [count + (tail & scope).bit_count() for count, tail in zip(counts, tails, strict=True)]
        return counts

    def base_counts(self, key: Hashable, ever: int) -> list[int]:
        """Return the counts of all options among some slots of the base, kept by their question."""
        return self.kept.get(key) or keep(self.kept, key, self.in_base(ever))

    def in_base(self, scope: int) -> list[int]:
        """Return the counts of all options among some slots of the base, by rows or by columns."""
        if scope.bit_count() * ROW < len(self.all_windows) * self.base:
            return self.tally.counts(slots_of(scope))
        window = window_of(scope)
        return [option.count_with(window) for option in self.all_windows]
