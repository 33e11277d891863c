"""A few programs against many queries: the search turned around."""

import datetime
from collections.abc import Iterable

from programs.models import SearchDocument
from programs.search.facets import FACETS_BY_PARAMETER, HIDE, NOT_FOR_ME, OWN_FACETS
from programs.search.folding import search_words
from programs.search.index import DocumentRow, Index
from programs.search.matches import Matches
from programs.search.query import SearchQuery

TEXT, CLOSED_TOO = "q", "intake"
# Between a parameter and its codes: whether programs that do not state the fact pass too.
STATED, ALSO_UNSTATED = "=", "?"
BETWEEN_CODES = "\t"


def conditions_of(query: SearchQuery, corrections: Iterable[tuple[str, str]] = ()) -> str:
    """What a query asks, whatever its order: a line for each filter and one for its text.

    Equal questions have equal lines; "" asks nothing. Of many queries most lines are the same few.
    ``corrections``: what the whole catalog took its unknown words for (``SearchResult.corrections``); a few
    programs cannot tell a typo from a word that others have.
    """
    sign = ALSO_UNSTATED if query.includes_unstated else STATED
    lines = [
        f"{name}{sign}{BETWEEN_CODES.join(sorted(codes))}" for name, codes in sorted(query.ticked.items())
    ]
    meant = dict(corrections)
    text = " ".join(meant.get(word, word) for word in search_words(query.text))
    return "\n".join([*lines, *([f"{TEXT}{STATED}{text}"] if text else [])])


class FewPrograms:
    """Which of a few programs each of many queries finds, whoever asks.

    Each condition is judged once, however many queries have it, by the same rules as the list's. Filters by
    what is for the visitor pass all, because nobody is looking, and so do filters of old searches that the
    list does not know any more.
    """

    def __init__(self, documents: Iterable[SearchDocument], today: datetime.date) -> None:
        rows = [DocumentRow(*(getattr(each, name) for name in DocumentRow._fields)) for each in documents]
        self.index = Index(rows, version=0, today=today)
        self.open = self.index.alive & ~self.index.closed
        self.judged: dict[str, int] = {}

    def ids(self, conditions: str) -> set[int]:
        """The ids of those that meet all conditions (``conditions_of``)."""
        slots, judged = self.open, self.judged
        if conditions:
            lines = conditions.split("\n")
            if CLOSED_TOO in conditions and any(line.startswith(CLOSED_TOO) for line in lines):
                slots = self.index.alive
            for line in lines:
                slots &= judged[line] if line in judged else self.judge(line)
                if not slots:
                    return set()
        return {pk for slot, pk in enumerate(self.index.program_ids) if slots >> slot & 1} if slots else set()

    def judge(self, line: str) -> int:
        """The slots that meet one condition, and keep them."""
        self.judged[line] = slots = self.slots_of(line)
        return slots

    def slots_of(self, line: str) -> int:
        is_loose = ALSO_UNSTATED in line and STATED not in line.partition(ALSO_UNSTATED)[0]
        name, _, rest = line.partition(ALSO_UNSTATED if is_loose else STATED)
        if name == TEXT:
            found = self.index.text.find(rest, self.index.alive, corrects=False)
            return found.matches if found else self.index.alive
        codes = tuple(rest.split(BETWEEN_CODES))
        if name == HIDE.parameter:
            codes = tuple(code for code in codes if code != NOT_FOR_ME)
        facet = FACETS_BY_PARAMETER.get(name)
        if facet is None or facet in OWN_FACETS or not codes:
            return self.index.alive
        return Matches(self.index, SearchQuery({name: codes}, includes_unstated=is_loose), {}).groups[name]
