"""A map of the states as tiles: one square a state, so that small states can be tapped too."""

from collections.abc import Mapping
from dataclasses import dataclass

from programs.us_states import USState

# Column and row of each state in the usual square-tile layout.
POSITIONS = {
    "AK": (0, 0), "ME": (10, 0),
    "WI": (5, 1), "VT": (9, 1), "NH": (10, 1),
    "WA": (0, 2), "ID": (1, 2), "MT": (2, 2), "ND": (3, 2), "MN": (4, 2), "IL": (5, 2), "MI": (6, 2),
    "NY": (8, 2), "MA": (9, 2),
    "OR": (0, 3), "NV": (1, 3), "WY": (2, 3), "SD": (3, 3), "IA": (4, 3), "IN": (5, 3), "OH": (6, 3),
    "PA": (7, 3), "NJ": (8, 3), "CT": (9, 3), "RI": (10, 3),
    "CA": (0, 4), "UT": (1, 4), "CO": (2, 4), "NE": (3, 4), "MO": (4, 4), "KY": (5, 4), "WV": (6, 4),
    "VA": (7, 4), "MD": (8, 4), "DE": (9, 4),
    "AZ": (1, 5), "NM": (2, 5), "KS": (3, 5), "AR": (4, 5), "TN": (5, 5), "NC": (6, 5), "SC": (7, 5),
    "DC": (8, 5),
    "OK": (3, 6), "LA": (4, 6), "MS": (5, 6), "AL": (6, 6), "GA": (7, 6),
    "HI": (0, 7), "TX": (3, 7), "FL": (8, 7), "PR": (10, 7),
}  # fmt: skip
SHADES = (1, 3, 8, 16)


@dataclass(frozen=True)
class Tile:
    """One state on the map; ``shade`` 0 (no program) to 4 (many) picks its color.

    ``start``: its column, from 1, where a row begins or tiles are missing before it; else None, and it stands
    right behind the tile before it.
    """

    code: str
    name: str
    count: int
    start: int | None
    shade: int


def tiles(counts: Mapping[str, int]) -> list[Tile]:
    """The tiles as one reads them, row by row."""
    placed = sorted(POSITIONS.items(), key=lambda pair: (pair[1][1], pair[1][0]))
    taken = set(POSITIONS.values())
    return [
        Tile(
            code=code,
            name=str(USState(code).label),
            count=counts.get(code, 0),
            start=None if (column - 1, row) in taken else column + 1,
            shade=sum(counts.get(code, 0) >= shade for shade in SHADES),
        )
        for code, (column, row) in placed
    ]
