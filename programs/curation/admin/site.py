"""The admin as curators know it: Django's own, with a start page that says what to do next."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse

from programs.curation.admin.start_page import start_page


class PortalAdminSite(admin.AdminSite):
    """The admin, which says first what there is to do.

    ``usce_portal.apps`` makes it the site of ``django.contrib.admin``.
    """

    site_header = "USCE portal: advisors' admin"
    site_title = "USCE portal"
    index_title = "What to do next"
    enable_nav_sidebar = False  # the list of programs needs the width

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show what there is to do to whoever may change programs, and below it what there is to edit."""
        context = extra_context or {}
        if request.user.has_perm("programs.change_program"):
            context |= {"start": start_page(request.user)}
        else:
            context |= {"title": "What there is to edit"}
        return super().index(request, context)
