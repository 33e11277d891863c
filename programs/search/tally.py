"""Counts of many options over a few programs at once.

To count 400 bitmaps one by one costs the same however few programs are left. Turned on its side,
a program is one row with a bit for each option, and the rows of a few hundred programs are added
up together: each step lays one half of the rows over the other and adds them digit by digit, as
whole numbers of Python's own, so that a thousand rows take ten steps.
"""

from array import array
from collections.abc import Sequence

OCTET = 8
# As UTF-32 each binary digit of a number becomes a 32-bit field of its own.
FIELDS, FIELD_OCTETS = "utf-32-le", 4


def octets_of(columns: Sequence[int], size: int) -> bytes:
    """Return, for each of ``size`` slots, an octet with a bit for each of up to eight columns."""
    if not size:
        return b""
    zeros = int.from_bytes(b"0" * size)
    packed = sum(
        (int.from_bytes(f"{column:0{size}b}".encode()) - zeros) << place
        for place, column in enumerate(columns)
    )
    return packed.to_bytes(size, "little")


def halves(planes: list[int], bits: int) -> list[int]:
    """Return the sums of the rows below and above a number of bits; plane n holds their nth digits."""
    mask, carry, sums = (1 << bits) - 1, 0, []
    for plane in planes:
        low, high = plane & mask, plane >> bits
        either = low ^ high
        sums.append(either ^ carry)
        carry = low & high | either & carry
    return [*sums, carry]


class Tally:
    """Columns of bits, one column for each option, turned into one row for each slot."""

    def __init__(self, columns: Sequence[int], size: int) -> None:
        """Take bitmaps over ``size`` slots."""
        self.count = len(columns)
        self.width = -(-self.count // OCTET)
        rows = bytearray(self.width * size)
        for place in range(self.width):
            rows[place :: self.width] = octets_of(columns[place * OCTET : (place + 1) * OCTET], size)
        self.rows = bytes(rows)

    def counts(self, slots: Sequence[int]) -> list[int]:
        """Return how many of these slots each column holds."""
        if not slots:
            return [0] * self.count
        rows, width = self.rows, self.width
        joined = b"".join([rows[slot * width : slot * width + width] for slot in slots])
        planes, left = [int.from_bytes(joined, "little")], len(slots)
        while left > 1:
            left -= left // 2
            planes = halves(planes, left * width * OCTET)
        return self.numbers(planes)

    def numbers(self, planes: list[int]) -> list[int]:
        """Return the number that stands in each column of the planes."""
        bits = self.width * OCTET
        zeros = int.from_bytes(("0" * bits).encode(FIELDS), "little")
        total = sum(
            (int.from_bytes(f"{plane:0{bits}b}"[::-1].encode(FIELDS), "little") - zeros) << place
            for place, plane in enumerate(planes)
        )
        fields = array("I", total.to_bytes(bits * FIELD_OCTETS, "little"))
        return fields[: self.count].tolist()
