"""The programs that one query finds in the index: bitmaps over its slots, counts, pages, suggestions."""

from collections.abc import Mapping
from functools import cached_property

from programs.choices import ProgramSort
from programs.eligibility_rules import Eligibility
from programs.search.bitmaps import all_of, any_of
from programs.search.facets import FACETS_BY_PARAMETER, FIT
from programs.search.index import Index
from programs.search.query import SearchQuery, Suggestion
from programs.search.text import TextMatch


class Matches:
    """What a query finds. ``fit``: programs by what they are to this visitor; {} without an account."""

    def __init__(self, index: Index, query: SearchQuery, fit: Mapping[str, int]) -> None:
        self.index, self.query, self.fit = index, query, fit
        # Taken before anything is computed: what is cached of these matches belongs to this version alone.
        self.cached, self.alive = index.for_version, index.alive
        self.text: TextMatch | None = index.text.find(query.text, index.alive)
        self.groups = {parameter: self.group(parameter) for parameter in query.ticked}

    def group(self, parameter: str) -> int:
        """Return what one filter lets pass: any of its options, or all for ``all_of``."""
        options = [self.option(parameter, code) for code in self.query.ticked[parameter]]
        found = all_of(options) if FACETS_BY_PARAMETER[parameter].all_of else any_of(options)
        return found | self.index.terms.unstated(parameter) if self.query.includes_unstated else found

    def option(self, parameter: str, code: str) -> int:
        """Return the slots that an option finds, dead ones among them."""
        if parameter == FIT.parameter:
            return self.fit.get(code, 0)
        return self.index.terms.option(parameter, code)

    @property
    def is_private(self) -> bool:
        """Return whether it narrows by the visitor's own verdicts, so that it is the same for nobody else."""
        return FIT.parameter in self.groups

    def without(self, *dropped: str, text: bool = True, closed: bool = False) -> int:
        """Return what all but some filters let pass. ``closed``: with closed programs in any case."""
        found = self.alive & all_of(group for name, group in self.groups.items() if name not in dropped)
        if text and self.text:
            found &= self.text.matches
        shows_closed = closed or ("intake" in self.groups and "intake" not in dropped)
        return found if shows_closed else found & ~self.index.closed

    @cached_property
    def slots(self) -> int:
        return self.without()

    @cached_property
    def total(self) -> int:
        return self.slots.bit_count()

    @property
    def hidden_count(self) -> int:
        return 0 if "intake" in self.groups else self.without(closed=True).bit_count() - self.total

    def is_counted_apart(self, parameter: str) -> bool:
        """Return whether a filter's options are counted among other programs than the matches."""
        is_narrowing = parameter in self.groups and not FACETS_BY_PARAMETER[parameter].all_of
        return is_narrowing or parameter == "intake"

    def scope(self, parameter: str) -> int:
        if not self.is_counted_apart(parameter):
            return self.slots
        return self.without(parameter, closed=parameter == "intake")

    def count(self, parameter: str, code: str) -> int:
        """Return how many programs an option finds beside the other filters."""
        return (self.scope(parameter) & self.option(parameter, code)).bit_count()

    @cached_property
    def layers(self) -> list[int]:
        """Return the matches in the layers of the order: all of one come before all of the next."""
        if self.text and self.query.sort == ProgramSort.BEST:
            return [self.slots & self.text.strong, self.slots & ~self.text.strong]
        if self.query.sort == ProgramSort.FIT and self.fit:
            return [self.slots & self.fit.get(code, 0) for code in Eligibility]
        return [self.slots]

    def ids(self, first: int, count: int) -> list[int]:
        """Return program ids from place ``first`` on in the query's order."""
        sort = ProgramSort.BEST if self.query.sort == ProgramSort.FIT else self.query.sort
        found: list[int] = []
        for layer in self.layers:
            if len(found) < count:
                found += self.index.page(layer, sort, first, count - len(found))
            first = max(0, first - layer.bit_count())
        return found

    def suggestions(self) -> list[Suggestion]:
        """Return the nearest queries that find something: one filter dropped, else all but one."""
        asked = [*self.groups, *(["q"] if self.text else [])]
        one_less = [(parameter,) for parameter in asked]
        one_left = [tuple(other for other in asked if other != parameter) for parameter in asked]
        for near in (one_less, one_left):
            found = [Suggestion(d, self.without(*d, text="q" not in d).bit_count()) for d in near]
            if nearest := sorted((each for each in found if each.count), key=lambda each: each.count):
                return nearest
        return []
