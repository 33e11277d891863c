"""What every page knows beside its own."""

from django.http import HttpRequest

from usce_portal import __version__


def version(request: HttpRequest) -> dict[str, str]:
    """Return the portal's version, for the footer."""
    return {"portal_version": __version__}
