"""The filters beside the list, with a count at every option.

Each filter's template is rendered once for a vocabulary, with marks where a count or a
"checked" belongs; a request only fills the marks in. The template stays an ordinary one. Of an option
``student``, ticked and found 12 times, with the marks written as letters (C for checked, N for a count):

    rendered once   <input value="student"C data-count="N"> Medical student <b>N</b>
    kept as frame   <input value="student"%s data-count="%s"> Medical student <b>%s</b>
    in an answer    <input value="student" checked data-count="12"> Medical student <b>12</b>
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from programs.search import (
    FACETS_BY_PARAMETER,
    NOT_STATED,
    SHOWN_FACETS,
    Facet,
    FilterVocabulary,
    Searcher,
    SearchResult,
)

TEMPLATE = "programs/_facet.html"
# Private-use characters: here goes the count, "checked", "open", and what is set inside.
COUNT, CHECKED, OPEN, SET = "\ue000", "\ue001", "\ue002", "\ue003"
SET_HTML = '<span class="facet__set">: {}</span>'
MARKS = re.compile(f"[{COUNT}{CHECKED}{OPEN}{SET}]")
# What people filter by; the others stand under "More filters".
OFTEN_USED = frozenset(
    {"type", "contact", "specialty", "audience", "state", "price_max", "requirement_not", "letter"}
)
# These stand open at first; the others open when something in them is ticked.
OPEN_AT_FIRST = frozenset({"answer", "type", "contact", "audience"})
MOST_FRAMES = 256


@dataclass(frozen=True)
class Frame:
    """A filter ready to be filled: its codes, and its HTML as a format string, with and without ticks."""

    facet: Facet
    codes: tuple[str, ...]
    html: str
    unticked_html: str

    def filled(
        self,
        ticked: tuple[str, ...],
        counts: Mapping[str, int],
        words: str,
        typed: frozenset[str] = frozenset(),
    ) -> str:
        """The HTML with "open", what is set in words, each option's "checked" and counts, twice each.

        ``typed``: codes that the text means. The form sends the text, so their boxes are ticked and not sent.
        """
        doubled = [count for code in (*self.codes, NOT_STATED) for count in (counts.get(code, 0),) * 2]
        if not ticked:
            return self.unticked_html % tuple(doubled)
        values: list[str | int] = [
            " open",
            format_html(SET_HTML, words),
            *([""] if self.facet.is_single else []),
        ]
        for place, code in enumerate(self.codes):
            mark = " checked disabled" if code in typed else " checked" if code in ticked else ""
            values += (mark, *doubled[2 * place : 2 * place + 2])
        return self.html % (*values, *doubled[-2:])


def unticked_html(html: str, facet: Facet) -> str:
    """A filter's HTML with all its marks but the counts filled in as for no tick."""
    html = html.replace(OPEN, " open" if facet.parameter in OPEN_AT_FIRST else "")
    html = html.replace(SET, "")
    return html.replace(CHECKED, " checked", 1 if facet.is_single else 0).replace(CHECKED, "")


@lru_cache(maxsize=MOST_FRAMES)
def frame_of(vocabulary: FilterVocabulary, parameter: str, own: tuple[str, ...] = ()) -> Frame:
    """A filter's frame, with one place in the HTML for each mark in the template.

    ``own``: ticked codes, when one of them is not offered, such as a price of one's own.
    """
    facet = FACETS_BY_PARAMETER[parameter]
    offered = vocabulary.offered(parameter, own)
    clean = [option for option in offered if not MARKS.search(option.code + option.label)]
    context = {"facet": facet, "options": clean, "count": COUNT, "checked": CHECKED, "open": OPEN, "set": SET}
    html = render_to_string(TEMPLATE, context).replace("%", "%%")
    codes = tuple(option.code for option in clean)
    return Frame(facet, codes, MARKS.sub("%s", html), MARKS.sub("%s", unticked_html(html, facet)))


def set_words(result: SearchResult, vocabulary: FilterVocabulary, parameter: str) -> str:
    """The options of a filter that are in force, states by their letters; "" for none."""
    ticked = result.query.ticked.get(parameter, ())
    return ", ".join(code if parameter == "state" else vocabulary.label(parameter, code) for code in ticked)


def facet_html(result: SearchResult, vocabulary: FilterVocabulary, parameter: str) -> str:
    ticked, frame = result.query.ticked.get(parameter, ()), frame_of(vocabulary, parameter)
    if not set(ticked).issubset(frame.codes):
        frame = frame_of(vocabulary, parameter, ticked)
    words = set_words(result, vocabulary, parameter)
    return frame.filled(ticked, result.counts[parameter], words, result.query.codes_typed(parameter))


@dataclass(frozen=True)
class Sidebar:
    """The filters of often and of seldom use; each is a rendered template, so it is safe.

    ``more_words``: what is set among the second.
    """

    often: SafeString
    more: SafeString
    more_words: str

    def __str__(self) -> str:
        return self.often + self.more


def sidebar(result: SearchResult, visitor: Searcher) -> Sidebar:
    vocabulary = visitor.catalog.words.vocabulary
    often = [f for f in SHOWN_FACETS if (visitor.fit if f.is_private else f.parameter in OFTEN_USED)]
    more = [f for f in SHOWN_FACETS if not f.is_private and f.parameter not in OFTEN_USED]
    words = [(f.label, set_words(result, vocabulary, f.parameter)) for f in more]

    def html(facets: list[Facet]) -> SafeString:
        return mark_safe("".join(facet_html(result, vocabulary, f.parameter) for f in facets))  # noqa: S308

    return Sidebar(html(often), html(more), "; ".join(f"{label}: {what}" for label, what in words if what))
