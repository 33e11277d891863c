"""Where to go after a form: back to the page it stood on, never to another site."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST_ADDRESS = 1500
FIRST_PRINTABLE = " "


def is_own_path(address: str) -> bool:
    """Return whether an address is a plain path of this site."""
    return (
        address.startswith("/")
        and len(address) <= LONGEST_ADDRESS
        and min(address) >= FIRST_PRINTABLE
        and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    )


def safe_next_url(request: HttpRequest, otherwise: str) -> str:
    """Return the path that the form asks for as ``next`` when it is one of ours, else the other one."""
    asked = request.POST.get("next", "")
    return asked if is_own_path(asked) else otherwise
