"""The shipped programs as records and as a catalog, without a database."""

from tests.programs.search.conftest import catalog, index, plain, records

__all__ = ["catalog", "index", "plain", "records"]
