"""The filters beside the list, with a count at every option.

Each filter's template is rendered once for a catalogue version, with marks where a count or a
"checked" belongs; a request only fills the marks in. The template stays an ordinary one.
"""

import re
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from programs.search.bitmaps import BitmapWindow
from programs.search.counting import Columns, keep
from programs.search.facets import FACETS, FIT, Facet
from programs.search.index import Index
from programs.search.options import FilterVocabulary, Option
from programs.search.selection import Selection

TEMPLATE = "programs/_facet.html"
# Private-use characters: here goes the count, "checked", "open".
COUNT, CHECKED, OPEN = "\ue000", "\ue001", "\ue002"
MARKS = re.compile(f"[{COUNT}{CHECKED}{OPEN}]")
# These stand open at first; the others open when something in them is ticked.
OPEN_AT_FIRST = frozenset({"fit", "type", "contact", "audience"})


@dataclass(frozen=True)
class Frame:
    """A filter ready to be filled: its codes, and its HTML as a format string, with and without ticks."""

    facet: Facet
    codes: tuple[str, ...]
    html: str
    unticked_html: str

    def filled(self, ticked: tuple[str, ...], counts: list[int]) -> str:
        """Return the HTML with "open", each option's "checked" and counts; the unstated count is the last."""
        doubled = [words for count in map(str, counts) for words in (count, count)]
        if not ticked:
            return self.unticked_html % tuple(doubled)
        values = [" open", *([""] if self.facet.is_single else [])]
        for place, code in enumerate(self.codes):
            values += (" checked" if code in ticked else "", *doubled[2 * place : 2 * place + 2])
        return self.html % (*values, *doubled[-2:])


@dataclass(frozen=True)
class Frames:
    """The frames of all filters, and the columns to count their options by."""

    frames: list[Frame]
    columns: Columns


def unticked(html: str, facet: Facet) -> str:
    """Return a filter's HTML with all its marks but the counts filled in as for no tick."""
    html = html.replace(OPEN, " open" if facet.parameter in OPEN_AT_FIRST else "")
    return html.replace(CHECKED, " checked", 1 if facet.is_single else 0).replace(CHECKED, "")


def frame_of(facet: Facet, options: list[Option]) -> Frame:
    """Return a filter's frame, with one place in the HTML for each mark in the template."""
    clean = [option for option in options if not MARKS.search(option.code + option.label)]
    context = {"facet": facet, "options": clean, "count": COUNT, "checked": CHECKED, "open": OPEN}
    html = render_to_string(TEMPLATE, context).replace("%", "%%")
    codes = tuple(option.code for option in clean)
    return Frame(facet, codes, MARKS.sub("%s", html), MARKS.sub("%s", unticked(html, facet)))


def offered(options: list[Option], codes: tuple[str, ...]) -> list[Option]:
    """Return the options to show: all but the quiet ones, and whatever is ticked."""
    shown = [option for option in options if not option.is_quiet or option.code in codes]
    listed = {option.code for option in shown}
    return shown + [Option(code, code) for code in codes if code not in listed]


def frames_of(index: Index, vocabulary: FilterVocabulary) -> Frames:
    """Return the frames of an index, made anew when a word changes."""
    kept = index.for_words
    if "frames" not in kept:
        frames = [frame_of(facet, offered(vocabulary.options[facet.parameter], ())) for facet in FACETS]
        columns = Columns(index, {frame.facet.parameter: frame.codes for frame in frames})
        kept["frames"] = Frames(frames, columns)
    return kept["frames"]


def with_own_option(
    facet: Facet, codes: tuple[str, ...], index: Index, vocabulary: FilterVocabulary
) -> tuple[Frame, list[BitmapWindow]]:
    """Return the frame of a filter with an option that is not offered, such as a price of one's own."""
    kept = index.for_words.setdefault("own options", {})
    key = facet.parameter, codes
    if key not in kept:
        frame = frame_of(facet, offered(vocabulary.options[facet.parameter], codes))
        return keep(kept, key, (frame, index.windows(facet.parameter, frame.codes)))
    return kept[key]


def html_with_own_option(facet: Facet, selection: Selection, vocabulary: FilterVocabulary) -> str:
    """Return a filter with an option that is not offered, and the counts of a selection."""
    index, codes = selection.index, selection.question.ticked[facet.parameter]
    frame, windows = with_own_option(facet, codes, index, vocabulary)
    tails = index.tails(facet.parameter, frame.codes)
    return frame.filled(codes, selection.counts(facet.parameter, windows, tails))


def own_html(selection: Selection, vocabulary: FilterVocabulary) -> str:
    """Return the filter by the visitor's own verdicts; its counts are kept nowhere."""
    kept = selection.index.for_words
    if "own frame" not in kept:
        kept["own frame"] = frame_of(FIT, vocabulary.options[FIT.parameter])
    frame: Frame = kept["own frame"]
    counts = [selection.count(FIT.parameter, code) for code in frame.codes]
    return frame.filled(selection.question.ticked.get(FIT.parameter, ()), [*counts, 0])


def sidebar(selection: Selection, vocabulary: FilterVocabulary) -> SafeString:
    """Return all filters, the visitor's own first; each is a rendered template, so it is safe."""
    kept, ticked = frames_of(selection.index, vocabulary), selection.question.ticked
    counts = kept.columns.counts(selection)
    html = [own_html(selection, vocabulary)] if selection.fit else []
    html += [
        frame.filled(ticked.get(frame.facet.parameter, ()), counts[frame.facet.parameter])
        if set(ticked.get(frame.facet.parameter, ())).issubset(frame.codes)
        else html_with_own_option(frame.facet, selection, vocabulary)
        for frame in kept.frames
    ]
    return mark_safe("".join(html))  # noqa: S308
