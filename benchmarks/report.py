"""The numbers as Markdown: what was measured, and each goal of the performance page met or missed."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from benchmarks.asked import MIXES
from benchmarks.measures import FLOOR, RANDOM

Runs = Sequence[Any]
SINGLE = ("program page", "compare page")
PEERS = ("Datasette", "Django admin", "django-filter")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def p95(numbers: Sequence[float]) -> float:
    """Return what 19 of 20 do not exceed."""
    return sorted(numbers)[min(len(numbers) - 1, round(len(numbers) * 0.95))]


def times(ratio: float) -> str:
    """Return a ratio in words."""
    return f"{ratio:,.0f} ×" if ratio >= 20 else f"{ratio:.1f} ×" if ratio >= 2 else f"{ratio:.2f} ×"


def floor_ratio(run: Any, page: str) -> float:
    """Return a page's median as a multiple of the floor's."""
    return run.pages[page].p50 / run.pages[FLOOR].p50


def pages_table(runs: Runs) -> str:
    """Return p50, p95 and the multiple of the floor of every page."""
    head = ["p50 / p95 ms (× floor)", *(f"{run.database} {run.size:,}" for run in runs)]
    names = list(runs[0].pages)
    rows = [
        [
            name,
            *(
                f"{r.pages[name].p50:.2f} / {r.pages[name].p95:.2f} ({floor_ratio(r, name):.1f})"
                for r in runs
            ),
        ]
        for name in sorted(names, key=lambda name: (name != FLOOR, name != RANDOM))
    ]
    return table(head, rows)


def work_table(runs: Runs) -> str:
    """Return the processor time of every page, which neighbors on the machine hardly change."""
    head = ["worker's processor ms p50 (× floor)", *(f"{run.database} {run.size:,}" for run in runs)]
    names = sorted(runs[0].work, key=lambda name: (name != FLOOR, name != RANDOM))
    rows = [
        [name, *(f"{r.work[name].p50:.2f} ({r.work[name].p50 / r.work[FLOOR].p50:.1f})" for r in runs)]
        for name in names
    ]
    return table(head, rows)


def peer_ratio(run: Any, peer: str, mix: str) -> float:
    """Return a peer's median as a multiple of ours in the same turns."""
    return run.peers[peer][mix].p50 / run.peers["ours"][mix].p50


def median_peer_ratio(run: Any, peer: str) -> float:
    """Return the median of the six mixes."""
    return statistics.median(peer_ratio(run, peer, mix) for mix in MIXES)


def peers_table(run: Any) -> str:
    """Return the peers' medians and their multiple of ours."""
    rows = [["portal", *(f"{run.peers['ours'][mix].p50:.2f}" for mix in MIXES), ""]]
    rows += [
        [
            peer,
            *(f"{run.peers[peer][mix].p50:,.0f} ({times(peer_ratio(run, peer, mix))})" for mix in MIXES),
            times(median_peer_ratio(run, peer)),
        ]
        for peer in PEERS
    ]
    return table([f"{run.database} {run.size:,}, p50 ms (× ours)", *MIXES, "median"], rows)


def inside_table(runs: Runs) -> str:
    """Return what the index costs, and what changes and load do."""
    lines: dict[str, Callable[[Any], str]] = {
        "start until the list answers, s": lambda r: f"{statistics.median(r.start_seconds):.2f}",
        "of which until the floor answers, s": lambda r: f"{statistics.median(r.floor_start_seconds):.2f}",
        "index built in, s": lambda r: f"{r.index['build_seconds']:.2f}",
        "index holds, MB": lambda r: f"{r.index['held_megabytes']:.0f}",
        "most while building, MB": lambda r: f"{r.index['most_megabytes']:.0f}",
        "worker grows by, MB": lambda r: f"{r.worker_megabytes:.0f}",
        "next visitor pays for a change, ms p50 / p95": lambda r: (
            f"{statistics.median(r.changes['visitor']):.2f} / {p95(r.changes['visitor']):.2f}"
        ),
        "the change itself, ms p50": lambda r: f"{statistics.median(r.changes['writer']):.1f}",
        "changes unseen by the next visitor": lambda r: f"{sum(r.changes['unseen']):.0f}",
        "changes seen by both workers": lambda r: "{} of {}".format(*r.seen),
        "two workers, floor, requests/s": lambda r: f"{r.rates[FLOOR]:,.0f}",
        "two workers, random filters, requests/s": lambda r: f"{r.rates[RANDOM]:,.0f}",
        "two workers, no filter, requests/s": lambda r: f"{r.rates['no filter']:,.0f}",
    }
    head = ["", *(f"{run.database} {run.size:,}" for run in runs)]
    return table(head, [[name, *(cell(run) for run in runs)] for name, cell in lines.items()])


