"""Programs side by side, differences marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from programs import facts, flags, formatting
from programs.models import Program
from programs.pages.cards import Summaries, no_summaries
from programs.pages.citations import Citation
from programs.pages.program_detail import ProgramPage
from programs.search import Catalog

FEWEST_COMPARED = 2


@dataclass(frozen=True)
class ComparisonRow:
    """One fact across the programs. A missing fact is "Not stated"."""

    name: str
    label: str
    cells: list[str | None]
    cites: Sequence[Citation] = ()

    @property
    def cited(self) -> list[tuple[str | None, Citation]]:
        """Return each cell with its source; one that states nothing has none."""
        return [
            (cell, cite if cell else Citation(None, cite.today))
            for cell, cite in zip(self.cells, self.cites, strict=True)
        ]

    @property
    def is_different(self) -> bool:
        """Return whether the programs do not all say the same."""
        return len(set(self.cells)) > 1

    @property
    def differs_in_words(self) -> bool:
        """Return whether two programs state different things."""
        return len({cell for cell in self.cells if cell}) > 1

    @property
    def is_stated(self) -> bool:
        """Return whether any program states it."""
        return any(self.cells)


class Comparison:
    """Two to four programs and the rows to compare them by."""

    def __init__(
        self,
        programs: list[Program],
        catalog: Catalog,
        missing_count: int,
        summaries: Summaries = no_summaries,
    ) -> None:
        own = summaries([program.pk for program in programs])
        self.summaries = [own.get(program.pk, "") for program in programs] if own else []
        self.details = [ProgramPage(program, catalog).load() for program in programs]
        self.missing_count = missing_count

    @property
    def is_enough(self) -> bool:
        """Return whether there is anything to compare."""
        return len(self.details) >= FEWEST_COMPARED

    @property
    def columns(self) -> list[dict[str, str]]:
        """Return each program's head, with the address of the comparison without it."""
        slugs = [detail.program.slug for detail in self.details]
        return [
            {
                "name": detail.record["name"],
                "slug": detail.program.slug,
                "host": detail.record["host"]["name"],
                "query_without": "&".join(f"program={slug}" for slug in slugs if slug != detail.program.slug),
            }
            for detail in self.details
        ]

    @property
    def rows(self) -> list[ComparisonRow]:
        """Return the facts that at least one program states, what decides first."""
        cells = {
            "place": ("Place", [self.place(detail) for detail in self.details]),
            "four_week_price": ("Four-week price", [detail.price_words for detail in self.details]),
            "proof": ("Proof", [detail.proof for detail in self.details]),
            "flags": ("Red flags", [self.flag_titles(detail) for detail in self.details]),
            "requirements": ("Required", [self.required(detail) for detail in self.details]),
        } | {
            fact.name: (fact.label, [fact.words(detail.record) for detail in self.details])
            for fact in facts.FACTS
        }
        rows = [
            ComparisonRow(name, label, found, [self.cite(detail, name) for detail in self.details])
            for name, (label, found) in cells.items()
        ]
        return [row for row in rows if row.is_stated]

    @staticmethod
    def cite(detail: ProgramPage, name: str) -> Citation:
        """Return the source of a cell, with the address of the page that names it."""
        if name in ("proof", "flags"):
            return Citation(None, detail.today)
        found = {"place": detail.first_source, "four_week_price": detail.price_cite} | detail.cites
        return replace(found[name], page=detail.program.get_absolute_url())

    @staticmethod
    def place(detail: ProgramPage) -> str | None:
        """Return city and state."""
        host = detail.record["host"]
        return formatting.place_words(host["city"], host["state"]) or None

    @staticmethod
    def flag_titles(detail: ProgramPage) -> str:
        """Return the titles of the open red flags."""
        return "; ".join(flag.title for flag in flags.open_flags(detail.red_flags)) or "None"

    @staticmethod
    def required(detail: ProgramPage) -> str | None:
        """Return the labels of what is required."""
        lines = [line for group in detail.requirements.values() for line in group if line.level == "Required"]
        return "; ".join(line.label for line in lines) or None
