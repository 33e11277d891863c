"""How fast the catalog is, beside its floor and its peers. See README.md."""
