"""One question to the catalogue, and its answer: matches, counts, ways out of an empty list."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from programs.choices import ProgramSort
from programs.eligibility_rules import Eligibility
from programs.search.bitmaps import BitmapWindow, window_of
from programs.search.facets import FACETS_BY_PARAMETER, FIT
from programs.search.index import Index
from programs.search.text import TextMatch, all_of


@dataclass(frozen=True)
class Question:
    """What a visitor asks: ticked codes by parameter, free text, and whether "not stated" may pass."""

    ticked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    includes_unstated: bool = False
    sort: ProgramSort = ProgramSort.BEST


@dataclass(frozen=True)
class WayOut:
    """A question near an empty one: without the ``dropped`` filters (or "q") it finds ``count`` programs."""

    dropped: tuple[str, ...]
    count: int


class Selection:
    """The programs that a question finds in an index. Bitmaps are over the index's slots.

    ``fit`` are the programs by what they are to this very visitor; {} without an account.
    """

    def __init__(self, index: Index, question: Question, fit: Mapping[str, int] | None = None) -> None:
        # Taken before anything is computed: what this selection keeps belongs to this version alone.
        self.kept = index.for_version
        self.fit: Mapping[str, int] = fit or {}
        self.index, self.question, self.alive = index, question, index.alive
        self.text: TextMatch | None = index.text.find(question.text)
        self.groups = {parameter: self.group(parameter) for parameter in question.ticked}

    def group(self, parameter: str) -> int:
        """Return what one filter lets pass: any of its options, or all for ``all_of``."""
        codes = self.question.ticked[parameter]
        if FACETS_BY_PARAMETER[parameter].all_of:
            found = all_of(self.index.option(parameter, code) for code in codes)
        elif parameter == FIT.parameter:
            found = self.fitting(codes)
        else:
            found = self.index.either(parameter, codes)
        return found | self.index.unstated(parameter) if self.question.includes_unstated else found

    def fitting(self, codes: Iterable[str]) -> int:
        """Return the programs of some verdicts on this visitor."""
        found = 0
        for code in codes:
            found |= self.fit.get(code, 0)
        return found

    @property
    def is_private(self) -> bool:
        """Return whether it narrows by the visitor's own verdicts, so that it is the same for nobody else."""
        return FIT.parameter in self.groups

    @cached_property
    def key(self) -> Hashable:
        """Return what determines the matches: the question without its order, its words as understood."""
        corrections = tuple(self.text.corrections) if self.text else ()
        ticked = tuple(sorted(self.question.ticked.items()))
        return ticked, self.question.text, corrections, self.question.includes_unstated

    @cached_property
    def texts(self) -> int:
        """Return the slots that the free text alone lets pass, dead ones among them."""
        return self.text.matches if self.text else -1

    @cached_property
    def open_programs(self) -> int:
        """Return what the plain list shows: all but closed programs, unless an intake is asked for."""
        return -1 if "intake" in self.groups else ~self.index.closed

    def ever(self, parameter: str) -> int:
        """Return the slots that everything but one filter lets pass, dead ones among them."""
        kept = all_of(group for other, group in self.groups.items() if other != parameter)
        return self.texts & kept & (-1 if parameter == "intake" else self.open_programs)

    def others(self, parameter: str) -> int:
        """Return what everything but one filter lets pass."""
        return self.alive & self.ever(parameter)

    @cached_property
    def matches(self) -> int:
        """Return what the question finds."""
        return self.others("")

    @cached_property
    def total(self) -> int:
        """Return how many programs the question finds."""
        return self.matches.bit_count()

    @cached_property
    def hidden_count(self) -> int:
        """Return how many closed programs the plain list leaves out; 0 when an intake is asked for."""
        return 0 if "intake" in self.groups else (self.others("intake") & self.index.hidden).bit_count()

    def is_counted_apart(self, parameter: str) -> bool:
        """Return whether a filter's options are counted among other programs than the matches."""
        is_narrowing = parameter in self.groups and not FACETS_BY_PARAMETER[parameter].all_of
        return is_narrowing or parameter == "intake"

    def scope(self, parameter: str) -> int:
        """Return the programs among which a filter's options are counted."""
        return self.others(parameter) if self.is_counted_apart(parameter) else self.matches

    def count(self, parameter: str, code: str) -> int:
        """Return how many programs an option finds beside the other filters."""
        option = self.fitting([code]) if parameter == FIT.parameter else self.index.option(parameter, code)
        return (self.scope(parameter) & option).bit_count()

    def counts(self, parameter: str, windows: list[BitmapWindow], tails: list[int]) -> list[int]:
        """Return how many programs a filter's options would find: those of the base and of the tail."""
        scope = self.scope(parameter)
        window = window_of(scope)
        found = [option.count_with(window) for option in windows]
        if not (scope_tail := scope >> self.index.base):
            return found
        return [count + (tail & scope_tail).bit_count() for count, tail in zip(found, tails, strict=True)]

    def page(self, number: int, size: int) -> list[int]:
        """Return the program ids of page ``number``, counted from 1."""
        first = (number - 1) * size
        if self.text and self.question.sort == ProgramSort.BEST:
            return self.index.page_best_first(self.matches, self.text.strong, first, size)
        if self.question.sort == ProgramSort.FIT:
            return self.page_by_fit(first, size)
        return self.index.page(self.matches, self.question.sort, first, size)

    def page_by_fit(self, first: int, count: int) -> list[int]:
        """Return the ids of one page, open to the visitor first, then not known, then blocked."""
        groups = (
            [self.matches & self.fit.get(code, 0) for code in Eligibility] if self.fit else [self.matches]
        )
        found: list[int] = []
        for group in groups:
            if len(found) < count:
                found += self.index.page(group, ProgramSort.BEST, first, count - len(found))
            first = max(0, first - group.bit_count())
        return found

    def all_ids(self) -> list[int]:
        """Return the ids of all that the question finds, in its order."""
        return self.page(1, max(1, self.total))

    def found_without(self, dropped: tuple[str, ...]) -> int:
        """Return how many programs the question finds without some of its filters, or without "q"."""
        groups = all_of(group for parameter, group in self.groups.items() if parameter not in dropped)
        openness = self.open_programs if "intake" not in dropped else ~self.index.closed
        texts = -1 if "q" in dropped else self.texts
        return (self.alive & texts & groups & openness).bit_count()

    def ways_out(self) -> list[WayOut]:
        """Return the nearest questions that find something: one filter dropped, else all but one."""
        asked = [*self.groups, *(["q"] if self.text else [])]
        one_less = [(parameter,) for parameter in asked]
        one_left = [tuple(other for other in asked if other != parameter) for parameter in asked]
        for way in (one_less, one_left):
            found = [WayOut(dropped, self.found_without(dropped)) for dropped in way]
            if nearest := sorted((out for out in found if out.count), key=lambda out: out.count):
                return nearest
        return []
