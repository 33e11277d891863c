"""The programs that one query finds in the index: bitmaps over its slots, counts, pages, suggestions."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import combinations

from programs import flags
from programs.answers import NOT_FOR_ME, Answer
from programs.choices import ProgramSort
from programs.search import facets
from programs.search.bitmaps import all_of, any_of
from programs.search.facets import FACETS_BY_PARAMETER, HIDE, OWN_FACETS
from programs.search.index import Index
from programs.search.query import WISH, SearchQuery, Suggestion
from programs.search.text_index import TextMatch

MOST_DROPPED = 3  # more would be another search


class Matches:
    """What a query finds. ``fit``: what programs are to this visitor (``query.Fit``)."""

    def __init__(self, index: Index, query: SearchQuery, fit: Mapping[str, int]) -> None:
        self.index, self.query, self.fit = index, query, fit
        # Taken before anything is computed: what is cached of these matches belongs to this version alone.
        self.cached, self.alive = index.for_version, index.alive
        self.text: TextMatch | None = index.text.find(query.text, index.alive)
        self.groups = {parameter: self.group(parameter) for parameter in query.ticked}

    def group(self, parameter: str) -> int:
        """What one filter lets pass: any of its options, or all for ``all_of``, or none."""
        facet = FACETS_BY_PARAMETER[parameter]
        options = [self.option(facet.excluded or parameter, code) for code in self.query.ticked[parameter]]
        if facet.excluded:
            return ~any_of(options)
        slots = all_of(options) if facet.all_of else any_of(options)
        return slots | self.index.terms.unstated(parameter) if self.query.includes_unstated else slots

    def option(self, parameter: str, code: str) -> int:
        """The slots that an option finds, dead ones among them."""
        if parameter == HIDE.parameter:
            return self.flagged if code == facets.FLAGGED else any_of(self.fit.get(a, 0) for a in NOT_FOR_ME)
        if FACETS_BY_PARAMETER[parameter] in OWN_FACETS:
            return self.fit.get(code, 0)
        return self.index.terms.option(parameter, code)

    @property
    def is_private(self) -> bool:
        """Whether it narrows by the visitor's own answers, so that it is the same for nobody else."""
        return any(FACETS_BY_PARAMETER[parameter].is_private for parameter in self.groups)

    def without(self, *dropped: str, text: bool = True, closed: bool = False) -> int:
        """What all but some filters let pass. ``closed``: with closed programs in any case."""
        slots = self.alive & all_of(group for name, group in self.groups.items() if name not in dropped)
        if text and self.text:
            slots &= self.text.matches
        shows_closed = closed or ("intake" in self.groups and "intake" not in dropped)
        return slots if shows_closed else slots & ~self.index.closed

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
        """Whether a filter's options are counted among other programs than the matches."""
        is_narrowing = parameter in self.groups and not FACETS_BY_PARAMETER[parameter].all_of
        return is_narrowing or parameter == "intake"

    def scope(self, parameter: str) -> int:
        if not self.is_counted_apart(parameter):
            return self.slots
        return self.without(parameter, closed=parameter == "intake")

    def count(self, parameter: str, code: str) -> int:
        """How many programs an option finds beside the other filters."""
        return (self.scope(parameter) & self.option(parameter, code)).bit_count()

    @cached_property
    def layers(self) -> list[int]:
        """The matches in the layers of the order: all of one come before all of the next."""
        if self.text and self.query.sort == ProgramSort.BEST:
            return [self.slots & self.text.strong, self.slots & ~self.text.strong]
        if self.query.sort == ProgramSort.FIT and self.fit:
            return list(self.by_answer())
        return [self.slots]

    @cached_property
    def flagged(self) -> int:
        return any_of(self.index.terms.option("flag", rule) for rule in flags.RULES)

    def by_answer(self) -> Iterator[int]:
        """Yield the matches by answer, those without red flags first, then by how many wishes they match."""
        matching = [self.slots]
        for wish in (programs for name, programs in self.fit.items() if name.startswith(WISH)):
            beside = [0, *(programs & wish for programs in matching)]
            matching = [a & ~wish | b for a, b in zip([*matching, 0], beside, strict=True)]
        for answer in Answer:
            for side in (~self.flagged, self.flagged):
                yield from (self.fit.get(answer, 0) & side & programs for programs in reversed(matching))

    def ids(self, first: int, count: int) -> list[int]:
        """Program ids from place ``first`` on in the query's order."""
        sort = ProgramSort.BEST if self.query.sort == ProgramSort.FIT else self.query.sort
        ids: list[int] = []
        for layer in self.layers:
            if len(ids) < count:
                ids += self.index.page(layer, sort, first, count - len(ids))
            first = max(0, first - layer.bit_count())
        return ids

    def suggestions(self) -> list[Suggestion]:
        """The nearest queries that find something: as few filters dropped as it takes, never all."""
        asked = [*self.groups, *(["q"] if self.text else [])]
        for dropped in range(1, min(len(asked), MOST_DROPPED + 1)):
            near = combinations(asked, dropped)
            suggestions = [Suggestion(d, self.without(*d, text="q" not in d).bit_count()) for d in near]
            if nearest := sorted((each for each in suggestions if each.count), key=lambda each: each.count):
                return nearest
        return []
