"""The letters' pages, by noun."""
