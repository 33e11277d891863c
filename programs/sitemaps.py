"""What search engines may find."""

import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from programs.models import Host, Program


class PageSitemap(Sitemap):
    """The pages that are always there."""

    def items(self) -> list[str]:
        return ["home", "program_list", "host_list", "closed_programs", "where_else", "kinds", "glossary"]

    def location(self, item: str) -> str:
        return reverse(f"programs:{item}")


class ProgramSitemap(Sitemap):
    """Every published program."""

    limit = 5000

    def items(self) -> QuerySet[Program]:
        return Program.objects.published().only("slug", "fresh_on")

    def lastmod(self, item: Program) -> datetime.date | None:
        return item.fresh_on


class HostSitemap(Sitemap):
    """Every host with a published program."""

    limit = 5000

    def items(self) -> QuerySet[Host]:
        return Host.objects.in_catalog()


SITEMAPS = {"pages": PageSitemap, "programs": ProgramSitemap, "hosts": HostSitemap}
