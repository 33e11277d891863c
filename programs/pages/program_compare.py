"""Programs side by side, differences marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from programs import facts, flags, formatting
from programs.models import Program
from programs.pages.cards import Summaries, no_summaries, proof_words
from programs.pages.citations import Citation, Citations, each_once
from programs.pages.program_sections import requirements_of
from programs.proof import Proof
from programs.records import Record
from programs.search import Catalog

FEWEST_COMPARED = 2
OUR_OWN = ("proof", "flags")
LETTERS = "ABCD"  # what stands for the programs on a phone
LONG = 90  # characters that fill more than two lines there


@dataclass(frozen=True)
class ComparisonCell:
    """What one program, by name, says to a fact, with its first source and the others.

    ``letters``: of the programs that say the same; ``is_again``: an earlier one has said it.
    """

    program: str
    words: str | None
    cite: Citation
    others: Sequence[Citation]
    letters: str
    is_again: bool

    @property
    def is_long(self) -> bool:
        return len(self.words or "") > LONG


@dataclass(frozen=True)
class ComparisonRow:
    """One fact across the programs, ``programs`` by name. A missing fact is "Not stated".

    ``cites``: the sources of each cell.
    """

    name: str
    label: str
    cells: list[str | None]
    cites: Sequence[Sequence[Citation]] = ()
    programs: Sequence[str] = ()

    @property
    def is_website(self) -> bool:
        return self.name == "website"

    @property
    def cited(self) -> list[ComparisonCell]:
        """The cells with their sources; one that states nothing has none."""
        return [
            ComparisonCell(
                name,
                words,
                cites[0] if words else replace(cites[0], proof=None),
                cites[1:] if words else [],
                self.letters_of(words),
                is_again=words in self.cells[:place],
            )
            for place, (name, words, cites) in enumerate(
                zip(self.programs, self.cells, self.cites, strict=True)
            )
        ]

    def letters_of(self, words: str | None) -> str:
        """Which programs say so: "A, C"."""
        return ", ".join(letter for letter, cell in zip(LETTERS, self.cells, strict=False) if cell == words)

    @property
    def is_different(self) -> bool:
        """Whether the programs do not all say the same."""
        return len(set(self.cells)) > 1

    @property
    def differs_in_words(self) -> bool:
        return len({cell for cell in self.cells if cell}) > 1

    @property
    def is_stated(self) -> bool:
        return any(self.cells)


@dataclass(frozen=True)
class ComparisonColumn:
    """One program of a comparison.

    ``query_without``: the address's query of the comparison without this program.
    """

    name: str
    slug: str
    host: str
    query_without: str


@dataclass(frozen=True)
class Comparison:
    """Two to four programs and the rows to compare them by: facts that at least one states.

    ``summaries``: what each program, by name, is to the visitor. ``is_only_differences``: what all of them
    share is left out, ``same_count`` rows. ``same``: these facts and what all say; ``unstated``: the facts
    that none states. ``other_query``: the address's query of the same comparison with what they share, or
    without. ``sources``: what the cells cite, by program; a citation's number is that of its program.
    """

    is_enough: bool
    is_only_differences: bool
    same_count: int
    same: str
    unstated: str
    other_query: str
    missing_count: int
    summaries: Sequence[tuple[str, str]]
    columns: Sequence[ComparisonColumn]
    rows: Sequence[ComparisonRow]
    sources: Sequence[tuple[str, Sequence[Proof]]]

    @property
    def whole_query(self) -> str:
        """The query string of the same comparison with what they share, on phones too."""
        return "&".join([*(f"program={column.slug}" for column in self.columns), "only=nothing"])


def comparison(
    programs: Sequence[Program],
    catalog: Catalog,
    missing_count: int,
    summaries: Summaries = no_summaries,
    *,
    is_only_differences: bool = False,
) -> Comparison:
    own = summaries([program.pk for program in programs])
    records = [program.record for program in programs]
    rest = [
        ComparisonRow(fact.name, fact.label, [fact.words(record) for record in records])
        for fact in facts.FACTS
    ]
    cites = [Citations(program, catalog.today, program.get_absolute_url()) for program in programs]
    first = first_rows(programs, catalog, cites)
    names = [name_and_host(record) for record in records]
    rows = [replace(row, cites=row.cites or cites_of(row, cites), programs=names) for row in [*first, *rest]]
    unstated = [row.label.lower() for row in rows if not row.is_stated]
    rows, slugs = [row for row in rows if row.is_stated], [program.slug for program in programs]
    same = [row for row in rows if not row.is_different]
    return Comparison(
        is_enough=len(programs) >= FEWEST_COMPARED,
        is_only_differences=is_only_differences,
        same_count=len(same),
        same="; ".join(f"{row.label}: {row.cells[0]}" for row in same),
        unstated=", ".join(unstated),
        other_query=query_of(slugs, is_only_differences=not is_only_differences),
        missing_count=missing_count,
        summaries=[(name, own.get(program.pk, "")) for name, program in zip(names, programs, strict=True)]
        if own
        else [],
        columns=[column_of(program, slugs, is_only_differences=is_only_differences) for program in programs],
        rows=[row for row in rows if not is_only_differences or row.is_different],
        sources=[(name, sources_of(rows, number)) for number, name in enumerate(names)],
    )


def sources_of(rows: Sequence[ComparisonRow], column: int) -> list[Proof]:
    """The sources that the cells of a program cite, by their number."""
    cited = each_once(cite for row in rows if row.cells[column] for cite in row.cites[column])
    proofs = {cite.proof.number: cite.proof for cite in cited if cite.proof}
    return [proofs[number] for number in sorted(proofs)]


def name_and_host(record: Record) -> str:
    return f"{record['name']} · {record['host']['name']}"


def query_of(slugs: Sequence[str], *, is_only_differences: bool) -> str:
    only = ["only=differences"] if is_only_differences else []
    return "&".join([*(f"program={slug}" for slug in slugs), *only])


def cites_of(row: ComparisonRow, cites: Sequence[Citations]) -> list[list[Citation]]:
    """The sources of each cell of a row; what the portal itself says has none."""
    if row.name in OUR_OWN:
        return [[Citation(None, of_program.today)] for of_program in cites]
    return [of_program.each(row.name) for of_program in cites]


def column_of(program: Program, slugs: Sequence[str], *, is_only_differences: bool) -> ComparisonColumn:
    record, other_slugs = program.record, [slug for slug in slugs if slug != program.slug]
    query = query_of(other_slugs, is_only_differences=is_only_differences)
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
        ComparisonRow("four_week_price", "Total cost, four weeks", prices),
        ComparisonRow(
            "place", "Place", [formatting.place_words(host["city"], host["state"]) or None for host in hosts]
        ),
        ComparisonRow(
            "proof",
            "Proof",
            [proof_words(program.fresh_on, program.checked_on, catalog.today) for program in programs],
        ),
        ComparisonRow("flags", "Red flags", [flag_titles(found) for found in flags_found]),
        required_row(programs, catalog, cites),
    ]


def required_row(programs: Sequence[Program], catalog: Catalog, cites: Sequence[Citations]) -> ComparisonRow:
    """What each program requires, with each source of those lines."""
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


def flag_titles(program_flags: list[flags.Flag]) -> str:
    """The open flags, then those that an advisor looked into, with the reason."""
    titles = [flag.title for flag in flags.open_flags(program_flags)] or [
        "None open" if program_flags else "None"
    ]
    silenced = [f"{flag.title}: {flag.silenced_because}" for flag in program_flags if flag.silenced_because]
    return "; ".join([*titles, *silenced])
