"""Index of the catalogue's models, package by package."""

from programs.models.guide import Resource, StateRule, Term
from programs.models.history import Change
from programs.models.host import Host, Provider
from programs.models.parts import (
    AudienceDifference,
    Fee,
    FlagSilence,
    Limit,
    ProgramRequirement,
    Source,
    Window,
)
from programs.models.program import Program
from programs.models.search_document import Card, CatalogueVersion, SearchDocument
from programs.models.vocabulary import Requirement, Specialty

__all__ = [
    "AudienceDifference",
    "Card",
    "CatalogueVersion",
    "Change",
    "Fee",
    "FlagSilence",
    "Host",
    "Limit",
    "Program",
    "ProgramRequirement",
    "Provider",
    "Requirement",
    "Resource",
    "SearchDocument",
    "Source",
    "Specialty",
    "StateRule",
    "Term",
    "Window",
]
