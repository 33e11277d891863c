"""What every page knows beside its own."""

from django.conf import settings
from django.http import HttpRequest

from usce_portal import __version__


def version(request: HttpRequest) -> dict[str, str]:
    """Add the version for the footer, and the portal's address for links that other sites show."""
    return {"portal_version": __version__, "portal_url": settings.PORTAL_URL}


def account_section(request: HttpRequest) -> dict[str, str]:
    """Mark "Account" in the navigation on allauth's pages; the portal's own views name their section."""
    return {"section": "account"} if request.path.startswith("/accounts/") else {}
