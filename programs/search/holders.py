"""Which slots hold each fact, and so which of them an option of a filter finds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from programs.search.bitmaps import SlicedNumbers
from programs.search.terms import ANY_SPECIALTY

NUMBERS = ("price", "weeks_min", "weeks_max", "lead", "graduated")
NUMBER_OF_PARAMETER = {"price_max": "price", "lead_max": "lead", "graduated": "graduated"}


@dataclass
class Holders:
    """The slots of each term and number, dead ones among them. ``everyone``: all slots there are."""

    terms: dict[str, int]
    numbers: dict[str, SlicedNumbers]
    everyone: int

    def add(self, slot: int, terms: Iterable[str], numbers: Mapping[str, int | None]) -> None:
        """Note the facts of a new slot."""
        self.everyone |= 1 << slot
        for term in terms:
            self.terms[term] = self.terms.get(term, 0) | 1 << slot
        for name, number in numbers.items():
            if number is not None:
                self.numbers[name].add(slot, number)

    def behind(self, first: int) -> "Holders":
        """Return the same for the slots from ``first`` on, which becomes slot 0."""
        return Holders(
            {term: slots >> first for term, slots in list(self.terms.items())},
            {name: numbers.behind(first) for name, numbers in self.numbers.items()},
            self.everyone >> first,
        )

    def option(self, parameter: str, code: str) -> int:
        """Return the slots that an option finds; not the unstated ones."""
        if special := SPECIAL_OPTIONS.get(parameter):
            return special(self, code)
        return self.terms.get(f"{parameter}={code}", 0)

    def unstated(self, parameter: str) -> int:
        """Return the slots that do not state a filter's fact."""
        if parameter == "weeks":
            return self.everyone & ~(self.numbers["weeks_min"].known | self.numbers["weeks_max"].known)
        if number := NUMBER_OF_PARAMETER.get(parameter):
            return self.everyone & ~self.numbers[number].known
        term = "requirement?" if parameter == "requirement_not" else f"{parameter}?"
        return self.terms.get(term, 0)

    def options(self, parameter: str, codes: Iterable[str]) -> list[int]:
        """Return what some options find, and last what does not state the fact."""
        return [*(self.option(parameter, code) for code in codes), self.unstated(parameter)]


def specialty_option(holders: Holders, name: str) -> int:
    """Return programs of a specialty or its children, and those open to any specialty."""
    return holders.terms.get(f"specialty={name}", 0) | holders.terms.get(ANY_SPECIALTY, 0)


def requirement_not_option(holders: Holders, code: str) -> int:
    """Return programs that state requirements and do not require this one."""
    return ~(holders.terms.get("requirement?", 0) | holders.terms.get(f"requirement={code}", 0))


def weeks_option(holders: Holders, weeks: str) -> int:
    """Return programs where a stay of this length is possible; a bound not stated does not bind."""
    wanted = round(float(weeks) * 100)
    shortest, longest = holders.numbers["weeks_min"], holders.numbers["weeks_max"]
    too_long = shortest.known & ~shortest.at_most(wanted)
    too_short = longest.known & ~longest.at_least(wanted)
    return (shortest.known | longest.known) & ~too_long & ~too_short


SPECIAL_OPTIONS: dict[str, Callable[[Holders, str], int]] = {
    "specialty": specialty_option,
    "requirement_not": requirement_not_option,
    "weeks": weeks_option,
    "price_max": lambda holders, price: holders.numbers["price"].at_most(int(float(price))),
    "lead_max": lambda holders, weeks: holders.numbers["lead"].at_most(round(float(weeks) * 100)),
    "graduated": lambda holders, years: holders.numbers["graduated"].at_least(round(float(years) * 100)),
}
