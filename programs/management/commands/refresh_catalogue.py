"""manage.py refresh_catalogue: the former name of ``refresh_catalog``, for scripts that know it."""

from programs.management.commands import refresh_catalog


class Command(refresh_catalog.Command):
    """The same command."""
