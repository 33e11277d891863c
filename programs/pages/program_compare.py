"""Programs side by side, differences marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from programs import facts, flags, formatting
from programs.models import Program
from programs.pages.cards import Summaries, no_summaries, proof_words
from programs.pages.citations import Citation, Citations, each_once
from programs.pages.program_sections import requirements_of
from programs.search import Catalog

FEWEST_COMPARED = 2
OUR_OWN = ("proof", "flags")


@dataclass(frozen=True)
class ComparisonRow:
    """One fact across the programs. A missing fact is "Not stated". ``cites``: the sources of each cell."""

    name: str
    label: str
    cells: list[str | None]
    cites: Sequence[Sequence[Citation]] = ()

    @property
    def is_website(self) -> bool:
        return self.name == "website"

    @property
    def cited(self) -> list[tuple[str | None, Citation, Sequence[Citation]]]:
        """Return each cell with its first source and the others; one that states nothing has none."""
        return [
            (cell, cites[0], cites[1:]) if cell else (cell, replace(cites[0], proof=None), [])
            for cell, cites in zip(self.cells, self.cites, strict=True)
        ]

    @property
    def is_different(self) -> bool:
        """Return whether the programs do not all say the same."""
        return len(set(self.cells)) > 1

    @property
    def differs_in_words(self) -> bool:
        return len({cell for cell in self.cells if cell}) > 1

    @property
    def is_stated(self) -> bool:
        return any(self.cells)


@dataclass(frozen=True)
class ComparisonColumn:
    """``query_without``: the address of the comparison without this program."""

    name: str
    slug: str
    host: str
    query_without: str


@dataclass(frozen=True)
class Comparison:
    """Two to four programs and the rows to compare them by: facts that at least one states."""

    is_enough: bool
    missing_count: int
    summaries: Sequence[str]
    columns: Sequence[ComparisonColumn]
    rows: Sequence[ComparisonRow]


def comparison(
    programs: Sequence[Program], catalog: Catalog, missing_count: int, summaries: Summaries = no_summaries
) -> Comparison:
    own = summaries([program.pk for program in programs])
    records = [program.record for program in programs]
    rest = [
        ComparisonRow(fact.name, fact.label, [fact.words(record) for record in records])
        for fact in facts.FACTS
    ]
    cites = [Citations(program, catalog.today, program.get_absolute_url()) for program in programs]
    first = first_rows(programs, catalog, cites)
    rows = [row if row.cites else replace(row, cites=cites_of(row, cites)) for row in [*first, *rest]]
    return Comparison(
        is_enough=len(programs) >= FEWEST_COMPARED,
        missing_count=missing_count,
        summaries=[own.get(program.pk, "") for program in programs] if own else [],
        columns=[column_of(program, [other.slug for other in programs]) for program in programs],
        rows=[row for row in rows if row.is_stated],
    )


def cites_of(row: ComparisonRow, cites: Sequence[Citations]) -> list[list[Citation]]:
    """Return the sources of each cell of a row; what the portal itself says has none."""
    if row.name in OUR_OWN:
        return [[Citation(None, of_program.today)] for of_program in cites]
    return [of_program.each(row.name) for of_program in cites]


def column_of(program: Program, slugs: Sequence[str]) -> ComparisonColumn:
    record, others = program.record, [slug for slug in slugs if slug != program.slug]
    query = "&".join(f"program={slug}" for slug in others)
    return ComparisonColumn(record["name"], program.slug, record["host"]["name"], query)


def first_rows(
    programs: Sequence[Program], catalog: Catalog, cites: Sequence[Citations]
) -> list[ComparisonRow]:
    cases = [flags.case_of(program, catalog.today) for program in programs]
    hosts = [program.record["host"] for program in programs]
    prices = [formatting.four_week_price_words(case.price) for case in cases]
    flags_found = [
        flags.red_flags(case, flags.silences_of(program))
        for program, case in zip(programs, cases, strict=True)
    ]
    return [
        ComparisonRow(
            "place", "Place", [formatting.place_words(host["city"], host["state"]) or None for host in hosts]
        ),
        ComparisonRow("four_week_price", "Four-week price", prices),
        ComparisonRow(
            "proof",
            "Proof",
            [proof_words(program.fresh_on, program.checked_on, catalog.today) for program in programs],
        ),
        ComparisonRow("flags", "Red flags", [flag_titles(found) for found in flags_found]),
        required_row(programs, catalog, cites),
    ]


def required_row(programs: Sequence[Program], catalog: Catalog, cites: Sequence[Citations]) -> ComparisonRow:
    """Return what each program requires, with each source of those lines."""
    required = [
        [line for lines in groups.values() for line in lines if line.level == "Required"]
        for program, own in zip(programs, cites, strict=True)
        for groups in [requirements_of(program.record, catalog, own)]
    ]
    labels = ["; ".join(line.label for line in lines) or None for lines in required]
    sources = [
        each_once([line.cite for line in lines if line.cite]) or own.each("requirements")
        for lines, own in zip(required, cites, strict=True)
    ]
    return ComparisonRow("requirements", "Required", labels, sources)


def flag_titles(found: list[flags.Flag]) -> str:
    """Return the open flags, then those that an advisor looked into, with the reason."""
    titles = [flag.title for flag in flags.open_flags(found)] or ["None open" if found else "None"]
    silenced = [f"{flag.title}: {flag.silenced_because}" for flag in found if flag.silenced_because]
    return "; ".join([*titles, *silenced])
