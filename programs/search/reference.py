"""Small tables that pages look things up in, read anew when their words change."""

from programs.models import Requirement, StateRule
from programs.search.index import Index


def requirements(index: Index) -> dict[str, Requirement]:
    """Return all requirements by code."""
    kept = index.for_words
    if "requirements" not in kept:
        kept["requirements"] = {requirement.code: requirement for requirement in Requirement.objects.all()}
    return kept["requirements"]


def state_rules(index: Index) -> list[StateRule]:
    """Return all rules of state law."""
    kept = index.for_words
    if "state_rules" not in kept:
        kept["state_rules"] = list(StateRule.objects.all())
    return kept["state_rules"]
