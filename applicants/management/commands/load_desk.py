"""manage.py load_desk: the former name of ``load_reference_data``, for scripts that know it."""

from applicants.management.commands import load_reference_data


class Command(load_reference_data.Command):
    """The same command."""
