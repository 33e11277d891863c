"""Input of the immunization record's page."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from applicants.documents.forms import FIRST_YEAR
from applicants.documents.models import Document
from applicants.immunizations.choices import TiterResult
from applicants.immunizations.models import MOST_DOSES, ImmunizationSection
from applicants.immunizations.record import entries_by_code, is_test
from applicants.profile.fields import ProfileDayField, TokenField, choice_field


class ImmunizationStartForm(forms.Form):
    """What the form of a new entry starts with, by the address; nonsense means nothing."""

    what = forms.SlugField(required=False)


class ImmunizationForm(forms.Form):
    """A dose or a test. ``id`` comes with the form: sent twice, it makes one entry."""

    id = TokenField()
    what = forms.ChoiceField(label="What it is")
    on = ProfileDayField(FIRST_YEAR, label="Date", help_text="As on the card or the lab report.")
    dose_number = forms.IntegerField(
        label="Dose number",
        min_value=1,
        max_value=MOST_DOSES,
        required=False,
        help_text="If the card says it.",
    )
    result = forms.ChoiceField(
        label="Result",
        choices=[("", "No test"), *TiterResult.choices],
        required=False,
        help_text="For a titer or a test.",
    )
    value = forms.CharField(label="Value", max_length=60, required=False, help_text="Such as 120 mIU/mL.")
    place = forms.CharField(label="Lot or place", max_length=120, required=False)
    document = forms.ChoiceField(label="Proof on file", required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        sections: Sequence[ImmunizationSection],
        documents: Iterable[Document],
        today: datetime.date,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.entries, self.today = entries_by_code(sections), today
        groups = [
            (section.label, [(entry["code"], entry["label"]) for entry in section.entries])
            for section in sections
        ]
        self.documents = {str(document.pk): document for document in documents}
        choice_field(self, "what").choices = [("", "Choose one"), *groups]
        kept = [(pk, str(document)) for pk, document in self.documents.items()]
        choice_field(self, "document").choices = [("", "None"), *kept]

    def clean_on(self) -> datetime.date:
        """Refuse a day in the future."""
        on = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("This day is in the future. Enter it when it is done.")
        return on

    def clean(self) -> None:
        """Ask for the result of a test; a dose has none."""
        super().clean()
        values = self.cleaned_data
        entry = self.entries.get(values.get("what", ""))
        if entry and is_test(entry) and not values.get("result"):
            self.add_error("result", "Choose the result of this test.")
        if entry and not is_test(entry) and values.get("result"):
            self.add_error("result", "A dose has no result. Choose the titer above, or “No test”.")

    @property
    def facts(self) -> dict[str, Any]:
        """The columns of the entry that a valid form makes."""
        given = self.cleaned_data
        names = ("what", "on", "dose_number", "result", "value", "place")
        return {name: given[name] for name in names} | {"document": self.documents.get(given["document"])}
