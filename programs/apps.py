"""The programs app: the catalogue of US clinical experience."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """The catalogue: programs, hosts, search and curation."""

    name = "programs"
    verbose_name = "Catalogue"
