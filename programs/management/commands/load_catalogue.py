"""manage.py load_catalogue: the former name of ``load_catalog``, for scripts that know it."""

from programs.management.commands import load_catalog


class Command(load_catalog.Command):
    """The same command."""
