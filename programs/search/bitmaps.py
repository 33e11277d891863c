"""Sets of programs as whole numbers: bit i stands for the program in slot i.

Python's own integers do it: ``&``, ``|`` and ``bit_count`` on 100,000 bits take microseconds.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

NOT_EMPTY = re.compile(rb"[^\x00]")
BITS_OF = [[bit for bit in range(8) if octet >> bit & 1] for octet in range(256)]
WORTH_A_SHIFT = 4096
MANY = 4000
ONE = ord("1")


def bitmap_of(slots: Iterable[int], size: int) -> int:
    """Return the set of these slots, all below ``size``."""
    octets = bytearray(size // 8 + 1)
    for slot in slots:
        octets[slot >> 3] |= 1 << (slot & 7)
    return int.from_bytes(octets, "little")


def bitmap_of_many(slots: Iterable[int], size: int) -> int:
    """Return the set of these slots; for thousands it takes a third of the time, for a few much more."""
    digits = bytearray(b"0") * size
    for slot in slots:
        digits[slot] = ONE
    digits.reverse()
    return int(digits, 2) if digits else 0


def bitmap(slots: "array[int]", size: int) -> int:
    """Return the set of these slots by the faster of two ways."""
    return bitmap_of_many(slots, size) if len(slots) > MANY else bitmap_of(slots, size)


def slots_of(members: int) -> list[int]:
    """Return the slots in a set, lowest first."""
    octets = members.to_bytes((members.bit_length() + 7) // 8, "little")
    found = NOT_EMPTY.finditer(octets)
    return [place * 8 + bit for place in [match.start() for match in found] for bit in BITS_OF[octets[place]]]


def in_order(members: int, order: Iterable[int]) -> Iterator[int]:
    """Yield the slots in a set in the given order of all slots."""
    octets = members.to_bytes(members.bit_length() // 8 + 1, "little")
    length = len(octets)
    for slot in order:
        position = slot >> 3
        if position < length and octets[position] >> (slot & 7) & 1:
            yield slot


def any_of(bitmaps: Iterable[int]) -> int:
    """Return what is in any of some bitmaps."""
    result = 0
    for members in bitmaps:
        result |= members
    return result


class BitmapWindow(NamedTuple):
    """A bitmap without the empty stretch below its first member, so that a short run is a short number."""

    first: int
    bits: int

    def count_with(self, other: "BitmapWindow") -> int:
        """Return how many members two sets share; the shorter run decides what it costs."""
        if self.first == other.first:
            return (self.bits & other.bits).bit_count()
        high, low = (self, other) if self.first > other.first else (other, self)
        return (high.bits & (low.bits >> (high.first - low.first))).bit_count()


def window_of(members: int) -> BitmapWindow:
    """Return a bitmap as a window; a stretch too short to be worth a shift stays."""
    first = (members & -members).bit_length() - 1
    return BitmapWindow(first, members >> first) if first > WORTH_A_SHIFT else BitmapWindow(0, members)


class SlicedNumbers:
    """One number per slot, kept as a bitmap per binary digit, so that "at most x" is a few operations."""

    def __init__(self, numbers: Iterable[tuple[int, int]], size: int) -> None:
        """Take (slot, number) pairs; a slot without a number is not stated."""
        members: list[array[int]] = []
        known = array("I")
        for slot, number in numbers:
            known.append(slot)
            while number >> len(members):
                members.append(array("I"))
            for digit in range(number.bit_length()):
                if number >> digit & 1:
                    members[digit].append(slot)
        self.known = bitmap(known, size)
        self.digits = [bitmap(slots, size) for slots in members]

    def add(self, slot: int, number: int) -> None:
        """Note the number of a new slot."""
        bit = 1 << slot
        self.known |= bit
        self.digits.extend([0] * (number.bit_length() - len(self.digits)))
        for digit in range(number.bit_length()):
            if number >> digit & 1:
                self.digits[digit] |= bit

    def behind(self, first: int) -> "SlicedNumbers":
        """Return the numbers of the slots from ``first`` on, which becomes slot 0."""
        rest = SlicedNumbers([], 0)
        rest.known, rest.digits = self.known >> first, [slots >> first for slots in self.digits]
        return rest

    def at_most(self, limit: int) -> int:
        """Return the slots whose number is known and at most ``limit``."""
        if limit < 0:
            return 0
        if limit >> len(self.digits):
            return self.known
        below, equal = 0, self.known
        for digit in reversed(range(len(self.digits))):
            ones = self.digits[digit]
            if limit >> digit & 1:
                below |= equal & ~ones
                equal &= ones
            else:
                equal &= ~ones
        return below | equal

    def at_least(self, limit: int) -> int:
        """Return the slots whose number is known and at least ``limit``."""
        return self.known & ~self.at_most(limit - 1)
