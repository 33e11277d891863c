"""What every page knows beside its own."""

from django.conf import settings
from django.http import HttpRequest

from usce_portal import __version__


def version(request: HttpRequest) -> dict[str, str]:
    """For the footer, and for the addresses of what other sites show of a page."""
    return {"portal_version": __version__, "portal_url": settings.PORTAL_URL}
