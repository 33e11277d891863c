"""The filters beside the list, with a count at every option.

Each filter's template is rendered once for a catalogue version, with marks where a count or a
"checked" belongs; a request only fills the marks in. The template stays an ordinary one.
"""

import re
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from programs.search.bitmaps import Window
from programs.search.facets import EVERY_FACET, FACETS, FIT, Facet
from programs.search.index import Index
from programs.search.options import Option, Vocabulary
from programs.search.selection import Selection

TEMPLATE = "programs/_facet.html"
# Private-use characters: here goes the count, "checked", "open".
COUNT, CHECKED, OPEN = "\ue000", "\ue001", "\ue002"
MARKS = re.compile(f"[{COUNT}{CHECKED}{OPEN}]")
# These stand open at first; the others open when something in them is ticked.
OPEN_AT_FIRST = frozenset({"fit", "type", "contact", "audience"})
MOST_COUNTS_KEPT = 3000


@dataclass(frozen=True)
class Frame:
    """A filter ready to be filled: its codes, its HTML as a format string, the programs of each option."""

    facet: Facet
    codes: tuple[str, ...]
    html: str
    windows: list[Window]

    def filled(self, ticked: tuple[str, ...], counts: list[int]) -> str:
        """Return the HTML with "open", each option's "checked" and counts; the unstated count is the last."""
        is_open = bool(ticked) or self.facet.parameter in OPEN_AT_FIRST
        values: list[object] = [" open" if is_open else ""]
        if self.facet.is_single:
            values.append("" if ticked else " checked")
        for code, count in zip(self.codes, counts, strict=False):
            values += (" checked" if code in ticked else "", count, count)
        return self.html % (*values, counts[-1], counts[-1])


def frame_of(facet: Facet, options: list[Option], index: Index) -> Frame:
    """Return a filter's frame, with one place in the HTML for each mark in the template."""
    clean = [option for option in options if not MARKS.search(option.code + option.label)]
    context = {"facet": facet, "options": clean, "count": COUNT, "checked": CHECKED, "open": OPEN}
    html = MARKS.sub("%s", render_to_string(TEMPLATE, context).replace("%", "%%"))
    codes = tuple(option.code for option in clean)
    return Frame(facet, codes, html, index.windows(facet.parameter, codes))


def offered(options: list[Option], codes: tuple[str, ...]) -> list[Option]:
    """Return the options to show: all but the quiet ones, and whatever is ticked."""
    shown = [option for option in options if not option.is_quiet or option.code in codes]
    listed = {option.code for option in shown}
    return shown + [Option(code, code) for code in codes if code not in listed]


def counts_of(frame: Frame, selection: Selection) -> list[int]:
    """Return a filter's counts, the unstated one last; another page or order counts nothing anew."""
    parameter, kept = frame.facet.parameter, selection.kept
    if parameter == FIT.parameter:
        return [*(selection.count(parameter, code) for code in frame.codes), 0]
    key = selection.scope_key(parameter)
    counts = kept.get(key)
    if counts is None:
        if len(kept) > MOST_COUNTS_KEPT:
            kept.clear()
        if parameter not in kept:
            kept[parameter] = selection.index.tails(parameter, frame.codes)
        counts = kept[key] = selection.counts(parameter, frame.windows, kept[parameter])
    return counts


def facet_html(facet: Facet, selection: Selection, vocabulary: Vocabulary) -> str:
    """Return one filter with the counts of a selection."""
    index, parameter = selection.index, facet.parameter
    codes, options = selection.question.ticked.get(parameter, ()), vocabulary.options[parameter]
    frames = index.for_words.setdefault("frames", {})
    if parameter not in frames:
        frames[parameter] = frame_of(facet, offered(options, ()), index)
    frame = frames[parameter]
    if set(codes) <= set(frame.codes):
        return frame.filled(codes, counts_of(frame, selection))
    # An option that is not offered, such as a price of one's own: its frame is not worth keeping.
    frame = frame_of(facet, offered(options, codes), index)
    return frame.filled(
        codes, selection.counts(parameter, frame.windows, index.tails(parameter, frame.codes))
    )


def sidebar(selection: Selection, vocabulary: Vocabulary) -> SafeString:
    """Return all filters, the visitor's own first; each is a rendered template, so it is safe."""
    facets = EVERY_FACET if selection.fit else FACETS
    html = [facet_html(facet, selection, vocabulary) for facet in facets]
    return mark_safe("".join(html))  # noqa: S308
