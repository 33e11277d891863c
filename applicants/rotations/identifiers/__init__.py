"""Finds what looks like a patient's identity in a note: docs/sources.md#identifiers-of-patients."""

from applicants.rotations.identifiers.finding import find_identifiers
from applicants.rotations.identifiers.found import KINDS, Identifier

__all__ = ["KINDS", "Identifier", "find_identifiers"]
