"""Looks into every upload: what it says it is, all of it, and nothing else beside it."""
