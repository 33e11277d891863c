"""The applications' pages, by noun."""
