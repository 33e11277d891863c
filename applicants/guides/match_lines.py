"""What is known of a specialty or a state beside the catalog, in a line, for pages about something else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from django.core.cache import caches

from applicants.guides.choices import FigureScope
from applicants.guides.figures import figure_sentence, newest_by
from applicants.guides.models import MatchFigure, SpecialtyAdvice
from programs.models import Specialty


@dataclass(frozen=True)
class MatchLine:
    """One figure in a sentence, and the code of its row on the page of figures."""

    words: str
    code: str


def match_lines(names: Iterable[str]) -> list[MatchLine]:
    """The lines of some specialties (catalog names) or states (postal codes). Mostly no query.

    They are at most a minute old.
    """
    known = cast("dict[str, MatchLine]", caches["memory"].get_or_set("match_lines", every_match_line))
    return [known[name] for name in names if name in known]


def every_match_line() -> dict[str, MatchLine]:
    """The line of each specialty and state that has one. One query."""
    figures = list(MatchFigure.objects.filter(scope__in=(FigureScope.SPECIALTY, FigureScope.STATE)))
    named = [row for row in figures if row.specialty or row.state]
    best = [
        *newest_by(named, FigureScope.SPECIALTY, lambda row: row.specialty),
        *newest_by(named, FigureScope.STATE, lambda row: row.state),
    ]
    return {row.specialty or row.state: MatchLine(figure_sentence(row), row.code) for row in best}


def advised_specialties() -> Mapping[str, str]:
    """The slug of each specialty that there is advice for, by its name. Mostly no query; a minute old."""
    return cast("dict[str, str]", caches["memory"].get_or_set("advised_specialties", every_advised_specialty))


def every_advised_specialty() -> dict[str, str]:
    names = SpecialtyAdvice.objects.exclude(specialty="").values("specialty")
    return dict(Specialty.objects.filter(name__in=names).values_list("name", "slug"))
