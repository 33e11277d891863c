"""Search over the catalog: the rest of the project imports this module and nothing below it.

Nothing here says what stands behind it. An engine is a class that answers as ``Catalog`` does: the one of
``catalog.py`` keeps bitmaps in memory, the one of the tests reads plain records.
"""

from programs.choices import ProgramSort
from programs.search.catalog import current_catalog
from programs.search.facets import (
    EVERY_FACET,
    FACETS,
    FACETS_BY_PARAMETER,
    FLAGGED,
    HIDE,
    NOT_FOR_ME,
    OWN_FACETS,
    SHOWN_FACETS,
    Facet,
)
from programs.search.few_programs import FewPrograms, conditions_of
from programs.search.folding import fold, search_words
from programs.search.index_terms import document_fields
from programs.search.query import (
    FEWEST_PRICES,
    NOT_STATED,
    PAGE_SIZE,
    WISH,
    Catalog,
    Fit,
    PriceSpread,
    ProgramSet,
    Searcher,
    SearchQuery,
    SearchResult,
    Suggestion,
)
from programs.search.query_parser import Part, Understood, understand
from programs.search.similar import similar_ids
from programs.search.synonyms import PLACE_WORDS, PROGRAM_TYPES, SPECIALTIES, in_full, specialty_meant
from programs.search.vocabulary import FilterVocabulary, Option, code_named

__all__ = [
    "EVERY_FACET",
    "FACETS",
    "FACETS_BY_PARAMETER",
    "FEWEST_PRICES",
    "FLAGGED",
    "HIDE",
    "NOT_FOR_ME",
    "NOT_STATED",
    "OWN_FACETS",
    "PAGE_SIZE",
    "PLACE_WORDS",
    "PROGRAM_TYPES",
    "SHOWN_FACETS",
    "SPECIALTIES",
    "WISH",
    "Catalog",
    "Facet",
    "FewPrograms",
    "FilterVocabulary",
    "Fit",
    "Option",
    "Part",
    "PriceSpread",
    "ProgramSet",
    "SearchQuery",
    "SearchResult",
    "Searcher",
    "Suggestion",
    "Understood",
    "code_named",
    "conditions_of",
    "count",
    "current_catalog",
    "document_fields",
    "fold",
    "in_full",
    "search",
    "search_ids",
    "search_words",
    "similar_ids",
    "specialty_meant",
    "understand",
]


def fit_for(query: SearchQuery, visitor: Searcher) -> Fit:
    """What programs are to a visitor, with their wishes where these decide the order."""
    is_by_fit = query.sort == ProgramSort.FIT and visitor.fit
    return {**visitor.fit, **visitor.wishes} if is_by_fit else visitor.fit


def search(query: SearchQuery, visitor: Searcher, page: int = 1) -> SearchResult:
    """One page of what a query finds for a visitor."""
    return visitor.catalog.search(query, fit_for(query, visitor), page)


def count(query: SearchQuery, visitor: Searcher) -> int:
    """How many programs a query finds for a visitor, and nothing else of it."""
    return visitor.catalog.count(query, visitor.fit)


def search_ids(query: SearchQuery, visitor: Searcher) -> list[int]:
    """The ids of all that a query finds for a visitor, in its order."""
    return visitor.catalog.all_ids(query, fit_for(query, visitor))
