"""Which addresses are pages of this site: what a form or a browser names is led to only then."""

from django.utils.http import url_has_allowed_host_and_scheme

LONGEST_ADDRESS = 1500
FIRST_PRINTABLE = " "


def is_own_path(address: str) -> bool:
    """Whether an address is a plain path of this site."""
    return (
        address.startswith("/")
        and len(address) <= LONGEST_ADDRESS
        and min(address) >= FIRST_PRINTABLE
        and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    )
