"""The one line that the figures of the Match have for a specialty, for pages about something else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.core.cache import caches

from applicants.guides.choices import FigureScope
from applicants.guides.figures import figure_sentence, newest_by
from applicants.guides.models import MatchFigure


@dataclass(frozen=True)
class MatchLine:
    """One figure in a sentence, and the code of its row on the page of figures."""

    words: str
    code: str


def match_lines(specialties: Iterable[str]) -> list[MatchLine]:
    """The lines of some specialties by their catalog names, at most a minute old. Mostly no query."""
    known = cast("dict[str, MatchLine]", caches["memory"].get_or_set("match_lines", every_match_line))
    return [known[name] for name in specialties if name in known]


def every_match_line() -> dict[str, MatchLine]:
    """The line of each specialty that has one. One query."""
    figures = MatchFigure.objects.filter(scope=FigureScope.SPECIALTY).exclude(specialty="")
    best = newest_by(figures, FigureScope.SPECIALTY, lambda row: row.specialty)
    return {row.specialty: MatchLine(figure_sentence(row), row.code) for row in best}
