"""The catalog's public pages, by what they show."""
