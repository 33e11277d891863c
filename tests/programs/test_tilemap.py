"""The map of the states: a place for each, and none upon another."""

import itertools
import re

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from programs.tilemap import GAP, POSITIONS, TILE, tiles
from programs.us_states import USState

COUNTS = st.dictionaries(st.sampled_from(USState.values), st.integers(0, 200))


def test_every_state_is_there_once() -> None:
    assert sorted(tile.code for tile in tiles({})) == sorted(USState.values)
    assert sorted(POSITIONS) == sorted(USState.values)


def test_no_tile_lies_on_another() -> None:
    overlaps = [
        (one.code, other.code)
        for one, other in itertools.combinations(tiles({}), 2)
        if abs(one.x - other.x) < TILE + GAP and abs(one.y - other.y) < TILE + GAP
    ]
    assert overlaps == []


def test_tiles_follow_each_other_as_one_reads() -> None:
    places = [(tile.y, tile.x) for tile in tiles({})]
    assert places == sorted(places)


def test_the_map_has_room_for_every_tile() -> None:
    template = (settings.BASE_DIR / "templates" / "programs" / "_tile_map.html").read_text()
    left, top, width, height = map(int, re.findall(r'viewBox="(-?\d+) (-?\d+) (\d+) (\d+)"', template)[0])
    assert set(re.findall(r'<rect[^>]* width="(\d+)" height="(\d+)"', template)) == {(str(TILE), str(TILE))}
    assert min(tile.x for tile in tiles({})) >= left
    assert min(tile.y for tile in tiles({})) >= top
    assert max(tile.x + TILE for tile in tiles({})) <= left + width
    assert max(tile.y + TILE for tile in tiles({})) <= top + height


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
