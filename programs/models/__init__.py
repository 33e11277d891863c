"""Index of the catalog's models, package by package."""

from programs.models.catalog_import import CatalogImport, CatalogImportRow, ColumnMeaning
from programs.models.guide import Resource, StateRule, Term
from programs.models.history import Change, FormerSlug, ProgramMerge
from programs.models.host import Host, Provider
from programs.models.program import Program
from programs.models.program_rows import (
    AudienceDifference,
    Block,
    Fee,
    FlagSilence,
    Limit,
    Package,
    ProgramRequirement,
    Source,
    Window,
)
from programs.models.reports import HostProposal, Report
from programs.models.review import FactCheck, ReviewItem, SourcePage, SourceVisit
from programs.models.search_document import Card, CatalogVersion, SearchDocument
from programs.models.statistics import FactSnapshot, FruitlessSearch
from programs.models.vocabulary import Requirement, Specialty

__all__ = [
    "AudienceDifference",
    "Block",
    "Card",
    "CatalogImport",
    "CatalogImportRow",
    "CatalogVersion",
    "Change",
    "ColumnMeaning",
    "FactCheck",
    "FactSnapshot",
    "Fee",
    "FlagSilence",
    "FormerSlug",
    "FruitlessSearch",
    "Host",
    "HostProposal",
    "Limit",
    "Package",
    "Program",
    "ProgramMerge",
    "ProgramRequirement",
    "Provider",
    "Report",
    "Requirement",
    "Resource",
    "ReviewItem",
    "SearchDocument",
    "Source",
    "SourcePage",
    "SourceVisit",
    "Specialty",
    "StateRule",
    "Term",
    "Window",
]
