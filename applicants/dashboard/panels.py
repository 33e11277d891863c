"""What other rooms add to the desk's first page, such as the profile's meter and the doors to open.

A panel is a function in ``PANELS`` that is given the request and returns a template with what it shows,
or None when it has nothing to say. It reads the database before the page is rendered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class Panel:
    """A part of the page: its template, and what the template sees as ``panel.facts``."""

    template: str
    facts: Any


PANELS: Sequence[Callable[[HttpRequest], Panel | None]] = ()


def panels_for(request: HttpRequest) -> list[Panel]:
    """Return the panels that have something to say."""
    return [panel for make in PANELS if (panel := make(request))]
