"""How IMGs matched in a specialty, as the catalog's and the applicant's pages show it."""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from applicants.guides.match_lines import match_lines

TEMPLATE = "applicants/guides/_match_lines.html"


def specialty_figures(specialties: Iterable[str], *, is_panel: bool = False) -> SafeString:
    """The line of each specialty that has one; blank without any."""
    return render_to_string(TEMPLATE, {"lines": match_lines(specialties), "is_panel": is_panel})
