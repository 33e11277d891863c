"""Programs as curators keep them in spreadsheets: read, compared, imported, exported."""
