"""Links between pages: which numbers stand, where they lead, and what the ends lack."""

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from programs.pages.page_links import PageLinks, page_links


def links_of(number: int, pages: int) -> PageLinks:
    return page_links(Paginator(range(pages), 1).page(number), "page={}".format)


@pytest.mark.parametrize(
    ("number", "previous", "following"),
    [(1, None, "page=2"), (2, "page=1", "page=3"), (3, "page=2", None)],
)
def test_the_ends_lack_a_neighbor(number: int, previous: str | None, following: str | None) -> None:
    assert links_of(number, 3) == PageLinks(
        current=number,
        numbers=[(1, "page=1"), (2, "page=2"), (3, "page=3")],
        previous=previous,
        next=following,
    )


def test_an_ellipsis_stands_for_two_pages_or_more_and_leads_nowhere() -> None:
    assert links_of(5, 9).numbers == [
        (1, "page=1"),
        ("…", None),
        (4, "page=4"),
        (5, "page=5"),
        (6, "page=6"),
        ("…", None),
        (9, "page=9"),
    ]
    assert [number for number, _ in links_of(4, 7).numbers] == [1, 2, 3, 4, 5, 6, 7]


def test_a_list_of_one_page_shows_no_links() -> None:
    assert links_of(1, 1) == PageLinks(current=1, numbers=[(1, "page=1")], previous=None, next=None)
    assert render_to_string("_page_links.html", {"links": links_of(1, 1)}).strip() == ""
