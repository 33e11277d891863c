"""The map of the states: a place for each, and none upon another."""

import re

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from programs.tilemap import POSITIONS, Tile, tiles
from programs.us_states import USState

COUNTS = st.dictionaries(st.sampled_from(USState.values), st.integers(0, 200))
COLUMNS = 11


def places(drawn: list[Tile]) -> dict[str, tuple[int, int]]:
    """Return the column and row of each tile as a grid places it: never back, else one row on."""
    found, column, row = {}, 0, 0
    for tile in drawn:
        wanted = tile.start or column + 1
        row += wanted <= column
        column = wanted
        found[tile.code] = (column - 1, row)
    return found


def test_every_state_is_there_once() -> None:
    assert sorted(tile.code for tile in tiles({})) == sorted(USState.values)
    assert sorted(POSITIONS) == sorted(USState.values)


def test_every_tile_stands_in_its_own_place() -> None:
    assert places(tiles({})) == POSITIONS
    assert len(set(POSITIONS.values())) == len(POSITIONS)


def test_the_style_has_every_column_that_a_tile_starts_in() -> None:
    style = (settings.BASE_DIR / "static" / "css" / "portal.css").read_text()
    starts = {tile.start for tile in tiles({}) if tile.start}
    assert {int(column) for column in re.findall(r"\.c(\d+) \{ grid-column: \1; \}", style)} == starts
    assert max(column for column, _ in POSITIONS.values()) < COLUMNS
    assert f"grid-template-columns: repeat({COLUMNS}, 1fr)" in style


@pytest.mark.parametrize(
    ("count", "shade"), [(0, 0), (1, 1), (2, 1), (3, 2), (7, 2), (8, 3), (15, 3), (16, 4), (900, 4)]
)
def test_more_programs_are_a_deeper_shade(count: int, shade: int) -> None:
    (texas,) = [tile for tile in tiles({"TX": count}) if tile.code == "TX"]
    assert (texas.count, texas.shade, texas.name) == (count, shade, "Texas")


@given(COUNTS)
def test_every_tile_has_its_states_count(counts: dict[str, int]) -> None:
    assert {tile.code: tile.count for tile in tiles(counts)} == dict.fromkeys(USState.values, 0) | counts
    assert [tile for tile in tiles(counts) if (tile.shade == 0) is not (tile.count == 0)] == []


def test_a_place_that_is_no_state_is_not_on_the_map() -> None:
    assert tiles({"-": 3, "": 2, "ZZ": 1}) == tiles({})
