"""The catalog's programs by what a sheet says of them, to find the same one again and probable duplicates."""

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Self

from django.utils.text import slugify

from programs.duplicates import (
    COLUMNS,
    MOST_SHOWN,
    NamedProgram,
    fold_name,
    rank_duplicates,
    search_keys,
    web_key,
)
from programs.models import FormerSlug, Program, Specialty
from programs.search import PLACE_WORDS, SPECIALTIES, in_full, search_words, specialty_meant

LONGEST_SLUG = 90
MOST_CANDIDATES = 60


class SeveralProgramsError(ValueError):
    """More than one program of the catalog has this host and name; its argument are their slugs."""


def specialties_meant(text: str, names: dict[str, list[str]]) -> list[str]:
    """The catalog's specialties that a cell's words name; [] when one of them names none.

    ``names``: the words of each specialty. A synonym counts, then the shortest name that starts so, then each
    side of "Cardiology / Nephrology".
    """
    if found := specialty_meant(text, {}, names):
        return [found]
    if (known := SPECIALTIES.get(" ".join(search_words(text)))) in names:
        return [known]
    meant = in_full(search_words(text))
    longer = [name for name, parts in names.items() if meant and parts[: len(meant)] == meant]
    if longer:
        return [min(longer, key=len)]
    sides = [side for side in re.split(r"/|&|\band\b", text) if side.strip()]
    found_in = [specialties_meant(side, names) for side in sides] if len(sides) > 1 else [[]]
    return [name for found in found_in for name in found] if all(found_in) else []


@dataclass
class KnownPrograms:
    """Every program by host and name, and by what a duplicate may share with it."""

    row_by_slug: dict[str, int] = field(default_factory=dict)
    former_slugs: dict[str, str] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[NamedProgram]] = field(default_factory=lambda: defaultdict(list))
    by_search_key: dict[str, list[NamedProgram]] = field(default_factory=lambda: defaultdict(list))
    by_page: dict[str, list[NamedProgram]] = field(default_factory=lambda: defaultdict(list))
    specialties: dict[str, list[str]] = field(default_factory=dict)
    specialties_by_text: dict[str, list[str]] = field(default_factory=dict)
    host_kinds: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Self:
        known = cls(former_slugs=dict(FormerSlug.objects.values_list("slug", "program__slug")))
        known.specialties = {
            name: search_words(name) for name in Specialty.objects.values_list("name", flat=True)
        }
        rows = Program.objects.without_merged().values_list(*COLUMNS, "host_kind")
        for slug, name, host, city, state, kind, website, host_kind in rows:
            known.host_kinds.setdefault(fold_name(host), host_kind)
            known.add(
                NamedProgram(slug, fold_name(name), fold_name(host), fold_name(city), state, kind, website)
            )
        return known

    def specialties_meant(self, text: str) -> list[str]:
        """Find the specialties that a text means; each text is looked up once."""
        if text not in self.specialties_by_text:
            self.specialties_by_text[text] = specialties_meant(text, self.specialties)
        return self.specialties_by_text[text]

    def nearest_specialty(self, text: str) -> str:
        """The specialty that a misspelled or longer text probably means; blank when none is near."""
        names = {name.lower(): name for name in (*PLACE_WORDS, *SPECIALTIES, *self.specialties)}
        close = get_close_matches(re.sub(r"\(.*?\)", "", text).strip().lower(), names, n=3)
        return next((meant[0] for near in close if (meant := self.specialties_meant(names[near]))), "")

    def add(self, program: NamedProgram) -> None:
        self.row_by_slug[program.slug] = program.row_number
        self.by_name[program.host, program.name].append(program)
        for key in search_keys(program):
            self.by_search_key[key].append(program)
        if page := web_key(program.website):
            self.by_page[page].append(program)

    def find_same(self, program: NamedProgram) -> NamedProgram | None:
        """Find the program of this host and name; raise SeveralProgramsError when that could be several."""
        namesakes = [
            namesake
            for namesake in self.by_name[program.host, program.name]
            if program.is_named_like(namesake)
        ]
        if len(namesakes) > 1:
            raise SeveralProgramsError(", ".join(namesake.slug for namesake in namesakes[:MOST_SHOWN]))
        return namesakes[0] if namesakes else None

    def free_slug(self, host: str, name: str) -> str:
        """A slug made from host and name, numbered from 2 when it is taken."""
        base = slugify(f"{host} {name}")[:LONGEST_SLUG].strip("-")
        number, slug = 1, base
        while slug in self.row_by_slug or slug in self.former_slugs:
            number += 1
            slug = f"{base}-{number}"
        return slug

    def find_duplicates(self, program: NamedProgram) -> list[NamedProgram]:
        """The programs that this one is probably a duplicate of, the likeliest first."""
        near = (
            candidate
            for key in search_keys(program)
            for candidate in self.by_search_key[key][-MOST_CANDIDATES:]
        )
        return rank_duplicates(program, itertools.chain(self.by_page.get(web_key(program.website), []), near))
