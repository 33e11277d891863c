"""How fast the catalogue is, beside its floor and its peers. See README.md."""
