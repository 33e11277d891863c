"""The catalogue's public pages, by what they show."""