def pages_by_name(runs: Runs, title: str, cell: Callable[[Any, str], str], names: Iterable[str]) -> str:
    """Return one number for each page and run."""
    head = [title, *(f"{run.database} {run.size:,}" for run in runs)]
    return table(head, [[name, *(cell(run, name) for run in runs)] for name in names])


def goal_rows(largest: Any, smaller: Any | None) -> list[tuple[str, str, float, float, float, bool]]:
    """Return each goal as (number, what, value, first, then, whether less is better)."""
    random_ratio = floor_ratio(largest, RANDOM)
    rows = [("1", "random filters / floor", random_ratio, 15, 5, True)]
    if smaller:
        growth = largest.pages[RANDOM].p50 / smaller.pages[RANDOM].p50
        rows.append(("2", f"random filters, {largest.size:,} / {smaller.size:,}", growth, 1.3, 1.1, True))
    if largest.peers:
        rows.append(("3", "Datasette / portal", median_peer_ratio(largest, "Datasette"), 50, 500, False))
        rows.append(
            ("3", "Django admin / portal", median_peer_ratio(largest, "Django admin"), 40, 200, False)
        )
    single = max(floor_ratio(largest, name) for name in SINGLE)
    load = max(total for _, total in largest.loads.values()) / 1000
    return [
        *rows,
        ("4", "statements, most of any page", max(largest.statements.values()), 4, 2, True),
        ("5", "cost of a change to the next visitor, ms p95", p95(largest.changes["visitor"]), 5, 1, True),
        ("6", "index per worker, MB", largest.worker_megabytes, 60, 25, True),
        ("6", "start until the list answers, s", statistics.median(largest.start_seconds), 3, 1, True),
        ("7", "throughput / floor's", largest.rates[RANDOM] / largest.rates[FLOOR], 0.08, 0.2, False),
        ("8", "program and compare page / floor", single, 12, 5, True),
        ("10", "largest first load, kB compressed", load, 50, 25, True),
    ]


def verdict(value: float, goal: float, *, is_less_better: bool) -> str:
    """Return whether a goal is met."""
    return "met" if (value <= goal if is_less_better else value >= goal) else "**missed**"


def goals_table(runs: Runs) -> str:
    """Return the goals of one database, judged at its largest size."""
    largest = max(runs, key=lambda run: run.size)
    smaller = max((run for run in runs if run.size < largest.size), key=lambda run: run.size, default=None)
    rows = [
        [
            number,
            what,
            f"{value:,.3g}",
            f"{first:g}: {verdict(value, first, is_less_better=less)}",
            f"{then:g}: {verdict(value, then, is_less_better=less)}",
        ]
        for number, what, value, first, then, less in goal_rows(largest, smaller)
    ]
    return table(["#", f"{largest.database} {largest.size:,}", "measured", "first goal", "moonshot"], rows)


def report(runs: Runs) -> str:
    """Return everything as one Markdown page."""
    databases = list(dict.fromkeys(run.database for run in runs))
    by_database = [[run for run in runs if run.database == database] for database in databases]
    parts = [goals_table(group) for group in by_database]
    parts += [
        pages_table(runs),
        work_table(runs),
        *(peers_table(run) for run in runs if run.peers),
        inside_table(runs),
    ]
    statements = pages_by_name(
        runs, "SQL statements", lambda run, name: str(run.statements[name]), runs[0].statements
    )
    loads = pages_by_name(
        runs,
        "compressed kB: page / first load",
        lambda run, name: "{:.1f} / {:.1f}".format(*(octets / 1000 for octets in run.loads[name])),
        runs[0].loads,
    )
    return "\n\n".join([*parts, statements, loads]) + "\n"
