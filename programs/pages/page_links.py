"""The links between the pages of a list, and between the parts of a long page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.paginator import Page

Jumps = list[tuple[str, str]]  # anchor and words


def numbered_jumps(anchor: str, titles: Iterable[str]) -> Jumps:
    """Links to parts that a page numbers from 1."""
    return [(f"{anchor}-{number}", title) for number, title in enumerate(titles, 1)]


@dataclass(frozen=True)
class PageLinks:
    """Links as query strings.

    ``numbers`` pairs each page's number with its link; an ellipsis has None. ``previous`` and ``next`` are
    None where there is no such page.
    """

    current: int
    numbers: list[tuple[int | str, str | None]]
    previous: str | None
    next: str | None


def page_links(page: Page, query_of: Callable[[int], str]) -> PageLinks:
    """Link the first page, the last, the current one and its neighbors; ``query_of`` writes a page's link."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return PageLinks(
        current=page.number,
        numbers=[(number, query_of(number) if isinstance(number, int) else None) for number in shown],
        previous=query_of(page.previous_page_number()) if page.has_previous() else None,
        next=query_of(page.next_page_number()) if page.has_next() else None,
    )
