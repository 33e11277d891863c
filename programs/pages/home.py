"""The catalog at a glance, for the home page and the guides: counts, what is open, what is fresh."""

from dataclasses import dataclass
from functools import cached_property

from programs import formatting
from programs.choices import Freshness, Intake, ProgramSort, ProgramType
from programs.models import Program
from programs.pages import cards
from programs.search import Catalog, ProgramSet
from programs.tilemap import Tile, tiles

MOST_SHOWN = 5
MOST_SPECIALTIES = 14
ANY_SPECIALTY = "*"


@dataclass(frozen=True)
class SummaryCount:
    """A program on a short list: why it is there, in words."""

    slug: str
    name: str
    host: str
    why: str


@dataclass(frozen=True)
class NamedCount:
    """A specialty and how many open programs it finds."""

    name: str
    count: int


@dataclass
class CatalogOverview:
    """Counts over the open programs of the catalog."""

    catalog: Catalog

    @property
    def open_programs(self) -> ProgramSet:
        """Return what the plain list shows."""
        return self.catalog.listed

    @property
    def total(self) -> int:
        """Return how many open programs there are."""
        return len(self.open_programs)

    @property
    def closed_count(self) -> int:
        """Return how many closed programs there are."""
        return len(self.catalog.everything - self.open_programs)

    @property
    def state_count(self) -> int:
        """Return in how many states there are open programs."""
        return sum(tile.count > 0 for tile in self.tiles)

    def count(self, parameter: str, code: str) -> int:
        """Return how many open programs an option finds."""
        return len(self.open_programs & self.catalog.option(parameter, code))

    @property
    def type_counts(self) -> dict[str, int]:
        """Return the number of open programs of each program type."""
        return {program_type.value: self.count("type", program_type.value) for program_type in ProgramType}

    @property
    def specialties(self) -> list[NamedCount]:
        """Return the specialties that most open programs are for, by name."""
        names = [code for code in self.catalog.codes("specialty") if code != ANY_SPECIALTY]
        counts = [NamedCount(name, self.count("specialty", name)) for name in names]
        named = sorted((line for line in counts if line.count), key=lambda line: (-line.count, line.name))
        return sorted(named[:MOST_SPECIALTIES], key=lambda line: line.name)

    @property
    def any_specialty_count(self) -> int:
        """Return how many open programs are open to any specialty."""
        return self.count("specialty", ANY_SPECIALTY)

    @cached_property
    def tiles(self) -> list[Tile]:
        """Return the state map."""
        return tiles({code: self.count("state", code) for code in self.catalog.codes("state")})

    @cached_property
    def programs(self) -> dict[int, Program]:
        """Return the programs of all short lists, in one query."""
        wanted = {*self.open_ids, *self.deadline_ids, *self.fresh_ids}
        return Program.objects.published().in_bulk(wanted)

    @cached_property
    def open_ids(self) -> list[int]:
        """Return programs whose source says that they are open now."""
        open_now = self.open_programs & self.catalog.option("intake", Intake.OPEN)
        return self.catalog.first_ids(open_now, ProgramSort.FRESHEST, MOST_SHOWN)

    @cached_property
    def deadline_ids(self) -> list[int]:
        """Return programs with the soonest closing dates."""
        soonest = self.catalog.first_ids(self.open_programs, ProgramSort.DEADLINE, MOST_SHOWN)
        return [pk for pk in soonest if self.catalog.closing_day(pk)]

    @cached_property
    def fresh_ids(self) -> list[int]:
        """Return programs with the freshest proof."""
        fresh = self.open_programs & self.catalog.option("freshness", Freshness.FRESH)
        return self.catalog.first_ids(fresh, ProgramSort.FRESHEST, MOST_SHOWN)

    def line(self, program_id: int, why: str) -> SummaryCount:
        """Return a program's line."""
        program = self.programs[program_id]
        return SummaryCount(program.slug, program.record["name"], program.record["host"]["name"], why)

    @property
    def open_now(self) -> list[SummaryCount]:
        """Return the open programs, each with the date of its word."""
        return [self.line(pk, self.as_of(pk)) for pk in self.open_ids if pk in self.programs]

    def as_of(self, program_id: int) -> str:
        """Return as of when a program is said to be open."""
        written = formatting.partial_date_words(self.programs[program_id].record["intake_as_of"])
        return f"Open as of {written}" if written else "Open, date not stated"

    @property
    def deadlines(self) -> list[SummaryCount]:
        """Return the soonest closing dates."""
        return [
            self.line(pk, f"Closes {formatting.day_words(day)}")
            for pk in self.deadline_ids
            if pk in self.programs and (day := self.catalog.closing_day(pk))
        ]

    @property
    def fresh(self) -> list[SummaryCount]:
        """Return the freshest programs."""
        found = [self.programs[pk] for pk in self.fresh_ids if pk in self.programs]
        today = self.catalog.today
        return [self.line(p.pk, cards.proof_words(p.fresh_on, p.checked_on, today)) for p in found]


def catalog_overview(catalog: Catalog) -> CatalogOverview:
    """Return the catalog at a glance, its short lists read from the database."""
    glance = CatalogOverview(catalog)
    _ = glance.programs
    return glance
