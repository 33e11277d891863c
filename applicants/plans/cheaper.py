"""Which change would make a trip cheaper: another program of the same kind with the same answer.

Of the same kind: it has a specialty of the rotation, its type and its patient contact. Only what is known to
cost less is proposed: the program states its price, and the rent of its city is known. No source has prices
by month, so another month is never said to be cheaper.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from applicants.eligibility.catalog_assessment import CatalogAssessment
from applicants.eligibility.program_answer import ProgramAnswer
from applicants.guides.choices import CostKind
from applicants.guides.models import CostFigure
from applicants.plans.conflicts import months_between
from applicants.plans.costs import CostLine, program_lines, rent_line
from applicants.plans.data import TripData
from applicants.plans.stays import Stay
from programs.choices import ProgramSort
from programs.formatting import money, money_range, place_words
from programs.models import Program
from programs.records import Record
from programs.search import Catalog, ProgramSet

MOST_LOOKED_AT = 30
DEAR = frozenset({CostKind.PROGRAM, CostKind.RENT})
# What makes two programs of one kind: the facet of the list, and the key of the record.
ALIKE = {"type": "type", "contact": "patient_contact"}


@dataclass(frozen=True)
class CheaperProgram:
    """A program that could take the place of a rotation: US dollars for the same days, rent included."""

    stay: Stay
    program: Program
    low: int
    high: int
    low_now: int
    high_now: int

    @property
    def saved(self) -> int:
        return self.low_now - self.low

    @property
    def place(self) -> str:
        host = self.program.record["host"]
        return place_words(host["city"] or "", host["state"] or "")

    @property
    def saved_words(self) -> str:
        return money(self.saved)

    @property
    def words(self) -> str:
        """What it would cost beside what is planned."""
        then, now = money_range(self.low, self.high), money_range(self.low_now, self.high_now)
        return f"{then} instead of {now}, fees and rent for the same days"


def ends_of(lines: Iterable[CostLine]) -> tuple[int, int] | None:
    """What lines of fees and rent add up to; None while one of them has no upper or no lower end."""
    ends = [(line.low, line.high) for line in lines if line.is_counted and line.kind in DEAR]
    known = [(low, high) for low, high in ends if low is not None and high is not None]
    if not ends or len(known) < len(ends):
        return None
    return sum(low for low, _ in known), sum(high for _, high in known)


def of_its_kind(stay: Stay, wished: Iterable[str], catalog: Catalog) -> ProgramSet:
    """The programs that could take the place of a rotation, by kind alone.

    At a program that is open to any specialty one does what one wishes: without a wish, any.
    """
    is_any = stay.record.get("any_specialty")
    names = list(wished if is_any else stay.record.get("specialties") or ())
    found = catalog.everything if is_any and not names else catalog.nothing
    for name in names:
        found |= catalog.option("specialty", name)
    for facet, key in ALIKE.items():
        if code := stay.record.get(key):
            found &= catalog.option(facet, code)
    return found


def takes(record: Record, stay: Stay) -> bool:
    """Whether a program takes visitors for these weeks and months, as far as it states it."""
    shortest, longest = record["weeks_min"] or 0, record["weeks_max"] or stay.weeks
    months = months_between(stay.starts_on, stay.ends_on) if stay.starts_on and stay.ends_on else set()
    return shortest <= stay.weeks <= longest and not months & set(record["blackout_months"])


def as_stay(program: Program, stay: Stay) -> Stay:
    """The same days at another program."""
    host = program.record["host"]
    return replace(
        stay,
        name=program.name,
        city=host["city"] or "",
        state=host["state"] or "",
        record=program.record,
        checked_on=None,
    )


def cheaper_at(
    stay: Stay, now: tuple[int, int], programs: Iterable[Program], figures: list[CostFigure]
) -> CheaperProgram | None:
    """The program that saves most; None when none is known to cost less."""
    found = []
    for program in programs:
        there = as_stay(program, stay)
        rent = rent_line(there, figures)
        ends = ends_of([*program_lines(there), *([rent] if rent else [])])
        if ends and takes(program.record, stay) and ends[0] < now[0] and ends[1] <= now[1]:
            found.append(CheaperProgram(stay, program, *ends, *now))
    return max(found, key=lambda one: (one.saved, -one.program.pk), default=None)


def cheaper_programs(
    data: TripData, answers: Mapping[int, ProgramAnswer], assessment: CatalogAssessment
) -> list[CheaperProgram]:
    """For each rotation the program that would save most, the greatest saving first. At most two queries.

    ``answers`` and ``assessment``: how the applicant stands to the trip's programs, and to all.
    """
    catalog, fit = assessment.catalog, assessment.fit
    lines, figures = data.lines(), list(data.reference.figures)
    planned = catalog.with_ids(answers)
    costs = {
        stay.pk: ends_of(line for line in lines if line.stay and line.stay.pk == stay.pk)
        for stay in data.stays
    }
    wished = list(data.applicant.specialties.values_list("name", flat=True))
    wanted: list[tuple[Stay, tuple[int, int], list[int]]] = []
    for stay in data.stays:
        answer, now = answers.get(stay.application.program_id) if stay.application else None, costs[stay.pk]
        if answer and now and not stay.is_off:
            alike = (of_its_kind(stay, wished, catalog) & fit[answer.answer]) - planned
            wanted.append((stay, now, catalog.first_ids(alike, ProgramSort.CHEAPEST, MOST_LOOKED_AT)))
    every = {pk for _, _, ids in wanted for pk in ids}
    programs = Program.objects.in_bulk(every) if every else {}
    found = [
        cheaper_at(stay, now, [programs[pk] for pk in ids if pk in programs], figures)
        for stay, now, ids in wanted
    ]
    return sorted((one for one in found if one), key=lambda one: -one.saved)
