"""Which programs of the catalog something that is not in it yet is probably the same as."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Self
from urllib.parse import urlsplit

from programs.models import Program
from programs.querysets import ProgramQuerySet
from programs.search import in_full, search_words

ALIKE = 0.87
NUMBERS = re.compile(r"\d+")
MOST_SHOWN = 3
# How many programs of the catalog are compared with one at most.
MOST_COMPARED = 2000
KEY_LETTERS, MOST_KEY_WORDS = 4, 4
COLUMNS = ("slug", "name", "host__name", "host__city", "host__state", "type", "website")
# Words that many hosts have in their names.
COMMON = frozenset(
    [
        "hospital",
        "medical",
        "center",
        "clinic",
        "university",
        "health",
        "school",
        "medicine",
        "college",
        "system",
        "institute",
        "of",
        "and",
        "the",
        "saint",
        "memorial",
        "general",
        "regional",
        "community",
        "international",
        "us",
        "program",
        "observership",
        "rotation",
    ]
)


def fold_name(text: str | None) -> str:
    """A name in folded words with short forms written out."""
    return " ".join(in_full(search_words(text)))


@dataclass(frozen=True)
class NamedProgram:
    """What names a program. ``row_number`` is the row of a sheet that brings it, 0 for one of the catalog."""

    slug: str
    name: str
    host: str
    city: str
    state: str
    type: str
    website: str
    row_number: int = 0

    @classmethod
    def of(cls, record: dict[str, Any], where: int = 0) -> Self:
        host = record["host"]
        return cls(
            record["slug"],
            fold_name(record["name"]),
            fold_name(host["name"]),
            fold_name(host.get("city")),
            host.get("state") or "",
            record.get("type") or "",
            record.get("website") or "",
            where,
        )

    def is_named_like(self, program: "NamedProgram") -> bool:
        """Whether nothing that both state tells them apart."""
        pairs = ((self.city, program.city), (self.state, program.state), (self.type, program.type))
        return all(not ours or not theirs or ours == theirs for ours, theirs in pairs)

    @property
    def words(self) -> str:
        """The words of host and name, each once, in the order of the alphabet."""
        return " ".join(sorted({*self.host.split(), *self.name.split()}))


def site_of(address: str) -> str:
    return urlsplit(address.lower()).netloc.removeprefix("www.")


def web_key(address: str) -> str:
    """What makes two addresses the same page; blank for a bare home page, which many share."""
    parts = urlsplit(address.lower())
    path = parts.path.strip("/")
    return f"{site_of(address)}/{path}?{parts.query}" if path else ""


def rare_words(text: str) -> list[str]:
    """The first words that few names have."""
    rare = [word for word in text.split() if word not in COMMON and len(word) > 2]  # noqa: PLR2004
    return rare[:MOST_KEY_WORDS]


def search_keys(program: NamedProgram) -> list[str]:
    """Under what a program may be found by one that is spelled otherwise."""
    places = [f"{program.city}, {program.state}"] if program.city else []
    site = site_of(program.website)
    return [*(word[:KEY_LETTERS] for word in rare_words(program.host)), *places, *([site] if site else [])]


def similarity(ours: str, theirs: str) -> float:
    """How alike two texts are, from 0 to 1; 0 soon where they are not. Another number is no typo."""
    if ours == theirs:
        return 1
    if NUMBERS.findall(ours) != NUMBERS.findall(theirs):
        return 0
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0
    return matcher.ratio()


def likeness(program: NamedProgram, candidate: NamedProgram) -> float:
    """How alike host and name are, from 0 to 1; 1 on the same page.

    One whose type nobody stated is in the words of a visitor: the page alone counts, and the host may stand
    in the name.
    """
    page = web_key(program.website)
    is_same_page = bool(page) and page == web_key(candidate.website)
    if program.type:
        if program.type != candidate.type:
            return 0
        if is_same_page and program.name == candidate.name:
            return 1
        return (host := similarity(program.host, candidate.host)) and min(
            host, similarity(program.name, candidate.name)
        )
    return 1 if is_same_page else similarity(program.words, candidate.words)


def rank_duplicates(program: NamedProgram, candidates: Iterable[NamedProgram]) -> list[NamedProgram]:
    """The programs that this one is probably a duplicate of, the likeliest first."""
    likely: dict[str, tuple[float, NamedProgram]] = {}
    for candidate in candidates:
        if (
            candidate.slug not in likely
            and candidate.slug != program.slug
            and (sure := likeness(program, candidate)) >= ALIKE
        ):
            likely[candidate.slug] = (sure, candidate)
    return [candidate for _, candidate in sorted(likely.values(), key=lambda pair: -pair[0])[:MOST_SHOWN]]


def word_ends(program: NamedProgram) -> set[str]:
    """The first and the last letters of rare words: a typo leaves one of them as it is."""
    named = program.host or program.name
    words = rare_words(named) or named.split()[:MOST_KEY_WORDS]
    return {piece for word in words for piece in (word[:KEY_LETTERS], word[-KEY_LETTERS:])}


def find_duplicates(programs: ProgramQuerySet, program: NamedProgram) -> list[Program]:
    """The programs among these that one is probably a duplicate of; two queries.

    A program's pages are its website and its sources.
    """
    near = programs.possibly_of_host(
        word_ends(program), program.city, program.state, site_of(program.website)
    )
    named = (
        NamedProgram(slug, fold_name(name), fold_name(host), fold_name(city), state, kind, page)
        for slug, name, host, city, state, kind, website, source in near.values_list(
            *COLUMNS, "sources__url"
        )[:MOST_COMPARED]
        for page in {website, source or ""}
    )
    return programs.with_host().in_order_of([candidate.slug for candidate in rank_duplicates(program, named)])


def duplicates_of(program: Program, programs: ProgramQuerySet) -> list[Program]:
    return find_duplicates(programs, NamedProgram.of(program.record))


def duplicates_of_suggestion(name: str, host: str, page: str, programs: ProgramQuerySet) -> list[Program]:
    return find_duplicates(programs, NamedProgram("", fold_name(name), fold_name(host), "", "", "", page))
