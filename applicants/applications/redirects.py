"""Where to go after a form: back to the page it stood on, never to another site."""

from django import forms
from django.http import HttpRequest

from applicants.profile.paths import is_own_path
from applicants.responses import valid_values


class NextUrlForm(forms.Form):
    """Where to go after a form; any words are valid, ``is_own_path`` judges them."""

    next = forms.CharField(required=False, strip=False)


def safe_next_url(request: HttpRequest, otherwise: str) -> str:
    """The path that the form asks for as ``next`` when it is one of ours, else the other one."""
    asked = valid_values(NextUrlForm(request.POST)).get("next", "")
    return asked if is_own_path(asked) else otherwise
