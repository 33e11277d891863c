"""A peer: Django's own change list with facets, in an admin site that the product does not know.

Left out because the change list has no filter for them: facts kept as lists of codes (audiences,
access, visas), numbers, and requirements. So the peer has fewer facets than the portal.
"""

from django.contrib import admin
from django.http import HttpRequest

from programs.models import Program


class OpenSite(admin.AdminSite):
    """An admin site without accounts: nobody's session is looked up in its favor or against it."""

    def has_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        """Let everybody in."""
        return True


class ProgramList(admin.ModelAdmin):
    """The change list, filters and facets as Django makes them."""

    list_display = (
        "name",
        "host",
        "type",
        "patient_contact",
        "four_week_price_min_usd",
        "weeks_min",
        "letter",
    )
    list_select_related = ("host",)
    list_filter = (
        "type",
        "patient_contact",
        "specialties",
        "host__state",
        "host__city",
        "is_free",
        "letter",
        "letterhead",
        "has_certificate",
        "residency_seekers",
        "intake",
        "setting",
        "host_kind",
        "delivery",
        "funding_kind",
        "housing",
    )
    search_fields = ("name", "summary", "host__name", "host__city", "specialties__name")
    show_facets = admin.ShowFacets.ALWAYS
    list_per_page = 20

    def has_view_permission(self, request: HttpRequest, obj: Program | None = None) -> bool:  # noqa: ARG002
        """Let everybody read."""
        return True


site = OpenSite(name="peer_admin")
site.register(Program, ProgramList)
