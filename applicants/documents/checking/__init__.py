"""Looks into every upload: what it says it is, all of it, and nothing else beside it."""

from applicants.documents.checking.files import check, safe_name

__all__ = ["check", "safe_name"]
