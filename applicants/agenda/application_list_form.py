"""What the address of /applications/ can ask for. Anything else is left out with a notice."""

import datetime
from typing import Any

from django import forms
from django.db.models import TextChoices

from applicants.profile.fields import AddressForm


class ApplicationLayout(TextChoices):
    """Ways to look at the same applications."""

    BOARD = "board", "Board"
    TABLE = "table", "Table"
    AGENDA = "agenda", "Agenda"
    MONTH = "month", "Month"


class ShownApplications(TextChoices):
    ALL = "all", "All"
    RUNNING = "running", "Active"
    ENDED = "ended", "Ended"


class ApplicationSort(TextChoices):
    """What the table is sorted by; a minus in front turns it round."""

    NAME = "name", "Program"
    STATUS = "status", "Status"
    DEADLINE = "deadline", "Deadline"
    START = "start", "Dates"
    RATING = "rating", "Rating"
    RANK = "rank", "Rank"
    UPDATED = "updated", "Changed"


SORTS = [(f"{sign}{code}", label) for code, label in ApplicationSort.choices for sign in ("", "-")]
# A calendar needs days before and after its month.
FIRST_YEAR, LAST_YEAR = 2000, 2100


class MonthField(forms.Field):
    """A month as 2027-03, given as its first day."""

    def to_python(self, value: str | None) -> datetime.date | None:
        """Raise ValidationError unless the text is a month of a plausible year."""
        if not value:
            return None
        try:
            first = datetime.datetime.strptime(value, "%Y-%m").replace(tzinfo=datetime.UTC).date()
        except ValueError as error:
            raise forms.ValidationError("no month") from error
        if not FIRST_YEAR <= first.year <= LAST_YEAR:
            raise forms.ValidationError("no plausible year")
        return first


class ApplicationListForm(AddressForm):
    """One way to look at applications. Read ``chosen``: every input has an answer."""

    view = forms.ChoiceField(choices=ApplicationLayout, required=False)
    show = forms.ChoiceField(choices=ShownApplications, required=False)
    sort = forms.ChoiceField(choices=SORTS, required=False)
    month = MonthField(required=False)

    FALLBACKS = {
        "view": ApplicationLayout.BOARD,
        "show": ShownApplications.ALL,
        "sort": ApplicationSort.DEADLINE,
        "month": None,
    }
    NOTICES = {
        "view": "There is no such view. This is the board.",
        "show": "There is no such filter. All applications are shown.",
        "sort": "The table cannot be sorted by that. It is sorted by deadline.",
        "month": "There is no such month. This is the current one.",
    }

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for, each thing unknown replaced by its fallback."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or fallback for name, fallback in self.FALLBACKS.items()}
