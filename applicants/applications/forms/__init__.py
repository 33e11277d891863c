"""Input of the applications' pages, by what it is about."""
