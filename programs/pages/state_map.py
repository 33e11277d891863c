"""The states as a map of links: each sets or removes its state and keeps the rest of a query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from programs.pages.query_strings import query_string
from programs.search import NOT_STATED, SearchQuery
from programs.tilemap import Tile, tiles

# No state's code: it marks the place of one in the query string that all others are made of. A text cannot
# hold the mark, since a query string writes its "=" as "%3D".
MARK = "-"
MARKED = f"state={MARK}"


@dataclass(frozen=True)
class StateLink:
    """A state's tile; ``query``: the query string with it, or without it when it is chosen; None: no link."""

    tile: Tile
    is_chosen: bool
    query: str | None


@dataclass(frozen=True)
class StateMap:
    """All states as links.

    ``chosen``: the states of the query, by their letters. ``unstated_count``: programs on no tile.
    """

    links: Sequence[StateLink]
    chosen: Sequence[str]
    unstated_count: int

    @property
    def state_count(self) -> int:
        return sum(link.tile.count > 0 for link in self.links)


def state_map(query: SearchQuery, counts: Mapping[str, int]) -> StateMap:
    """Draw the map of states; ``counts`` are those of the filter of states beside the other filters."""
    chosen = query.ticked.get("state", ())
    return StateMap(state_links(query, counts, chosen), chosen, counts.get(NOT_STATED, 0))


def state_links(query: SearchQuery, counts: Mapping[str, int], chosen: Sequence[str]) -> list[StateLink]:
    """A link for each state that has a program or is chosen.

    A state that the text means can be taken out alone only once the text has become filters.
    """
    added = query_string(query.with_codes("state", (*chosen, MARK)))

    def link_query(tile: Tile) -> str | None:
        if tile.code in chosen:
            kept = tuple(code for code in chosen if code != tile.code)
            own = query.as_filters if tile.code in query.codes_typed("state") else query
            return query_string(own.with_codes("state", kept))
        return added.replace(MARKED, f"state={tile.code}") if tile.count else None

    return [StateLink(tile, tile.code in chosen, link_query(tile)) for tile in tiles(counts)]
