"""The source and the date beside each fact, as pages show them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from programs import freshness, proof
from programs.choices import Freshness
from programs.models import Program
from programs.proof import Proof
from programs.windows import earliest_day

YEAR = len("2026")
UNCITED = format_html('data-source-url="{}" data-source-date="{}"', "", "")


# What a page computes, and the facts it is made of: its source is that of the first stated one.
MADE_OF = {"four_week_price": ("fees", "free")}


@dataclass(frozen=True)
class Citation:
    """One fact's proof in words. ``page``: the address of the page that lists the sources, empty on it."""

    proof: Proof | None
    today: datetime.date
    page: str = ""

    @property
    def attributes(self) -> SafeString:
        """What the fact's element says to programs: the source's address, and its date or nothing."""
        if self.proof is None:
            return UNCITED
        return format_html('data-source-url="{}" data-source-date="{}"', self.proof.url, self.proof.page_date)

    @property
    def is_old(self) -> bool:
        """Whether the fact is older than a fresh one may be, or has no day."""
        return not self.proof or freshness.freshness(self.proof.day, self.today) != Freshness.FRESH

    @property
    def words(self) -> str:
        """The fact's day, and what that means when it is old."""
        if self.proof is None or self.proof.day is None:
            return "no date"
        is_year_alone = (
            self.proof.day == earliest_day(self.proof.page_date) and len(self.proof.page_date) == YEAR
        )
        day = self.proof.page_date if is_year_alone else f"{self.proof.day:%b %Y}"
        words = f"checked {day}" if self.proof.is_checked else day
        return f"{words}, may have changed" if self.is_old else words

    def __str__(self) -> str:
        """The link to the source in the list of sources; nothing without one."""
        if self.proof is None:
            return ""
        return format_html(
            '<a class="cite{}" href="{}#source-{}"><span class="sr">Source </span>{}: {}</a>',
            " cite--old" if self.is_old else "",
            self.page,
            self.proof.number,
            self.proof.number,
            self.words,
        )


def each_once(cites: Iterable[Citation]) -> list[Citation]:
    """The citations of different sources, in their order."""
    by_number: dict[int | None, Citation] = {}
    for cite in cites:
        by_number.setdefault(cite.proof.number if cite.proof else None, cite)
    return list(by_number.values())


@dataclass(frozen=True)
class Citations:
    """The citations of one program."""

    program: Program
    today: datetime.date
    page: str = ""

    def fact(self, name: str) -> Citation:
        """The source of a fact; of a list that of its first line."""
        record = self.program.record
        keys = [key for key in MADE_OF.get(name, (name,)) if record.get(key)]
        return self.at(proof.whole_path(record, keys[0] if keys else name))

    def each(self, name: str) -> list[Citation]:
        """The sources of a fact, of a list those of its lines; each once, the first line's first."""
        lines = range(len(self.program.record[name])) if name in proof.LINES else []
        return each_once([self.line(name, n) for n in lines] or [self.fact(name)])

    def line(self, key: str, position: int) -> Citation:
        return self.at(f"{key}.{position}")

    def at(self, path: str) -> Citation:
        program = self.program
        fact_proof = proof.proof_of(program.record, path, program.checked_on, program.fact_checks)
        return Citation(fact_proof, self.today, self.page)
