"""Which slots hold each fact, and so which of them an option of a filter finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from programs.search.index_terms import ANY_SPECIALTY

NUMBERS = ("price", "weeks_min", "weeks_max", "lead", "graduated")
NUMBER_OF_PARAMETER = {"price_max": "price", "lead_max": "lead", "graduated": "graduated"}
# The numbers are PositiveIntegerFields.
DIGITS = 31


@lru_cache(maxsize=4096)
def number_terms(name: str, number: int) -> list[str]:
    """A number as terms, one for each binary 1, so that "at most x" is a few operations on bitmaps."""
    return [f"{name}#", *(f"{name}#{digit}" for digit in range(number.bit_length()) if number >> digit & 1)]


@dataclass
class TermIndex:
    """The slots of each term, dead ones among them. ``everyone``: all slots there are."""

    terms: dict[str, int]
    everyone: int

    def add(self, slot: int, terms: Iterable[str]) -> None:
        self.everyone |= 1 << slot
        for term in terms:
            self.terms[term] = self.terms.get(term, 0) | 1 << slot

    def from_slot(self, first: int) -> "TermIndex":
        """The same for the slots from ``first`` on, which becomes slot 0."""
        terms = {term: slots >> first for term, slots in list(self.terms.items())}
        return TermIndex(terms, self.everyone >> first)

    def option(self, parameter: str, code: str) -> int:
        """The slots that an option finds; not the unstated ones."""
        if special := SPECIAL_OPTIONS.get(parameter):
            return special(self, code)
        return self.terms.get(f"{parameter}={code}", 0)

    def unstated(self, parameter: str) -> int:
        """The slots that do not state a filter's fact."""
        if parameter == "weeks":
            return self.everyone & ~(self.known("weeks_min") | self.known("weeks_max"))
        if number := NUMBER_OF_PARAMETER.get(parameter):
            return self.everyone & ~self.known(number)
        term = "requirement?" if parameter == "requirement_not" else f"{parameter}?"
        return self.terms.get(term, 0)

    def options(self, parameter: str, codes: Iterable[str]) -> list[int]:
        """What some options find, and last what does not state the fact."""
        return [*(self.option(parameter, code) for code in codes), self.unstated(parameter)]

    def known(self, name: str) -> int:
        return self.terms.get(f"{name}#", 0)

    def at_most(self, name: str, limit: int) -> int:
        """The slots whose number is stated and at most ``limit``."""
        below, equal = 0, self.known(name)
        if limit < 0 or limit >> DIGITS:
            return equal if limit > 0 else 0
        for digit in reversed(range(DIGITS)):
            ones = self.terms.get(f"{name}#{digit}", 0)
            if limit >> digit & 1:
                below |= equal & ~ones
                equal &= ones
            else:
                equal &= ~ones
        return below | equal

    def nth(self, name: str, among: int, rank: int) -> int:
        """The number at a rank, from 0 for the lowest, among slots that all state it."""
        number = 0
        for digit in reversed(range(DIGITS)):
            ones = among & self.terms.get(f"{name}#{digit}", 0)
            below = among.bit_count() - ones.bit_count() if ones else rank + 1
            if rank < below:
                among &= ~ones
            else:
                among, rank, number = ones, rank - below, number | 1 << digit
        return number

    def at_least(self, name: str, limit: int) -> int:
        """The slots whose number is stated and at least ``limit``."""
        return self.known(name) & ~self.at_most(name, limit - 1)


def specialty_option(index: TermIndex, name: str) -> int:
    """Programs of a specialty or its children, and those open to any specialty."""
    return index.terms.get(f"specialty={name}", 0) | index.terms.get(ANY_SPECIALTY, 0)


def requirement_not_option(index: TermIndex, code: str) -> int:
    """Programs that state requirements and do not require this one."""
    asks = index.terms.get("requirement?", 0) | index.terms.get(f"requirement={code}", 0)
    return index.everyone & ~asks


def weeks_option(index: TermIndex, weeks: str) -> int:
    """Programs where a stay of this length is possible; a bound not stated does not bind."""
    wanted = round(float(weeks) * 100)
    shortest, longest = index.known("weeks_min"), index.known("weeks_max")
    too_long = shortest & ~index.at_most("weeks_min", wanted)
    too_short = longest & ~index.at_least("weeks_max", wanted)
    return (shortest | longest) & ~too_long & ~too_short


SPECIAL_OPTIONS: dict[str, Callable[[TermIndex, str], int]] = {
    "specialty": specialty_option,
    "requirement_not": requirement_not_option,
    "weeks": weeks_option,
    "price_max": lambda index, price: index.at_most("price", int(float(price))),
    "lead_max": lambda index, weeks: index.at_most("lead", round(float(weeks) * 100)),
    "graduated": lambda index, years: index.at_least("graduated", round(float(years) * 100)),
}
