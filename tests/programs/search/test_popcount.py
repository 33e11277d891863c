"""Rows added up together count what columns count one by one."""

from hypothesis import given
from hypothesis import strategies as st

from programs.search.popcount import RowCounter, halves

SIZE = 40
columns = st.lists(st.integers(0, (1 << SIZE) - 1), min_size=1, max_size=20)


@given(columns=columns, slots=st.lists(st.integers(0, SIZE - 1), unique=True))
def test_rows_count_what_a_plain_count_does(columns: list[int], slots: list[int]) -> None:
    counts = RowCounter(columns, SIZE).counts(slots)
    assert counts == [sum(column >> slot & 1 for slot in slots) for column in columns]


def test_thousands_of_rows_do_not_run_over_into_the_next_column() -> None:
    size = 70_000
    everyone = (1 << size) - 1
    rows = RowCounter([everyone, 0, everyone], size)
    assert rows.counts(range(size)) == [size, 0, size]
    assert rows.counts(range(65_536)) == [65_536, 0, 65_536]


def test_nothing_is_counted_in_nothing() -> None:
    assert RowCounter([], 0).counts([]) == []
    assert RowCounter([], 5).counts([]) == []
    assert RowCounter([0, 0], 0).counts([]) == [0, 0]
    assert RowCounter([1, 3], 2).counts([]) == [0, 0]


def test_one_half_is_laid_over_the_other() -> None:
    assert halves([0b11_01], 2) == [0b10, 0b01]
    assert halves([0b0_1, 0b1_1], 1) == [0b1, 0b0, 0b1]
