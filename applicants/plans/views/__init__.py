"""The outreach pages, by noun."""
