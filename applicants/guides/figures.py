"""What the figures of the Match say to IMGs: a line for a specialty or a state, and the tables. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from applicants.guides.choices import Caveat, FigureScope, Grade, PercentOf
from applicants.guides.models import MatchFigure
from programs.formatting import counted

TRUSTED = frozenset({Grade.OFFICIAL, Grade.INSTITUTION})


def trust_words(figure: MatchFigure) -> str:
    """How a sentence begins: what no official body or institution prints is one source's word."""
    return "" if figure.grade in TRUSTED else "One source says: "


def figure_sentence(figure: MatchFigure) -> str:
    """One row in a sentence, with its year; numbers only as the source prints them."""
    what = figure.specialty_name or figure.get_state_display() or "All specialties"
    return f"{trust_words(figure)}{what}, {figure.year} Match: {count_words(figure)}."


def count_words(figure: MatchFigure) -> str:
    """Who got how many positions: counts where the row has them, else its percents, else its own words."""
    positions, kind = positions_of(figure)
    if figure.non_us_img is not None and positions:
        return (
            f"{figure.non_us_img:,} of {positions:,} positions {kind} went to non-US IMGs{us_words(figure)}"
        )
    if figure.non_us_img_percent is not None and figure.percent_of:
        of = PercentOf(figure.percent_of).label
        return f"{figure.non_us_img_percent:g} percent of {of} went to non-US IMGs{us_words(figure)}"
    if figure.non_us_img is not None:
        return f"{figure.non_us_img:,} positions went to non-US IMGs"
    if figure.img_total is not None:
        return f"{figure.img_total:,} IMGs matched there"
    return figure.figure


def us_words(figure: MatchFigure) -> str:
    if figure.us_img is not None:
        return f", {figure.us_img:,} to US IMGs"
    return f", {figure.us_img_percent:g} percent to US IMGs" if figure.us_img_percent is not None else ""


def is_trusted(figure: MatchFigure) -> bool:
    return figure.grade in TRUSTED and figure.caveat != Caveat.OLD


def best(figures: Iterable[MatchFigure]) -> MatchFigure | None:
    """The newest of an official body or an institution that is not old, else the newest. None without any."""
    return max(figures, key=lambda row: (is_trusted(row), row.year, -row.pk), default=None)


def newest_by(
    figures: Iterable[MatchFigure], scope: FigureScope, key: Callable[[MatchFigure], str]
) -> list[MatchFigure]:
    """The best row of each specialty or state of a scope."""
    groups: dict[str, list[MatchFigure]] = {}
    for figure in figures:
        if figure.scope == scope:
            groups.setdefault(key(figure), []).append(figure)
    return [found for group in groups.values() if (found := best(group))]


def img_share(figure: MatchFigure) -> tuple[float, str] | None:
    """The IMGs' share in percent and of what; None unless the row has all numbers of it.

    The printed percent first; else computed from the percents or the counts of the same row, which is said.
    """
    if figure.img_percent is not None and figure.percent_of:
        return figure.img_percent, PercentOf(figure.percent_of).label
    if figure.us_img_percent is not None and figure.non_us_img_percent is not None and figure.percent_of:
        both = round(figure.us_img_percent + figure.non_us_img_percent, 1)
        return both, f"{PercentOf(figure.percent_of).label}, computed"
    positions, kind = positions_of(figure)
    if figure.us_img is None or figure.non_us_img is None or not positions:
        return None
    return round(100 * (figure.us_img + figure.non_us_img) / positions, 1), f"positions {kind}, computed"


@dataclass(frozen=True)
class FigureRow:
    """One row of a table: numbers in words, "" where the source prints none. ``share`` 0: not known."""

    figure: MatchFigure
    positions: str
    us_img: str
    non_us_img: str
    share: float
    share_of: str


def number_or_percent(number: int | None, percent: float | None) -> str:
    if number is not None:
        return counted(number, "position")
    return f"{percent:g}%" if percent is not None else ""


def positions_of(figure: MatchFigure) -> tuple[int | None, str]:
    """The positions that the row's IMGs are a part of, and their kind: a percent of offered needs those."""
    is_of_offered = figure.non_us_img is None and figure.percent_of == PercentOf.OFFERED
    if figure.filled and not is_of_offered:
        return figure.filled, "filled"
    return figure.offered, "offered"


def figure_row(figure: MatchFigure) -> FigureRow:
    positions, kind = positions_of(figure)
    share = img_share(figure)
    return FigureRow(
        figure,
        f"{positions:,} {kind}" if positions else "",
        number_or_percent(figure.us_img, figure.us_img_percent),
        number_or_percent(figure.non_us_img, figure.non_us_img_percent),
        share[0] if share else 0,
        share[1] if share else "",
    )


SORTS: dict[str, Callable[[FigureRow], Any]] = {
    "share": lambda row: (-row.share, row.figure.specialty_name),
    "name": lambda row: row.figure.specialty_name,
    "positions": lambda row: (-(positions_of(row.figure)[0] or 0), row.figure.specialty_name),
    "year": lambda row: (-row.figure.year, row.figure.specialty_name),
}


SORT_LABELS = {"share": "share of IMGs", "positions": "positions", "name": "specialty", "year": "year"}


def sorts(chosen: str) -> list[tuple[str, str, bool]]:
    """The code and label of each way to sort, and whether it is the chosen one."""
    return [(code, label, code == chosen) for code, label in SORT_LABELS.items()]


def specialty_rows(figures: Sequence[MatchFigure], sort: str) -> list[FigureRow]:
    """The newest row of each specialty, sorted."""
    newest = newest_by(figures, FigureScope.SPECIALTY, lambda row: row.specialty or row.specialty_name)
    return sorted(map(figure_row, newest), key=SORTS[sort])


def state_rows(figures: Sequence[MatchFigure]) -> list[MatchFigure]:
    """The newest row of each state, the newest year first, and in it most IMGs first."""
    newest = newest_by(figures, FigureScope.STATE, lambda row: row.state)
    return sorted(newest, key=lambda row: (-row.year, -(row.img_total or 0), row.state))
