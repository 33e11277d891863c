"""What an applicant would like, as sets of programs: the order of "Best for me", and why a card is there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from applicants.profile.models import Applicant
from programs import formatting
from programs.choices import Month
from programs.pricing import FourWeekPrice
from programs.search import WISH, Catalog, ProgramSet

PRICE, STATE, MONTH, SPECIALTY = "price_max", "state", "month", "specialty"


@dataclass(frozen=True)
class Wish:
    """One thing that an applicant would like: an option of a filter, and its words on a card."""

    parameter: str
    code: str
    words: str


def wishes_of(applicant: Applicant) -> list[Wish]:
    """What an applicant would like, in the order of their words on a card. One query."""
    names = applicant.specialties.order_by("name").values_list("name", flat=True)
    return list(every_wish(applicant, names))


def every_wish(applicant: Applicant, specialties: Iterable[str]) -> Iterator[Wish]:
    for name in specialties:
        yield Wish(SPECIALTY, name, name)
    for state in applicant.preferred_states:
        yield Wish(STATE, state, state)
    if applicant.budget_usd is not None:
        yield Wish(PRICE, str(applicant.budget_usd), "within your budget")
    for month in applicant.available_months:
        yield Wish(MONTH, str(month), f"open in {Month.labels[month - 1]}")


def programs_by_wish(catalog: Catalog, wishes: list[Wish]) -> dict[str, ProgramSet]:
    """The programs that match each kind of wish, under the names that ``search()`` looks for."""
    found: dict[str, ProgramSet] = {}
    for wish in wishes:
        name = WISH + wish.parameter
        found[name] = found.get(name, catalog.nothing) | catalog.option(wish.parameter, wish.code)
    return found


def why_here(catalog: Catalog, wishes: list[Wish], program_id: int) -> str:
    """Which wishes a program matches, in one line, or that it matches none; blank without wishes."""
    here = catalog.with_ids([program_id])
    matched = [wish.words for wish in wishes if len(catalog.option(wish.parameter, wish.code) & here)]
    if wishes and not matched:
        return "Matches none of your preferences"
    return f"Fits: {formatting.DOT.join(matched)}" if matched else ""


def over_maximum(wishes: list[Wish], price: FourWeekPrice) -> str:
    """By how much four weeks cost more than the person's maximum; blank when they don't, or nobody knows."""
    budget = next((int(wish.code) for wish in wishes if wish.parameter == PRICE), None)
    if budget is None or price.low is None or price.low <= budget:
        return ""
    return f"{formatting.money(price.low - budget)} over your budget"
