"""Which program to put on the shortlist or to take off it."""

from django import forms

LONGEST_SLUG = 100


class ShortlistForm(forms.Form):
    """A program by its slug; ``form`` is the id of the form on the page that htmx is to send next time."""

    program = forms.SlugField(max_length=LONGEST_SLUG)
    form = forms.SlugField(max_length=40, required=False)
