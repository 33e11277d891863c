"""The catalog's programs by what a sheet says of them, to find the same one again and probable duplicates."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Self
from urllib.parse import urlsplit

from django.utils.text import slugify

from programs.models import FormerSlug, Program, Specialty
from programs.search import SPECIALTIES, in_full, specialty_meant, words_of

LONGEST_SLUG = 90
ALIKE = 0.87
MOST_CANDIDATES = 60
MOST_SHOWN = 3
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


class SeveralProgramsError(ValueError):
    """More than one program of the catalog has this host and name; its argument are their slugs."""


def plain(text: str | None) -> str:
    """Return a name in folded words with short forms written out."""
    return " ".join(in_full(words_of(text)))


@dataclass(frozen=True)
class KnownProgram:
    """What names a program. ``where`` is the row of the sheet that brings it, 0 for one of the catalog."""

    slug: str
    name: str
    host: str
    city: str
    state: str
    type: str
    website: str
    where: int = 0

    @classmethod
    def of(cls, record: dict[str, Any], where: int = 0) -> Self:
        """Return the names in a record."""
        host = record["host"]
        return cls(
            record["slug"],
            plain(record["name"]),
            plain(host["name"]),
            plain(host.get("city")),
            host.get("state") or "",
            record.get("type") or "",
            record.get("website") or "",
            where,
        )

    def is_named_like(self, other: "KnownProgram") -> bool:
        """Return whether nothing that both state tells them apart."""
        pairs = ((self.city, other.city), (self.state, other.state), (self.type, other.type))
        return all(not ours or not theirs or ours == theirs for ours, theirs in pairs)


def specialties_meant(text: str, names: dict[str, list[str]]) -> list[str]:
    """Return the catalog's specialties that a cell's words name; [] when one of them names none.

    ``names``: the words of each specialty. A synonym counts, then the shortest name that starts so, then each
    side of "Cardiology / Nephrology".
    """
    if found := specialty_meant(text, {}, names):
        return [found]
    if (known := SPECIALTIES.get(" ".join(words_of(text)))) in names:
        return [known]
    meant = in_full(words_of(text))
    longer = [name for name, parts in names.items() if meant and parts[: len(meant)] == meant]
    if longer:
        return [min(longer, key=len)]
    sides = [side for side in re.split(r"/|&|\band\b", text) if side.strip()]
    found_in = [specialties_meant(side, names) for side in sides] if len(sides) > 1 else [[]]
    return [name for found in found_in for name in found] if all(found_in) else []


def web_key(address: str) -> str:
    """Return what makes two addresses the same page; blank for a bare home page, which many share."""
    found = urlsplit(address.lower())
    path = found.path.strip("/")
    return f"{found.netloc.removeprefix('www.')}/{path}?{found.query}" if path else ""


def keys_of(one: KnownProgram) -> list[str]:
    """Return under what a program may be found by one that is spelled otherwise."""
    host = urlsplit(one.website.lower()).netloc.removeprefix("www.")
    rare = [word[:4] for word in one.host.split() if word not in COMMON and len(word) > 2]  # noqa: PLR2004
    places = [f"{one.city}, {one.state}"] if one.city else []
    return [*rare[:4], *places, *([host] if host else [])]


def likeness(one: KnownProgram, other: KnownProgram) -> float:
    """Return how alike host and name are, from 0 to 1; 0 soon where they are not."""
    found = 1.0
    for ours, theirs in ((one.host, other.host), (one.name, other.name)):
        if ours != theirs:
            matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
            if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
                return 0
            found = min(found, matcher.ratio())
    return found


@dataclass
class KnownPrograms:
    """Every program by name, and by what a duplicate may share with it."""

    slugs: dict[str, int] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    named: dict[tuple[str, str], list[KnownProgram]] = field(default_factory=lambda: defaultdict(list))
    near: dict[str, list[KnownProgram]] = field(default_factory=lambda: defaultdict(list))
    pages: dict[str, list[KnownProgram]] = field(default_factory=lambda: defaultdict(list))
    specialties: dict[str, list[str]] = field(default_factory=dict)
    meant: dict[str, list[str]] = field(default_factory=dict)
    host_kinds: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Self:
        """Read them from the database."""
        known = cls(former=dict(FormerSlug.objects.values_list("slug", "program__slug")))
        known.specialties = {
            name: words_of(name) for name in Specialty.objects.values_list("name", flat=True)
        }
        fields = ("slug", "name", "host__name", "host__city", "host__state", "type", "website", "host_kind")
        for slug, name, host, city, state, kind, website, host_kind in Program.objects.values_list(*fields):
            known.host_kinds.setdefault(plain(host), host_kind)
            known.add(KnownProgram(slug, plain(name), plain(host), plain(city), state, kind, website))
        return known

    def specialties_meant(self, text: str) -> list[str]:
        """Return ``specialties_meant`` of a text, looked up once."""
        if text not in self.meant:
            self.meant[text] = specialties_meant(text, self.specialties)
        return self.meant[text]

    def add(self, one: KnownProgram) -> None:
        """Remember a program."""
        self.slugs[one.slug] = one.where
        self.named[one.host, one.name].append(one)
        for key in keys_of(one):
            self.near[key].append(one)
        if page := web_key(one.website):
            self.pages[page].append(one)

    def same(self, one: KnownProgram) -> KnownProgram | None:
        """Return the program of this host and name; SeveralProgramsError when that could be several."""
        found = [other for other in self.named[one.host, one.name] if one.is_named_like(other)]
        if len(found) > 1:
            raise SeveralProgramsError(", ".join(other.slug for other in found[:MOST_SHOWN]))
        return found[0] if found else None

    def free_slug(self, host: str, name: str) -> str:
        """Return a slug made from host and name, numbered from 2 when it is taken."""
        base = slugify(f"{host} {name}")[:LONGEST_SLUG].strip("-")
        number, slug = 1, base
        while slug in self.slugs or slug in self.former:
            number += 1
            slug = f"{base}-{number}"
        return slug

    def alike(self, one: KnownProgram) -> list[KnownProgram]:
        """Return the programs that this one is probably a duplicate of, the likeliest first."""
        found = {other.slug: (1.0, other) for other in self.pages.get(web_key(one.website), [])
                 if other.type == one.type and other.name == one.name}  # fmt: skip
        for key in keys_of(one):
            for other in self.near[key][-MOST_CANDIDATES:]:
                is_new = other.slug not in found and (other.type == one.type or not one.type)
                if is_new and (sure := likeness(one, other)) >= ALIKE:
                    found[other.slug] = (sure, other)
        found.pop(one.slug, None)
        return [other for _, other in sorted(found.values(), key=lambda pair: -pair[0])[:MOST_SHOWN]]
