"""Input of the letters' pages."""
