"""Where to go after a form: back to the page it stood on, never to another site."""

from django import forms
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from applicants.responses import valid_values

LONGEST_ADDRESS = 1500
FIRST_PRINTABLE = " "


class NextUrlForm(forms.Form):
    """Where to go after a form; any words are valid, ``is_own_path`` judges them."""

    next = forms.CharField(required=False, strip=False)


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
    asked = valid_values(NextUrlForm(request.POST)).get("next", "")
    return asked if is_own_path(asked) else otherwise
