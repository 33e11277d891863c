"""The shipped programs as records and as an index, without a database."""

from tests.programs.search.conftest import index, records

__all__ = ["index", "records"]
