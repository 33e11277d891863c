"""Charts as shapes of SVG: computed here, drawn by a template, colored by the style sheet. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, LABELS, NUMBERS = 640, 210, 70
ROW, BAR = 26, 16
HEIGHT, MARGIN = 200, 30


@dataclass(frozen=True)
class Bar:
    """One bar with its label on the left and its number on the right; ``y`` is the middle of its row."""

    label: str
    words: str
    y: int
    top: int
    width: float
    words_at: float


@dataclass(frozen=True)
class BarChart:
    """Bars below each other."""

    title: str
    width: int
    height: int
    left: int
    thickness: int
    bars: Sequence[Bar]


@dataclass(frozen=True)
class LineChart:
    """One line over time: ``points`` as SVG writes them, what the highest mark says, first and last day."""

    title: str
    width: int
    height: int
    points: str
    dots: Sequence[tuple[float, float]]
    highest: str
    first: str
    last: str


def bar_chart(title: str, rows: Sequence[tuple[str, float, str]]) -> BarChart:
    """A chart of rows (label, value, value in words); the longest bar is the highest value."""
    longest = max((value for _, value, _ in rows), default=0) or 1
    room = WIDTH - LABELS - NUMBERS
    bars = [
        Bar(
            label=label,
            words=words,
            y=place * ROW + ROW // 2,
            top=place * ROW + (ROW - BAR) // 2,
            width=round(room * value / longest, 1),
            words_at=round(LABELS + room * value / longest + 6, 1),
        )
        for place, (label, value, words) in enumerate(rows)
    ]
    return BarChart(title, WIDTH, max(1, len(rows)) * ROW, LABELS, BAR, bars)


def line_chart(title: str, rows: Sequence[tuple[str, float | None]], unit: str) -> LineChart | None:
    """A chart of rows (day, value) in the order of time; None without two values to join."""
    values = [value for _, value in rows if value is not None]
    if len(values) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    highest, step = max(values) or 1, (WIDTH - 2 * MARGIN) / max(1, len(rows) - 1)
    room = HEIGHT - 2 * MARGIN
    dots = [
        (round(MARGIN + place * step, 1), round(HEIGHT - MARGIN - room * value / highest, 1))
        for place, (_, value) in enumerate(rows)
        if value is not None
    ]
    points = " ".join(f"{x},{y}" for x, y in dots)
    return LineChart(title, WIDTH, HEIGHT, points, dots, f"{highest:g}{unit}", rows[0][0], rows[-1][0])
