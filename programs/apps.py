"""The programs app: the catalog of US clinical experience."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """The catalog: programs, hosts, search and curation."""

    name = "programs"
    verbose_name = "Catalog"
