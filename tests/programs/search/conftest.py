"""The shipped programs as records, as an index and as a catalog."""

import json
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from programs.curation.importing.closed_programs import check_either_shape
from programs.search import Catalog, FilterVocabulary
from programs.search.catalog import IndexedCatalog
from programs.search.index import Index
from tests.programs.search.plain_catalog import PlainCatalog
from tests.programs.search.records import CATALOG, TODAY, entry_row, parents_of_specialties, shipped_words


@pytest.fixture(scope="session")
def records() -> list[dict[str, Any]]:
    """All shipped records, normalized, closed programs last."""
    names = ("programs.jsonl", "closed_doors.jsonl")
    lines = [line for name in names for line in (CATALOG / name).read_text().splitlines()]
    return [check_either_shape(json.loads(line)).record for line in lines]


@pytest.fixture(scope="session")
def index(records: list[dict[str, Any]], django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Index:
    """The index of all shipped records with their words; program ids are their numbers in the list."""
    parents = parents_of_specialties()
    rows = [entry_row(number, record, parents) for number, record in enumerate(records)]
    index = Index(sorted(rows, key=lambda row: row.terms), version=1, today=TODAY)
    index.words = shipped_words(index.codes, django_db_blocker, records)
    return index


@pytest.fixture(scope="session")
def catalog(index: Index) -> Catalog:
    """The catalog of all shipped records, answered by the index."""
    return IndexedCatalog(index)


@pytest.fixture(scope="session")
def plain(records: list[dict[str, Any]], catalog: Catalog) -> Catalog:
    """The same by reading the records."""
    return PlainCatalog(records, catalog.words)


@pytest.fixture(scope="session", params=["index", "records"])
def engine(request: pytest.FixtureRequest, catalog: Catalog, plain: Catalog) -> Catalog:
    """Every engine that search may stand on."""
    return catalog if request.param == "index" else plain


@pytest.fixture(scope="session")
def words(catalog: Catalog) -> FilterVocabulary:
    return catalog.words.vocabulary
