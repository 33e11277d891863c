"""Who reads the catalog. Pages ask ``request.visitor`` what to add for this very person.

The one here adds nothing: it is the visitor without an account. A visitor with one comes from
``applicants.catalog_visitor.applicant_visitor`` with the same methods; the catalog never knows whose it is.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django_htmx.middleware import HtmxDetails

from programs.answers import Answer
from programs.models import Program
from programs.search import Catalog, Fit, current_catalog


class Visitor:
    """A visitor without an account."""

    @cached_property
    def catalog(self) -> Catalog:
        """The catalog that this request reads: one version for everything on a page."""
        return current_catalog()

    @property
    def name(self) -> str:
        """The visitor's own name, as letters are signed; "" when it is not known."""
        return ""

    @property
    def fit(self) -> Fit:
        """The programs by verdict and by answer; {} without an account."""
        return {}

    def answer_counts(self) -> list[tuple[str, str, int]]:
        """How many listed programs have each answer: code, label, count; [] without an account.

        Closed programs, which the plain list leaves out, do not count.
        """
        fit, listed = self.fit, self.catalog.listed
        return [(answer.value, answer.label, len(fit[answer] & listed)) for answer in Answer if fit]

    @property
    def wishes(self) -> Fit:
        return {}

    @property
    def decides(self) -> Mapping[str, int]:
        """How many programs each unanswered question of the visitor's alone decides."""
        return {}

    @property
    def on_file(self) -> frozenset[str]:
        """What the visitor's own documents answer, by the code of a requirement."""
        return frozenset()

    def summaries(self, program_ids: list[int], *, with_wishes: bool = False) -> Mapping[int, SafeString]:
        """What to show on some programs' cards; ``with_wishes``: and why they stand there."""
        return {}

    def panel(self, program: Program) -> SafeString:
        return SafeString()

    def figures(self, program: Program) -> SafeString:
        """What is known of a program's specialties beside the catalog."""
        return SafeString()

    def list_note(self, specialties: Iterable[str], states: Iterable[str]) -> SafeString:
        """What is known of the specialties and states that a list is filtered to, beside the catalog."""
        return SafeString()

    def standing(self) -> SafeString:
        """How the visitor stands to the whole catalog, for the pages about the visitor."""
        return SafeString()

    def invitation(self) -> SafeString:
        """What a list says above its programs to a visitor of whom nothing is known."""
        return SafeString()

    def save_form(self, address: str) -> SafeString:
        """The form that the buttons of summaries and panels send; it comes back to ``address``."""
        return SafeString()


class VisitorRequest(HttpRequest):
    """A request as the middleware hands it to the catalog."""

    visitor: Visitor
    htmx: HtmxDetails


def visitor_of(request: HttpRequest) -> Visitor:
    """Who reads: the one that a middleware set, else a visitor without an account."""
    return getattr(request, "visitor", None) or Visitor()
