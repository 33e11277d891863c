"""Spreadsheets of people, read within caps: for applicants and for curators alike."""
