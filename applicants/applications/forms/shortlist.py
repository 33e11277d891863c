"""Which program to put on the shortlist or to take off it."""

from django import forms

LONGEST_SLUG = 100


class ShortlistForm(forms.Form):
    """A program by its slug."""

    program = forms.SlugField(max_length=LONGEST_SLUG)
