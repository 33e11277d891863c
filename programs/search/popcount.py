"""Counts of many options over a few programs at once.

To count 400 bitmaps one by one costs the same however few programs are left. Turned on its side, a program is
one row with a bit for each option. Rows are added pairwise, one half of them over the other, digit by digit
as whole numbers, so that a thousand rows take ten steps.
"""

from collections.abc import Sequence

OCTET = 8


def octets_of(columns: Sequence[int], size: int) -> bytes:
    """Pack up to eight columns into one octet for each of ``size`` slots, a bit for each column."""
    if not size:
        return b""
    zeros = int.from_bytes(b"0" * size)
    packed = sum(
        (int.from_bytes(f"{column:0{size}b}".encode()) - zeros) << place
        for place, column in enumerate(columns)
    )
    return packed.to_bytes(size, "little")


def halves(planes: list[int], bits: int) -> list[int]:
    """The sums of the rows below and above a number of bits; plane n holds their nth digits."""
    mask, carry, sums = (1 << bits) - 1, 0, []
    for plane in planes:
        low, high = plane & mask, plane >> bits
        either = low ^ high
        sums.append(either ^ carry)
        carry = low & high | either & carry
    return [*sums, carry]


class RowCounter:
    """Columns of bits, one column for each option, turned into one row for each slot."""

    def __init__(self, columns: Sequence[int], size: int) -> None:
        """Take bitmaps over ``size`` slots."""
        self.count, self.width = len(columns), -(-len(columns) // OCTET)
        rows = bytearray(self.width * size)
        for place in range(self.width):
            rows[place :: self.width] = octets_of(columns[place * OCTET : (place + 1) * OCTET], size)
        self.rows = bytes(rows)

    def counts(self, slots: Sequence[int]) -> list[int]:
        """How many of these slots each column holds."""
        rows, width = self.rows, self.width
        joined = b"".join([rows[slot * width : slot * width + width] for slot in slots])
        planes, left = [int.from_bytes(joined, "little")], len(slots)
        while left > 1:
            left -= left // 2
            planes = halves(planes, left * width * OCTET)
        digits = zip(*(f"{plane:0{width * OCTET}b}"[::-1] for plane in reversed(planes)), strict=True)
        return [int("".join(column), 2) for column in digits][: self.count]
