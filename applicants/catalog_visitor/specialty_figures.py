"""What the guides know of a specialty or a state, as the catalog's and the applicant's pages show it."""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from applicants.guides.match_lines import advised_specialties, match_lines
from programs.models import Program
from programs.us_states import USState
from programs.visitor import Visitor

MOST_LINES = 2


def specialty_figures(specialties: Iterable[str], *, is_panel: bool = False) -> SafeString:
    """The line of each specialty that has one; blank without any."""
    context = {"lines": match_lines(specialties), "is_panel": is_panel}
    return render_to_string("applicants/guides/_match_lines.html", context)


class GuidedVisitor(Visitor):
    """A visitor whose pages of the catalog say what the guides know."""

    def figures(self, program: Program) -> SafeString:
        return specialty_figures(program.record["specialties"])

    def list_note(self, specialties: Iterable[str], states: Iterable[str]) -> SafeString:
        names, codes = list(specialties), list(states)
        advised = advised_specialties() if names else {}
        context = {
            "about": ", ".join([*names, *(USState(code).label for code in codes if code in USState)]),
            "lines": match_lines([*names, *codes])[:MOST_LINES],
            "advised": [(name, advised[name]) for name in names if name in advised][:MOST_LINES],
        }
        return render_to_string("applicants/guides/_list_note.html", context)
