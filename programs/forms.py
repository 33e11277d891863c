"""Input of the catalog's pages other than the list, whose form is ``filters.ProgramFilter``."""

from django import forms

MOST_COMPARED = 4
LONGEST_SLUG = 100


class SlugsField(forms.Field):
    """Slugs, each once, in the order of the address; what cannot be a slug is left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: list[str] | None) -> list[str]:
        """Keep at most as many slugs as fit side by side."""
        slugs = [slug for slug in value or [] if slug and len(slug) <= LONGEST_SLUG and "\x00" not in slug]
        return list(dict.fromkeys(slugs))[:MOST_COMPARED]


class PageForm(forms.Form):
    """Which page of a long list to show; nonsense means the first."""

    page = forms.IntegerField(required=False)

    @property
    def number(self) -> int | None:
        """The number of the page, for ``Paginator.get_page``; None means the first."""
        self.is_valid()
        return self.cleaned_data.get("page")


class HistoryPageForm(forms.Form):
    """The same in the admin, whose lists say "p"."""

    p = forms.IntegerField(required=False)

    @property
    def number(self) -> int | None:
        """The number of the page, for ``Paginator.get_page``; None means the first."""
        self.is_valid()
        return self.cleaned_data.get("p")


# From so many programs on, a comparison is too long for a phone.
MANY_COMPARED = 3


class CompareForm(forms.Form):
    """Which programs stand side by side. Any input is valid: the page says what is missing."""

    ONLY_DIFFERENCES, NOTHING_LEFT_OUT = "differences", "nothing"

    program = SlugsField(required=False)
    only = forms.ChoiceField(
        choices=[(ONLY_DIFFERENCES, "Only differences"), (NOTHING_LEFT_OUT, "Nothing")], required=False
    )

    @property
    def is_only_differences(self) -> bool:
        """Whether facts that all of them share are left out."""
        return bool(self.cleaned_data.get("only") == self.ONLY_DIFFERENCES)

    @property
    def is_short_on_phones(self) -> bool:
        """Whether a phone leaves them out unasked: of three programs or more."""
        return len(self.cleaned_data["program"]) >= MANY_COMPARED and not self.cleaned_data.get("only")
