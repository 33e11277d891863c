"""What every page knows beside its own."""

from django.http import HttpRequest

from usce_portal import __version__


def version(request: HttpRequest) -> dict[str, str]:
    """For the footer."""
    return {"portal_version": __version__}
